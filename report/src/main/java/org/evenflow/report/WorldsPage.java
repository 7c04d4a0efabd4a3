package org.evenflow.report;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The page that puts several worlds, or the values of a sweep, side by side. */
final class WorldsPage {
    private static final List<String> SCRIPTS = List.of("sensitivity", "pareto");

    private WorldsPage() {}

    static String html(WorldsResult result, List<WorldSummary> worlds) {
        var first = worlds.getFirst();
        var definitions = new IndicatorTables(first.study(), first.summary(), first.costs());
        Map<String, String> slots =
                Map.ofEntries(
                        Map.entry("title", Html.escape(result.title())),
                        Map.entry("kind", "report"),
                        Map.entry("kicker", Html.study(result.study())),
                        Map.entry("counts", counts(result)),
                        Map.entry("verdict", verdict(result, worlds)),
                        Map.entry("claims", claims(result, worlds)),
                        Map.entry("sensitivity", sensitivity(result)),
                        Map.entry("tables", tables(result, worlds)),
                        Map.entry("notes", notes(worlds)),
                        Map.entry("definitions", definitions.definitions()),
                        Map.entry("provenance", Html.facts(result.provenance())));
        return PageFrame.html("worlds.html", slots, WorldsJson.charts(result, worlds), SCRIPTS);
    }

    private static String counts(WorldsResult result) {
        int runs = result.worlds().stream().mapToInt(w -> w.result().runs().size()).sum();
        return "%d worlds, %d runs in %s s"
                .formatted(result.worlds().size(), runs, Numbers.text(result.wallSeconds(), 1));
    }

    private static String verdict(WorldsResult result, List<WorldSummary> worlds) {
        return worlds.stream()
                .map(world -> "<li>%s</li>".formatted(sentence(result, world)))
                .collect(Collectors.joining("\n", "<ul>\n", "\n</ul>"));
    }

    private static String sentence(WorldsResult result, WorldSummary world) {
        String sentence = Html.escape(world.sentence());
        String title = Html.escape(world.study().title());
        return result.isSweep()
                ? "<b>%s</b>: %s".formatted(title, sentence)
                : "<b><a href=\"%s/report.html\">%s</a></b>: %s"
                        .formatted(Html.escape(world.world().id()), title, sentence);
    }

    private static String claims(WorldsResult result, List<WorldSummary> worlds) {
        return result.claims() == null
                ? ""
                : "<section id=\"claims\"><h2>Published claims beside ours</h2>\n%s</section>"
                        .formatted(new ClaimsTable(result, result.claims(), worlds).html());
    }

    private static String sensitivity(WorldsResult result) {
        return """
        <section id="sensitivity"><h2>%s</h2>
          <p class="hint">Means over the seeds with 95 %% bootstrap intervals. %s</p>
          <div class="chooser" id="indicator-chooser"></div>
          <figure class="chart" id="sensitivity-chart"></figure>
          <noscript><p class="absent">The charts need JavaScript; all figures are in results.csv.</p></noscript>
        </section>"""
                .formatted(
                        result.isSweep()
                                ? "Sensitivity to " + Html.escape(result.key())
                                : "The worlds compared",
                        result.isSweep()
                                ? "Controllers without the swept setting are level lines."
                                : "");
    }

    private static String tables(WorldsResult result, List<WorldSummary> worlds) {
        boolean isOpen = worlds.size() <= 3;
        return worlds.stream()
                .map(
                        world ->
                                "<details%s><summary>%s</summary>\n%s\n</details>"
                                        .formatted(
                                                isOpen ? " open" : "",
                                                Html.escape(world.study().title()),
                                                new IndicatorTables(
                                                                world.study(),
                                                                world.summary(),
                                                                world.costs())
                                                        .headline()))
                .collect(Collectors.joining("\n"));
    }

    private static String notes(List<WorldSummary> worlds) {
        var all = new LinkedHashSet<String>();
        worlds.forEach(world -> all.addAll(world.study().notes()));
        return Html.notes(List.copyOf(all));
    }
}
