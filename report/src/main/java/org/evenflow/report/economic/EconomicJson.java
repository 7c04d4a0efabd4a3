package org.evenflow.report.economic;

import static org.evenflow.report.JsonNumbers.JSON;
import static org.evenflow.report.JsonNumbers.exact;
import static org.evenflow.report.JsonNumbers.interval;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;
import org.evenflow.model.ChargerGroups.Variant;
import org.evenflow.report.JsonNumbers;

/** {@code summary.json} of a study of economic dispatch. */
final class EconomicJson {
    private EconomicJson() {}

    static String summary(EconomicResult result, EconomicSummary summary, List<String> verdict) {
        ObjectNode root = JSON.objectNode();
        root.put("study", result.study());
        root.put("title", result.title());
        root.set("verdict", JsonNumbers.texts(verdict));
        result.seeds().forEach(root.withArray("seeds")::add);
        ObjectNode variants = root.putObject("variants");
        for (String variant : result.variants()) {
            ObjectNode node = variants.putObject(variant);
            ObjectNode methods = node.putObject("methods");
            for (EconomicSummary.Figures m : summary.figures(variant)) {
                methods.set(m.method(), figures(m, summary.day(variant, m.method())));
            }
            for (EconomicSummary.Pair pair : summary.order(variant)) {
                ObjectNode line = node.withArray("order").addObject();
                line.put("better", pair.better()).put("worse", pair.worse());
                line.set("difference_percent", interval(pair.difference()));
                line.set("p_holm", exact(pair.p()));
                line.set("cohen_d", exact(pair.effect()));
            }
        }
        root.set("published_state", published(result, summary));
        root.set("claims", claims(result, summary));
        ObjectNode others = root.putObject("other_choices");
        var other = result.others();
        others.set(
                "second_best_percent_median",
                interval(EconomicSummary.median(other.secondPercent())));
        others.set(
                "one_group_turned_percent_median",
                interval(EconomicSummary.median(other.flipPercent())));
        others.set("one_group_turned_infeasible_share", exact(other.infeasibleShare()));
        root.set("facts", JsonNumbers.texts(result.facts()));
        root.set("notes", JsonNumbers.texts(result.notes()));
        root.set("provenance", JsonNumbers.texts(result.provenance()));
        root.set("wall_seconds", exact(result.wallSeconds()));
        return root.toPrettyString() + "\n";
    }

    private static ObjectNode figures(EconomicSummary.Figures m, EconomicSummary.Standing day) {
        ObjectNode node = JSON.objectNode();
        node.set("optimality_gap_percent", interval(m.gap()));
        node.set("median", exact(m.median()));
        node.set("p99", exact(m.p99()));
        node.set("largest", exact(m.largest()));
        node.set("optimal_share", exact(m.optimalShare()));
        node.put("infeasible", m.infeasible());
        node.set("repaired_share", exact(m.repairedShare()));
        node.set("messages", exact(m.messages()));
        node.set("balance_residual_kw_max", exact(m.residualKw()));
        node.set("decision_ms_median", exact(m.decisionMs()));
        node.set("decision_ms_p99", exact(m.decisionP99Ms()));
        node.set("evaluations", exact(m.evaluations()));
        node.set("day_cost_per_hour", exact(day.cost()));
        node.set("day_gap_percent", interval(day.gap()));
        return node;
    }

    private static ObjectNode published(EconomicResult result, EconomicSummary summary) {
        ObjectNode node = JSON.objectNode();
        for (Variant variant : Variant.values()) {
            for (String method : result.methods().keySet()) {
                var standing = summary.published(variant.label(), method);
                if (!Double.isNaN(standing.cost())) {
                    ObjectNode own = node.withObject("/" + variant.label()).putObject(method);
                    own.set("cost", exact(standing.cost()));
                    own.set("gap_percent", interval(standing.gap()));
                }
            }
        }
        return node;
    }

    private static com.fasterxml.jackson.databind.node.ArrayNode claims(
            EconomicResult result, EconomicSummary summary) {
        var claims = JSON.arrayNode();
        for (EconomicResult.Claim claim : result.claims()) {
            ObjectNode node = claims.addObject();
            node.put("name", claim.name()).put("method", claim.method());
            node.put("ran", result.methods().containsKey(claim.method()));
            node.set("claimed_state_cost", exact(claim.stateCost()));
            node.set("claimed_state_gap_percent", exact(stateGap(result, claim)));
            node.set("claimed_hour_cost", exact(claim.hourCost()));
            node.set("claimed_hour_gap_percent", exact(hourGap(result, claim)));
            for (String variant : result.variants()) {
                var state = summary.published(variant, claim.method());
                var day = summary.day(variant, claim.method());
                ObjectNode own = node.putObject(variant);
                own.set("state_cost", exact(state.cost()));
                own.set("state_gap_percent", interval(state.gap()));
                own.set("hour_cost", exact(day.cost()));
                own.set("hour_gap_percent", interval(day.gap()));
            }
        }
        return claims;
    }

    /** By how much a claim lies above the publication's own reference at its state, %. */
    static double stateGap(EconomicResult result, EconomicResult.Claim claim) {
        return reference(result)
                .map(r -> 100 * (claim.stateCost() / r.stateCost() - 1))
                .findFirst()
                .orElse(Double.NaN);
    }

    /** The same over its day. */
    static double hourGap(EconomicResult result, EconomicResult.Claim claim) {
        return reference(result)
                .map(r -> 100 * (claim.hourCost() / r.hourCost() - 1))
                .findFirst()
                .orElse(Double.NaN);
    }

    private static Stream<EconomicResult.Claim> reference(EconomicResult result) {
        return result.claims().stream().filter(EconomicResult.Claim::isReference);
    }
}
