package org.evenflow.report;

import static org.evenflow.report.JsonNumbers.JSON;
import static org.evenflow.report.JsonNumbers.exact;
import static org.evenflow.report.JsonNumbers.rounded;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What the charts over several worlds draw, as compact JSON. */
final class WorldsJson {
    private WorldsJson() {}

    static String charts(WorldsResult result, List<WorldSummary> worlds) {
        ObjectNode root = JSON.objectNode();
        root.put("key", result.key());
        root.put("sweep", result.isSweep());
        root.put("reference", CostComparison.REFERENCE);
        root.put("raw", CostComparison.RAW);
        root.putArray("episodes");
        ArrayNode names = root.putArray("worlds");
        worlds.forEach(world -> names.addObject().put("title", world.study().title()));
        ArrayNode kpis = root.putArray("kpis");
        ArrayNode cases = root.putArray("cases");
        var indicators = worlds.getFirst().summary().indicators();
        for (Kpi kpi : indicators) {
            kpis.addObject()
                    .put("id", kpi.id())
                    .put("label", kpi.label())
                    .put("unit", kpi.unitIn(worlds.getFirst().study().currency()))
                    .put("decimals", kpi.decimals())
                    .put("better", kpi.better().name());
        }
        for (WorldsResult.Case one : result.cases()) {
            ObjectNode node = cases.addObject();
            node.put("world", one.world()).put("controller", one.controller());
            node.put("run", one.run()).put("value", one.value());
            node.set("number", exact(one.number()));
            ObjectNode values = node.putObject("values");
            for (Kpi kpi : indicators) {
                Estimate estimate = worlds.get(one.world()).summary().estimate(one.run(), kpi.id());
                if (estimate.n() > 0) {
                    values.putArray(kpi.id())
                            .add(rounded(estimate.mean(), 6))
                            .add(rounded(estimate.low(), 6))
                            .add(rounded(estimate.high(), 6));
                }
            }
        }
        root.set("pareto", pareto(result, worlds));
        return root.toString();
    }

    /** The front of each world. */
    static ArrayNode pareto(WorldsResult result, List<WorldSummary> worlds) {
        ArrayNode all = JSON.arrayNode();
        for (int world = 0; world < worlds.size(); world++) {
            all.add(pareto(Pareto.of(result, worlds, world), worlds.get(world)));
        }
        return all;
    }

    private static ObjectNode pareto(Pareto pareto, WorldSummary world) {
        ObjectNode node = JSON.objectNode();
        node.put("world", world.world().id());
        ArrayNode objectives = node.putArray("objectives");
        for (Pareto.Objective objective : pareto.objectives()) {
            ObjectNode one = objectives.addObject();
            one.put("id", objective.id()).put("label", objective.label());
            one.put("unit", objective.unit());
            one.set("best", exact(objective.best()));
            one.set("reference", exact(objective.reference()));
        }
        ArrayNode points = node.putArray("points");
        for (int i = 0; i < pareto.cases().size(); i++) {
            var of = pareto.cases().get(i);
            ObjectNode point = points.addObject();
            point.put("controller", of.controller()).put("value", of.value());
            ArrayNode values = point.putArray("objectives");
            for (double value : pareto.values(i)) {
                values.add(exact(value));
            }
            point.put("front", pareto.isInFront(i)).put("chosen", i == pareto.chosen());
            point.set("distance", exact(pareto.distance(i)));
        }
        node.set("hypervolume", exact(pareto.hypervolume()));
        ObjectNode volumes = node.putObject("hypervolumes");
        pareto.hypervolumes().forEach((id, volume) -> volumes.set(id, exact(volume)));
        return node;
    }
}
