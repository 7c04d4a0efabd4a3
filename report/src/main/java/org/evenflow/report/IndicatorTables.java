package org.evenflow.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.evenflow.sim.Indicator.Better;

/** Tables of controllers by indicators: mean, 95 % interval below it, the best means marked. */
final class IndicatorTables {
    private static final List<String> HEADLINE =
            List.of(
                    Regret.CAPTURED,
                    "unserved_cost",
                    "peak_power",
                    "energy_imported",
                    "emissions",
                    "served_share",
                    "soc_error_abs",
                    "voltage_min",
                    "voltage_violation");
    private static final Map<String, Kpi> BEFORE =
            Map.of(
                    "voltage_violation",
                    Kpi.of("voltage_violation_before"),
                    Summary.OVERLOAD.id(),
                    Summary.OVERLOAD_BEFORE);
    private static final List<String> HEADLINE_END = List.of("wear_cost", "decision_ms_median");

    private final StudyResult study;
    private final Summary summary;
    private final List<String> order;

    IndicatorTables(StudyResult study, Summary summary, CostComparison costs) {
        this.study = study;
        this.summary = summary;
        order = costs.standings().stream().map(CostComparison.Standing::controller).toList();
    }

    /** What decides, in one table. */
    String headline() {
        return headlineAs("Headline indicators");
    }

    /** The same of one of several sites. */
    String headline(String site) {
        return headlineAs("Headline indicators of " + site);
    }

    private String headlineAs(String caption) {
        var columns = new ArrayList<Kpi>();
        columns.add(Summary.TOTAL_COST);
        HEADLINE.forEach(id -> columns.add(Kpi.of(id)));
        columns.add(Summary.OVERLOAD);
        HEADLINE_END.forEach(id -> columns.add(Kpi.of(id)));
        return table(caption, columns);
    }

    /** Every indicator of the study, a table for each group. */
    String complete() {
        var groups = new LinkedHashMap<String, List<Kpi>>();
        for (Kpi kpi : summary.indicators()) {
            groups.computeIfAbsent(kpi.group(), group -> new ArrayList<>()).add(kpi);
        }
        return groups.entrySet().stream()
                .map(group -> table(group.getKey(), group.getValue()))
                .collect(Collectors.joining("\n"));
    }

    /** Id, unit and meaning of each indicator that the study holds. */
    String definitions() {
        var rows = new StringBuilder();
        var shown = new ArrayList<Kpi>();
        shown.add(Summary.OVERLOAD);
        shown.add(Summary.OVERLOAD_BEFORE);
        shown.addAll(summary.indicators());
        if (!shown.contains(Summary.TOTAL_COST)) {
            shown.addFirst(Summary.TOTAL_COST);
        }
        for (Kpi kpi : shown) {
            rows.append(
                    "<tr><th scope=\"row\">%s</th><td><code>%s</code></td><td>%s</td><td>%s</td></tr>\n"
                            .formatted(
                                    Html.escape(kpi.label()),
                                    Html.escape(kpi.id()),
                                    Html.escape(kpi.unitIn(study.currency())),
                                    Html.escape(kpi.meaning())));
        }
        return "<div class=\"scroll\" tabindex=\"0\"><table class=\"definitions\">"
                + "<thead><tr><th scope=\"col\">Indicator</th><th scope=\"col\">Id</th>"
                + "<th scope=\"col\">Unit</th><th scope=\"col\">Meaning</th></tr></thead>\n<tbody>\n"
                + rows
                + "</tbody></table></div>";
    }

    private String table(String caption, List<Kpi> candidates) {
        List<Kpi> columns = candidates.stream().filter(kpi -> summary.has(kpi.id())).toList();
        if (columns.isEmpty()) {
            return "";
        }
        String heads = columns.stream().map(this::head).collect(Collectors.joining());
        String rows = order.stream().map(c -> row(c, columns)).collect(Collectors.joining("\n"));
        return """
        <div class="scroll" tabindex="0" role="region" aria-label="%1$s">
        <table class="indicators sortable"><caption>%1$s</caption>
        <thead><tr><th scope="col" class="name">Controller</th>%2$s</tr></thead>
        <tbody>
        %3$s
        </tbody></table></div>
        """
                .formatted(Html.escape(caption), heads, rows);
    }

    private String head(Kpi kpi) {
        String arrow =
                switch (kpi.better()) {
                    case LOWER -> "<span class=\"better\" title=\"lower is better\">↓</span>";
                    case HIGHER -> "<span class=\"better\" title=\"higher is better\">↑</span>";
                    case NEITHER -> "";
                };
        return "<th scope=\"col\" title=\"%s\">%s <span class=\"unit\">%s</span>%s</th>"
                .formatted(
                        Html.escape(kpi.id() + ": " + kpi.meaning()),
                        Html.escape(kpi.label()),
                        Html.escape(kpi.unitIn(study.currency())),
                        arrow);
    }

    private String row(String controller, List<Kpi> columns) {
        String why = study.yardstick().whyNotRanked(controller);
        return "<tr%s><th scope=\"row\" class=\"name\" title=\"%s\">%s%s</th>%s</tr>"
                .formatted(
                        why.isEmpty() ? "" : " class=\"raw\"",
                        Html.escape(controller),
                        Html.escape(Verdict.name(controller)),
                        why.isEmpty() ? "" : " <span class=\"ci\">%s</span>".formatted(why),
                        columns.stream()
                                .map(kpi -> cell(controller, kpi))
                                .collect(Collectors.joining()));
    }

    private String cell(String controller, Kpi kpi) {
        Estimate estimate = summary.estimate(controller, kpi.id());
        boolean isBest = isBest(controller, kpi);
        return "<td data-value=\"%s\"%s>%s%s%s</td>"
                .formatted(
                        Double.isNaN(estimate.mean()) ? "" : estimate.mean(),
                        isBest ? " class=\"best\"" : "",
                        isBest ? "<span class=\"mark\" aria-label=\"best\">●</span>" : "",
                        Numbers.of(estimate.mean(), kpi),
                        below(controller, kpi, estimate));
    }

    /** The small line: the interval, or for the headline's violations what had been wished. */
    private String below(String controller, Kpi kpi, Estimate estimate) {
        Kpi before = BEFORE.get(kpi.id());
        if (before != null) {
            double wished = summary.estimate(controller, before.id()).mean();
            return "<span class=\"ci\">wished %s</span>".formatted(Numbers.of(wished, before));
        }
        String low = Numbers.of(estimate.low(), kpi);
        String high = Numbers.of(estimate.high(), kpi);
        return low.equals(high) ? "" : "<span class=\"ci\">%s to %s</span>".formatted(low, high);
    }

    /** Shows the best mean of the ranked controllers, unless all show the same. */
    private boolean isBest(String controller, Kpi kpi) {
        if (kpi.better() == Better.NEITHER || !study.yardstick().isRanked(controller)) {
            return false;
        }
        double sign = kpi.better() == Better.LOWER ? 1 : -1;
        double[] ranked =
                order.stream()
                        .filter(study.yardstick()::isRanked)
                        .mapToDouble(c -> sign * summary.estimate(c, kpi.id()).mean())
                        .filter(v -> !Double.isNaN(v))
                        .sorted()
                        .toArray();
        if (ranked.length < 2) {
            return false;
        }
        String best = Numbers.of(sign * ranked[0], kpi);
        String worst = Numbers.of(sign * ranked[ranked.length - 1], kpi);
        String own = Numbers.of(summary.estimate(controller, kpi.id()).mean(), kpi);
        return !best.equals(worst) && own.equals(best);
    }
}
