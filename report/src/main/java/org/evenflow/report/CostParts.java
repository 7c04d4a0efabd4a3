package org.evenflow.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.evenflow.numeric.statistics.Interval;

/** What makes the difference of each controller's cost to the cheapest one's, part by part. */
final class CostParts {
    private static final Map<String, String> PARTS = new LinkedHashMap<>();

    static {
        PARTS.put("energy_cost", "Energy");
        PARTS.put("demand_cost", "Demand charge");
        PARTS.put("wear_cost", "Wear");
        PARTS.put("unserved_cost", "Unserved");
        PARTS.put(Summary.TOTAL_COST.id(), "In all");
    }

    private static final double LEAST = 0.005;

    private CostParts() {}

    /** A table; nothing where there is nobody to compare with. */
    static String html(StudyResult study, Summary summary, CostComparison costs) {
        var best = costs.best().map(CostComparison.Standing::controller);
        if (best.isEmpty() || costs.standings().size() < 2) {
            return "";
        }
        var others =
                costs.standings().stream()
                        .map(CostComparison.Standing::controller)
                        .filter(id -> !id.equals(best.get()))
                        .toList();
        return table(study, summary, others, best.get(), Verdict.name(best.get()));
    }

    /**
     * The same of some controllers against any other.
     *
     * @param name of that other, for people
     */
    static String table(
            StudyResult study, Summary summary, List<String> others, String base, String name) {
        String rows =
                others.stream().map(id -> row(summary, id, base)).collect(Collectors.joining("\n"));
        String heads =
                PARTS.values().stream()
                        .map(
                                label ->
                                        "<th scope=\"col\">%s <span class=\"unit\">%s</span></th>"
                                                .formatted(label, Html.escape(study.currency())))
                        .collect(Collectors.joining());
        return """
        <h3>Where costs differ from %1$s</h3>
        <p class="hint">Mean of the paired differences by part of the cost, with 95 %% bootstrap intervals; below zero a controller is cheaper there.</p>
        <div class="scroll" tabindex="0" role="region" aria-label="Differences of cost">
        <table class="indicators sortable"><caption>Cost less that of %1$s</caption>
        <thead><tr><th scope="col" class="name">Controller</th>%2$s</tr></thead>
        <tbody>
        %3$s
        </tbody></table></div>
        """
                .formatted(Html.escape(name), heads, rows);
    }

    private static String row(Summary summary, String controller, String best) {
        return "<tr><th scope=\"row\" class=\"name\" title=\"%s\">%s</th>%s</tr>"
                .formatted(
                        Html.escape(controller),
                        Html.escape(Verdict.name(controller)),
                        PARTS.keySet().stream()
                                .map(part -> cell(difference(summary, controller, best, part)))
                                .collect(Collectors.joining()));
    }

    /** Mean difference of a part on the seeds where both are defined. */
    static Interval difference(Summary summary, String controller, String best, String part) {
        double[] own = summary.values(controller, part);
        double[] other = summary.values(best, part);
        double[] differences =
                IntStream.range(0, own.length)
                        .mapToDouble(seed -> own[seed] - other[seed])
                        .filter(value -> !Double.isNaN(value))
                        .toArray();
        return differences.length == 0 ? Interval.UNKNOWN : summary.bootstrap().mean(differences);
    }

    private static String cell(Interval difference) {
        double value = difference.estimate();
        boolean isKnown = !Double.isNaN(value);
        return "<td data-value=\"%s\">%s%s</td>"
                .formatted(
                        isKnown ? value : "",
                        isKnown ? cents(value) : "n/a",
                        Double.isNaN(difference.low())
                                ? ""
                                : "<span class=\"ci\">%s to %s</span>"
                                        .formatted(
                                                cents(difference.low()), cents(difference.high())));
    }

    /** With two decimals; what rounding errors leave of sums is zero. */
    private static String cents(double value) {
        return Numbers.text(Math.abs(value) < LEAST ? 0 : value, 2);
    }
}
