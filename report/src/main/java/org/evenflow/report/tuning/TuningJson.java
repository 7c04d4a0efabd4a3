package org.evenflow.report.tuning;

import static org.evenflow.report.JsonNumbers.JSON;
import static org.evenflow.report.JsonNumbers.exact;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.evenflow.report.JsonNumbers;

/** A search for machines, and the data that its page draws. */
final class TuningJson {
    private TuningJson() {}

    /** {@code summary.json}. */
    static String text(TuningResult result) {
        ObjectNode root = head(result);
        root.set("verdict", JsonNumbers.texts(TuningWriter.verdict(result)));
        root.put("chosen", result.chosen().id());
        root.put("keeps_usual", result.keepsUsual());
        root.set("less_usual", JsonNumbers.interval(result.gain()));
        root.set("less_best_rule", JsonNumbers.interval(result.againstRule()));
        ArrayNode seeds = root.putArray("validation_seeds");
        result.seeds().forEach(seeds::add);
        ArrayNode rules = root.putArray("rules");
        result.rules()
                .forEach(
                        rule ->
                                rules.addObject()
                                        .put("controller", rule.id())
                                        .<ObjectNode>set("total_cost", exact(rule.cost()))
                                        .set("served_energy", exact(rule.servedPercent())));
        root.put("next", result.next());
        root.set("facts", JsonNumbers.texts(result.facts()));
        root.set("provenance", JsonNumbers.texts(result.provenance()));
        root.set("wall_seconds", exact(result.wallSeconds()));
        return root.toPrettyString() + "\n";
    }

    /** What the page draws. */
    static String chart(TuningResult result) {
        ObjectNode root = head(result);
        root.putArray("episodes");
        root.put("usual", result.controller());
        root.put("allSeeds", result.seeds().size());
        return root.toString();
    }

    private static ObjectNode head(TuningResult result) {
        ObjectNode root = JSON.objectNode();
        root.put("study", result.study());
        root.put("controller", result.controller());
        root.put("currency", result.currency());
        ObjectNode tried = root.putObject("tried");
        result.tried().forEach((name, values) -> tried.set(name, JsonNumbers.texts(values)));
        ArrayNode variants = root.putArray("variants");
        for (TuningResult.Variant variant : result.variants()) {
            ObjectNode node = variants.addObject();
            node.put("controller", variant.id());
            node.set("values", JsonNumbers.texts(variant.values()));
            node.put("seeds", variant.seeds());
            node.set("total_cost", exact(variant.cost()));
            node.set("less_usual", exact(variant.difference()));
            node.set("served_energy", exact(variant.servedPercent()));
            node.put("is_choosable", variant.isChoosable());
        }
        return root;
    }
}
