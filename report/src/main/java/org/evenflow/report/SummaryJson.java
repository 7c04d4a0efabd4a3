package org.evenflow.report;

import static org.evenflow.report.JsonNumbers.JSON;
import static org.evenflow.report.JsonNumbers.exact;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * {@code summary.json}: what a machine reads instead of the page, at full precision; {@code null}
 * where a number is not defined.
 */
final class SummaryJson {
    private SummaryJson() {}

    static String text(
            StudyResult study, Summary summary, CostComparison costs, List<String> verdict) {
        ObjectNode root = JSON.objectNode();
        root.put("study", study.study());
        root.put("scenario", study.scenario());
        root.put("title", study.title());
        root.put("currency", study.currency());
        root.set("seeds", JSON.arrayNode());
        study.seeds().forEach(root.withArray("seeds")::add);
        root.set("verdict", JsonNumbers.texts(verdict));
        root.set("controllers", controllers(study, summary));
        for (StudyResult.AtSite site : study.sites()) {
            var own = study.at(site);
            root.withObjectProperty("sites").set(site.site(), controllers(own, new Summary(own)));
        }
        root.set("comparison", comparison(costs));
        root.set("best_rule", new BestRuleSection(study, summary).json());
        root.set("best_possible", bestPossible(study, new BestPossible(study, summary), costs));
        root.set("facts", JsonNumbers.texts(study.facts()));
        root.set("notes", JsonNumbers.texts(study.notes()));
        root.set("provenance", JsonNumbers.texts(study.provenance()));
        root.set("wall_seconds", exact(study.wallSeconds()));
        return root.toPrettyString() + "\n";
    }

    /** Every indicator of every controller. */
    static ObjectNode controllers(StudyResult study, Summary summary) {
        ObjectNode controllers = JSON.objectNode();
        for (String controller : study.controllers()) {
            ObjectNode indicators = controllers.putObject(controller);
            for (Kpi kpi : summary.indicators()) {
                indicators.set(kpi.id(), indicator(summary, controller, kpi, study.currency()));
            }
        }
        return controllers;
    }

    private static ObjectNode indicator(
            Summary summary, String controller, Kpi kpi, String currency) {
        Estimate estimate = summary.estimate(controller, kpi.id());
        ObjectNode node = JSON.objectNode();
        node.set("mean", exact(estimate.mean()));
        node.set("ci_low", exact(estimate.low()));
        node.set("ci_high", exact(estimate.high()));
        node.set("iqm", exact(estimate.iqm()));
        node.put("n", estimate.n());
        node.put("unit", kpi.unitIn(currency));
        return node;
    }

    private static ObjectNode comparison(CostComparison costs) {
        ObjectNode comparison = JSON.objectNode();
        comparison.put("indicator", "operating_cost + unserved_cost");
        comparison.put("reference", CostComparison.REFERENCE);
        comparison.put("best", costs.best().map(s -> s.controller()).orElse(null));
        comparison.set(
                "tied_with_best",
                JsonNumbers.texts(costs.tiedWithBest().stream().map(s -> s.controller()).toList()));
        ObjectNode controllers = comparison.putObject("controllers");
        for (CostComparison.Standing standing : costs.standings()) {
            ObjectNode node = controllers.putObject(standing.controller());
            node.set("total_cost", exact(standing.total().mean()));
            node.set("ci_low", exact(standing.total().low()));
            node.set("ci_high", exact(standing.total().high()));
            node.set("against_reference", JsonNumbers.interval(standing.againstReference()));
            node.set("against_reference_percent", exact(standing.percent()));
            node.set("p_holm", exact(standing.p()));
            node.set("cohen_d", exact(standing.effect()));
            node.set("against_best", JsonNumbers.interval(standing.againstBest()));
            node.put("ranked", standing.isRanked());
        }
        return comparison;
    }

    /** The yardstick; {@code null} where the study was played without one. */
    private static JsonNode bestPossible(
            StudyResult study, BestPossible best, CostComparison costs) {
        if (!best.isAsked()) {
            return JSON.nullNode();
        }
        ObjectNode node = JSON.objectNode();
        node.put("plan", Yardstick.PLAN);
        node.put("uncontrolled", Yardstick.UNCONTROLLED);
        node.put("seeds_measured", best.measuredSeeds());
        node.put("seeds_bounded", best.boundedSeeds());
        node.set("plan_cost", JsonNumbers.interval(best.cost(Yardstick.PLAN)));
        node.set("uncontrolled_cost", JsonNumbers.interval(best.cost(Yardstick.UNCONTROLLED)));
        node.set("lower_bound", JsonNumbers.interval(best.bound()));
        node.set("gap", JsonNumbers.interval(best.gap()));
        node.set("gap_of_saving", JsonNumbers.interval(best.gapOfGain()));
        node.set("gap_of_cost", JsonNumbers.interval(best.gapOfCost()));
        BestPossible.GapCauses causes = best.causes();
        node.putObject("gap_by_cause")
                .put("levels", causes.levels())
                .put("curves", causes.curves())
                .put("network", causes.network())
                .put("unproven", causes.unproven());
        node.put("runs_below_bound", best.impossible().size());
        ObjectNode improvement = node.putObject("improvement_on_cheapest");
        costs.best()
                .ifPresent(
                        cheapest ->
                                costs.standings().stream()
                                        .map(CostComparison.Standing::controller)
                                        .filter(id -> !id.equals(cheapest.controller()))
                                        .forEach(
                                                id ->
                                                        improvement.set(
                                                                id,
                                                                JsonNumbers.interval(
                                                                        best.improvement(
                                                                                id,
                                                                                cheapest
                                                                                        .controller())))));
        ArrayNode seeds = node.putArray("seeds");
        for (Yardstick.Bound bound : study.yardstick().bounds()) {
            ObjectNode seed = seeds.addObject();
            seed.put("seed", bound.seed());
            seed.set("lower_bound", exact(bound.relaxation()));
            seed.put("unknown", bound.unknown());
            seed.put("planless", bound.planless());
        }
        return node;
    }
}
