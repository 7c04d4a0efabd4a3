package org.evenflow.report;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * {@code report.html} of a study: one world, its controllers side by side. Where there are several
 * sites, their runs are drawn on a page of each, and this one has a table of each beside that of
 * all.
 */
final class ReportPage {
    private static final List<String> SCRIPTS =
            List.of(
                    "cost", "best", "load", "voltage", "layout", "feeder", "soc", "gantt", "cuts",
                    "events");
    private static final List<String> SCRIPTS_OF_ALL = List.of("cost", "best");

    private ReportPage() {}

    static String html(
            StudyResult study, Summary summary, CostComparison costs, List<String> verdict) {
        var tables = new IndicatorTables(study, summary, costs);
        boolean isOne = study.sites().isEmpty();
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
                        Map.entry("sites", isOne ? "" : sites(study, costs)),
                        Map.entry("parts", CostParts.html(study, summary, costs)),
                        Map.entry("rule", new BestRuleSection(study, summary).html()),
                        Map.entry("best", new BestPossibleSection(study, summary, costs).html()),
                        Map.entry("episode", isOne ? PageFrame.part("episode.html", Map.of()) : ""),
                        Map.entry("notes", Html.notes(study.notes())),
                        Map.entry("definitions", tables.definitions()),
                        Map.entry("provenance", Html.facts(study.provenance())));
        return PageFrame.html(
                "report.html",
                slots,
                ChartJson.json(study, summary, costs),
                isOne ? SCRIPTS : SCRIPTS_OF_ALL);
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

    private static String sites(StudyResult study, CostComparison costs) {
        return PageFrame.part("sites.html", Map.of("tables", tablesOfSites(study, costs)));
    }

    /** A table for each site, its controllers in the order of the table of all. */
    private static String tablesOfSites(StudyResult study, CostComparison costs) {
        return study.sites().stream()
                .map(
                        site -> {
                            var own = study.at(site);
                            return "<h3><a href=\"%s\">%s</a></h3>\n%s"
                                    .formatted(
                                            Html.escape(file(study, site)),
                                            Html.escape(site.site()),
                                            new IndicatorTables(own, new Summary(own), costs)
                                                    .headline(site.site()));
                        })
                .collect(Collectors.joining("\n"));
    }

    /** Name of the page of a site, fit for a file; two of one name get the number of the site. */
    static String file(StudyResult study, StudyResult.AtSite site) {
        var taken = new HashSet<String>();
        for (StudyResult.AtSite each : study.sites()) {
            String name = each.site().replaceAll("[^\\w.=-]+", "_");
            String free = taken.add(name) ? name : name + "-" + (study.sites().indexOf(each) + 1);
            if (each.site().equals(site.site())) {
                return StudyWriter.pageOfSite(free);
            }
        }
        throw new IllegalArgumentException("site " + site.site() + " is none of the study's");
    }
}
