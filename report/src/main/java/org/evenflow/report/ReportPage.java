package org.evenflow.report;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * {@code report.html}: one page that holds all it needs, data, styles, scripts and D3 (ISC licence,
 * from its WebJar), and never asks the network.
 */
final class ReportPage {
    static final String D3 = "/META-INF/resources/webjars/d3/7.9.0/";
    private static final List<String> SCRIPTS =
            List.of(
                    "core", "axes", "tables", "cost", "best", "load", "voltage", "layout", "feeder",
                    "soc", "gantt", "cuts", "events", "main");
    private static final Pattern SLOT = Pattern.compile("\\{\\{(\\w+)}}");

    private ReportPage() {}

    static String html(
            StudyResult study, Summary summary, CostComparison costs, List<String> verdict) {
        var tables = new IndicatorTables(study, summary, costs);
        Map<String, String> slots =
                Map.ofEntries(
                        Map.entry("title", Html.escape(study.title())),
                        Map.entry("study", Html.escape(study.study())),
                        Map.entry("scenario", Html.escape(study.scenario())),
                        Map.entry("counts", counts(study)),
                        Map.entry("css", Resources.text("report.css")),
                        Map.entry("verdict", verdict(verdict)),
                        Map.entry("facts", Html.facts(study.facts())),
                        Map.entry("headline", tables.headline()),
                        Map.entry("complete", tables.complete()),
                        Map.entry("best", new BestPossibleSection(study, summary, costs).html()),
                        Map.entry("notes", notes(study)),
                        Map.entry("definitions", tables.definitions()),
                        Map.entry("provenance", Html.facts(study.provenance())),
                        Map.entry(
                                "data",
                                ChartJson.json(study, summary, costs).replace("<", "\\u003c")),
                        Map.entry("license", Resources.text(D3 + "LICENSE")),
                        Map.entry("d3", Resources.text(D3 + "dist/d3.min.js")),
                        Map.entry("scripts", scripts(SCRIPTS)));
        return filled(Resources.text("report.html"), slots);
    }

    /** One pass, so that braces inside the data stay what they are. */
    static String filled(String template, Map<String, String> slots) {
        return SLOT.matcher(template)
                .replaceAll(
                        slot -> {
                            String text = slots.get(slot.group(1));
                            if (text == null) {
                                throw new IllegalStateException(
                                        "the page has an unknown slot " + slot.group());
                            }
                            return Matcher.quoteReplacement(text);
                        });
    }

    static String scripts(List<String> names) {
        return names.stream()
                .map(name -> Resources.text(name + ".js"))
                .collect(Collectors.joining("\n"));
    }

    private static String verdict(List<String> sentences) {
        String rest =
                sentences.stream()
                        .skip(1)
                        .map(s -> "<li>" + Html.escape(s) + "</li>")
                        .collect(Collectors.joining("\n"));
        return "<p class=\"lead\">%s</p>\n<ul>\n%s\n</ul>"
                .formatted(Html.escape(sentences.getFirst()), rest);
    }

    private static String notes(StudyResult study) {
        return study.notes().isEmpty()
                ? "<p class=\"absent\">Nothing was derived, mapped or dropped.</p>"
                : Html.list(study.notes());
    }

    private static String counts(StudyResult study) {
        return "%d controllers, %d seeds, %d runs in %s s"
                .formatted(
                        study.controllers().size(),
                        study.seeds().size(),
                        study.runs().size(),
                        Numbers.text(study.wallSeconds(), 1));
    }
}
