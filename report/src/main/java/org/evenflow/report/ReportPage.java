package org.evenflow.report;

import java.util.List;
import java.util.Map;

/** {@code report.html} of a study: one world, its controllers side by side. */
final class ReportPage {
    private static final List<String> SCRIPTS =
            List.of(
                    "cost", "best", "load", "voltage", "layout", "feeder", "soc", "gantt", "cuts",
                    "events");

    private ReportPage() {}

    static String html(
            StudyResult study, Summary summary, CostComparison costs, List<String> verdict) {
        var tables = new IndicatorTables(study, summary, costs);
        Map<String, String> slots =
                Map.ofEntries(
                        Map.entry("title", Html.escape(study.title())),
                        Map.entry("kind", "report"),
                        Map.entry("kicker", Html.study(study.study())),
                        Map.entry("counts", counts(study)),
                        Map.entry("verdict", Html.verdict(verdict)),
                        Map.entry("facts", Html.facts(study.facts())),
                        Map.entry("headline", tables.headline()),
                        Map.entry("complete", tables.complete()),
                        Map.entry("parts", CostParts.html(study, summary, costs)),
                        Map.entry("best", new BestPossibleSection(study, summary, costs).html()),
                        Map.entry("notes", Html.notes(study.notes())),
                        Map.entry("definitions", tables.definitions()),
                        Map.entry("provenance", Html.facts(study.provenance())));
        return PageFrame.html("report.html", slots, ChartJson.json(study, summary, costs), SCRIPTS);
    }

    private static String counts(StudyResult study) {
        return "Scenario %s · %d controllers, %d seeds, %d runs in %s s"
                .formatted(
                        Html.escape(study.scenario()),
                        study.controllers().size(),
                        study.seeds().size(),
                        study.runs().size(),
                        Numbers.text(study.wallSeconds(), 1));
    }
}
