package org.evenflow.report;

import static org.evenflow.report.JsonNumbers.JSON;
import static org.evenflow.report.JsonNumbers.exact;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.evenflow.numeric.statistics.Interval;

/**
 * Planners and learners against the best rule, paired by seed: sentences, a table, and what a
 * machine reads. The rule was chosen on validation seeds, the differences are of the study's own.
 */
final class BestRuleSection {
    private final StudyResult study;
    private final Summary summary;
    private final BestRule best;

    BestRuleSection(StudyResult study, Summary summary) {
        this.study = study;
        this.summary = summary;
        best = study.yardstick().bestRule();
    }

    /** Which rule it is, and what the others cost less; empty where nobody claims anything. */
    List<String> sentences() {
        if (!best.isKnown()) {
            return best.absent().isEmpty() ? List.of() : List.of(best.absent());
        }
        var sentences = new ArrayList<String>();
        sentences.add(choice());
        if (!best.claimants().isEmpty()) {
            sentences.add(
                    "Cost less that of the best rule, %s per run%s: %s."
                            .formatted(
                                    study.currency(),
                                    study.seeds().size() > 1
                                            ? ", mean of the pairs with its 95 % interval"
                                            : "",
                                    best.claimants().stream()
                                            .map(this::claim)
                                            .collect(Collectors.joining("; "))));
        }
        return sentences;
    }

    private String choice() {
        long excluded = best.candidates().stream().filter(c -> !c.isChoosable()).count();
        return "Best rule on validation seed%s %s: %s (of %d rules and settings%s)."
                .formatted(
                        best.seeds().size() == 1 ? "" : "s",
                        best.seedsInWords(),
                        best.rule(),
                        best.candidates().size(),
                        excluded == 0
                                ? ""
                                : ", %d of which %s less and could not be chosen"
                                        .formatted(excluded, excluded == 1 ? "serves" : "serve"));
    }

    private String claim(String controller) {
        Interval difference = difference(controller);
        boolean isRanked = study.yardstick().isRanked(controller);
        return "%s %s%s"
                .formatted(
                        Verdict.name(controller),
                        interval(difference),
                        isRanked ? "" : " (" + study.yardstick().whyNotRanked(controller) + ")");
    }

    private static String interval(Interval difference) {
        if (Double.isNaN(difference.estimate())) {
            return "n/a";
        }
        String mean = Numbers.text(difference.estimate(), 2);
        return Double.isNaN(difference.low())
                ? mean
                : "%s [%s, %s]"
                        .formatted(
                                mean,
                                Numbers.text(difference.low(), 2),
                                Numbers.text(difference.high(), 2));
    }

    private Interval difference(String controller) {
        return CostParts.difference(summary, controller, best.rule(), Summary.TOTAL_COST.id());
    }

    /** A table of the claims by part of the cost, below the sentence on the choice. */
    String html() {
        if (!best.isKnown()) {
            return best.absent().isEmpty()
                    ? ""
                    : "<h3>Against the best rule</h3>\n<p class=\"absent\">%s</p>"
                            .formatted(Html.escape(best.absent()));
        }
        return "<h3>Against the best rule</h3>\n<p class=\"hint\">%s It was chosen there and is played on the study's seeds like all others, so its cost owes nothing to luck with them.</p>\n%s"
                .formatted(
                        Html.escape(choice()),
                        best.claimants().isEmpty()
                                ? ""
                                : CostParts.table(
                                        study,
                                        summary,
                                        best.claimants(),
                                        best.rule(),
                                        "the best rule"));
    }

    /** The choice and the differences; {@code null} where none was chosen. */
    JsonNode json() {
        if (!best.isKnown()) {
            return JSON.nullNode();
        }
        ObjectNode node = JSON.objectNode();
        node.put("rule", best.rule());
        ArrayNode seeds = node.putArray("validation_seeds");
        best.seeds().forEach(seeds::add);
        ArrayNode candidates = node.putArray("candidates");
        for (BestRule.Candidate candidate : best.candidates()) {
            ObjectNode one = candidates.addObject();
            one.put("rule", candidate.id());
            one.set("total_cost", exact(candidate.cost()));
            one.set("served_energy", exact(candidate.servedPercent()));
            one.put("choosable", candidate.isChoosable());
        }
        ObjectNode against = node.putObject("against_best_rule");
        for (String controller : best.claimants()) {
            ObjectNode one = JsonNumbers.interval(difference(controller));
            one.put("ranked", study.yardstick().isRanked(controller));
            against.set(controller, one);
        }
        return node;
    }
}
