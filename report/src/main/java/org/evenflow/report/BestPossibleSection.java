package org.evenflow.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.evenflow.numeric.statistics.Interval;

/** The yardstick of a study for people: sentences, and a table of who comes how close. */
final class BestPossibleSection {
    private final StudyResult study;
    private final BestPossible best;
    private final CostComparison costs;

    BestPossibleSection(StudyResult study, Summary summary, CostComparison costs) {
        this.study = study;
        this.costs = costs;
        best = new BestPossible(study, summary);
    }

    /** What is known of the best possible; empty where nobody asked. */
    List<String> sentences() {
        var sentences = new ArrayList<String>();
        if (!best.isAsked()) {
            return sentences;
        }
        int seeds = study.seeds().size();
        if (best.measuredSeeds() > 0) {
            sentences.add(gain(seeds));
        } else if (planless() < seeds) {
            sentences.add(
                    "There is nothing to gain: on no seed does the clairvoyant plan save %s %% of what uncontrolled charging costs, so regret and captured share are n/a."
                            .formatted(Numbers.text(100 * Regret.NOTHING, 1)));
        }
        if (best.boundedSeeds() > 0) {
            sentences.add(gap());
            causes().ifPresent(sentences::add);
        }
        best.reasons()
                .forEach(
                        (reason, count) ->
                                sentences.add(
                                        "On %d of %d seeds %s.".formatted(count, seeds, reason)));
        impossible(sentences);
        return sentences;
    }

    /** What the cheapest controller captures, for the verdict; empty where it is not known. */
    List<String> captured(String controller) {
        Estimate share = best.captured(controller);
        return share.n() == 0
                ? List.of()
                : List.of(
                        "It captures %s of what the clairvoyant plan saves against uncontrolled charging."
                                .formatted(percent(share)));
    }

    private long planless() {
        return study.yardstick().bounds().stream().filter(b -> !b.planless().isEmpty()).count();
    }

    private String gain(int seeds) {
        return "With everything known beforehand the clairvoyant plan costs %s per run, %s less than uncontrolled charging (%s); that saving is the 100 %% of the captured share%s."
                .formatted(
                        money(best.cost(Yardstick.PLAN).estimate()),
                        money(best.gain().estimate()),
                        money(best.cost(Yardstick.UNCONTROLLED).estimate()),
                        best.measuredSeeds() == seeds
                                ? ""
                                : ", on the %d of %d seeds that have a plan and something to gain"
                                        .formatted(best.measuredSeeds(), seeds));
    }

    private String gap() {
        Interval gap = best.gap();
        return "No controller behind the dispatcher can cost less than %s (linear relaxation, no more energy unserved than ranked controllers leave%s): the plan lies %s above it, %s %% of the saving and %s %% of its cost."
                .formatted(
                        money(best.bound().estimate()),
                        best.boundedSeeds() == best.measuredSeeds()
                                ? ""
                                : ", known on %d seeds".formatted(best.boundedSeeds()),
                        money(gap.estimate()),
                        Numbers.text(100 * best.gapOfGain().estimate(), 1),
                        Numbers.text(100 * best.gapOfCost().estimate(), 2));
    }

    /** Where that gap comes from, the largest cause first; nothing where it is next to nothing. */
    private Optional<String> causes() {
        var of = best.causes();
        var byCause = new LinkedHashMap<String, Double>();
        byCause.put("power levels of chargers", of.levels());
        byCause.put("charge curves and limits to first order", of.curves());
        byCause.put("losses and limits of the network that the bound does not prove", of.network());
        byCause.put("unproven", of.unproven());
        String words =
                byCause.entrySet().stream()
                        .filter(entry -> entry.getValue() >= 0.005)
                        .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                        .map(entry -> entry.getKey() + " " + Numbers.text(entry.getValue(), 2))
                        .collect(Collectors.joining(", "));
        return words.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "That distance by cause, %s per run: %s."
                                .formatted(study.currency(), words));
    }

    private void impossible(List<String> sentences) {
        List<StudyResult.Run> runs = best.impossible();
        if (!runs.isEmpty()) {
            sentences.add(
                    "FAULT: %d %s less than the lower bound (first: %s, seed %d). Either the bound or the simulation is wrong; do not use these results."
                            .formatted(
                                    runs.size(),
                                    runs.size() == 1 ? "run costs" : "runs cost",
                                    Verdict.name(runs.getFirst().controller()),
                                    runs.getFirst().seed()));
        }
    }

    /** The section's text and table. */
    String html() {
        if (!best.isAsked()) {
            return "<p class=\"absent\">This study was played without the clairvoyant plan and the lower bound.</p>";
        }
        return Html.list(sentences()) + (best.measuredSeeds() > 0 ? table() : "");
    }

    private String table() {
        String rows =
                costs.standings().stream()
                        .map(CostComparison.Standing::controller)
                        .map(this::row)
                        .collect(Collectors.joining("\n"));
        return """
        <div class="scroll" tabindex="0" role="region" aria-label="Captured share">
        <table class="indicators sortable"><caption>Captured share by controller</caption>
        <thead><tr><th scope="col" class="name">Controller</th>
        <th scope="col">Captured share <span class="unit">%%</span></th>
        <th scope="col">Regret <span class="unit">–</span></th>
        <th scope="col" title="Probability that a run captures more than one of the cheapest ranked controller, over all pairs of seeds">Improves on the cheapest <span class="unit">%%</span></th>
        <th scope="col">Total cost <span class="unit">%1$s</span></th>
        <th scope="col">Above the plan <span class="unit">%1$s</span></th>
        <th scope="col">Above the bound <span class="unit">%1$s</span></th></tr></thead>
        <tbody>
        %2$s
        %3$s
        </tbody></table></div>
        """
                .formatted(Html.escape(study.currency()), rows, boundRow());
    }

    private String row(String controller) {
        Estimate share = best.captured(controller);
        String why = study.yardstick().whyNotRanked(controller);
        double cost = best.cost(controller).estimate();
        return "<tr%s><th scope=\"row\" class=\"name\" title=\"%s\">%s%s</th>%s%s%s%s%s%s</tr>"
                .formatted(
                        why.isEmpty() ? "" : " class=\"raw\"",
                        Html.escape(controller),
                        Html.escape(Verdict.name(controller)),
                        why.isEmpty() ? "" : " <span class=\"ci\">%s</span>".formatted(why),
                        cell(
                                100 * share.mean(),
                                1,
                                range(100 * share.low(), 100 * share.high(), 1)),
                        cell(1 - share.mean(), 3, range(1 - share.high(), 1 - share.low(), 3)),
                        improvement(controller),
                        cell(cost, 2, ""),
                        cell(best.abovePlan(controller), 2, ""),
                        cell(best.aboveBound(controller), 2, ""));
    }

    private String improvement(String controller) {
        String cheapest = costs.best().map(CostComparison.Standing::controller).orElse(controller);
        if (controller.equals(cheapest)) {
            return "<td data-value=\"50\">–</td>";
        }
        var share = best.improvement(controller, cheapest);
        return cell(100 * share.estimate(), 0, range(100 * share.low(), 100 * share.high(), 0));
    }

    private String boundRow() {
        if (best.boundedSeeds() == 0) {
            return "";
        }
        double share = 1 + best.gapOfGain().estimate();
        return "<tr class=\"raw\"><th scope=\"row\" class=\"name\">lower bound <span class=\"ci\">linear relaxation, no controller</span></th>%s%s%s%s%s%s</tr>"
                .formatted(
                        cell(100 * share, 1, ""),
                        cell(1 - share, 3, ""),
                        "<td>–</td>",
                        cell(best.bound().estimate(), 2, ""),
                        cell(-best.gap().estimate(), 2, ""),
                        cell(0, 2, ""));
    }

    private static String cell(double value, int decimals, String below) {
        return "<td data-value=\"%s\">%s%s</td>"
                .formatted(
                        Double.isNaN(value) ? "" : value,
                        Double.isNaN(value) ? "n/a" : Numbers.text(value, decimals),
                        below);
    }

    private static String range(double low, double high, int decimals) {
        return Double.isNaN(low)
                ? ""
                : "<span class=\"ci\">%s to %s</span>"
                        .formatted(Numbers.text(low, decimals), Numbers.text(high, decimals));
    }

    private static String percent(Estimate share) {
        String mean = Numbers.text(100 * share.mean(), 1) + " %";
        return Double.isNaN(share.low())
                ? mean
                : "%s (95 %% interval %s to %s)"
                        .formatted(
                                mean,
                                Numbers.text(100 * share.low(), 1),
                                Numbers.text(100 * share.high(), 1));
    }

    private String money(double value) {
        return Numbers.text(value, 2) + " " + study.currency();
    }
}
