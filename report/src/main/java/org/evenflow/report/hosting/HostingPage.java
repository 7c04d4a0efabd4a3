package org.evenflow.report.hosting;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.evenflow.numeric.statistics.Interval;
import org.evenflow.report.Html;
import org.evenflow.report.Numbers;
import org.evenflow.report.PageFrame;

/** {@code hosting.html}: one page that holds all it needs and never asks the network. */
final class HostingPage {
    private static final List<String> SCRIPTS =
            List.of("layout", "hosting/hosting", "hosting/hosting_map");

    private HostingPage() {}

    static String html(HostingResult result) {
        Map<String, String> slots =
                Map.ofEntries(
                        Map.entry("title", Html.escape(result.feeder().id())),
                        Map.entry("counts", counts(result)),
                        Map.entry("kind", "hosting capacity"),
                        Map.entry("kicker", "hosting capacity"),
                        Map.entry("verdict", verdict(result)),
                        Map.entry("facts", Html.facts(result.facts())),
                        Map.entry("table", table(result)),
                        Map.entry("notes", Html.list(result.notes())),
                        Map.entry("provenance", Html.facts(result.provenance())));
        return PageFrame.html(
                "hosting/hosting.html", slots, HostingChartJson.json(result), SCRIPTS);
    }

    private static String counts(HostingResult result) {
        return "%d random draws of %d modes in %s s"
                .formatted(
                        result.draws(),
                        result.modes().size(),
                        Numbers.text(result.wallSeconds(), 1));
    }

    private static String verdict(HostingResult result) {
        String sentences =
                result.modes().stream()
                        .map(mode -> "<li>" + Html.escape(sentence(result, mode)) + "</li>")
                        .collect(Collectors.joining("\n"));
        return "<p class=\"lead\">What feeder %s takes before the first limit breaks</p>\n<ul>\n%s\n</ul>"
                .formatted(Html.escape(result.feeder().id()), sentences);
    }

    /** One mode in one sentence. */
    static String sentence(HostingResult result, HostingResult.Mode mode) {
        Interval median = HostingWriter.median(result, mode.id());
        var most = result.bindings(mode.id()).getFirst();
        String what = mode.isPlants() ? "plants" : "vehicles";
        return String.format(
                Locale.ROOT,
                "%s: %s %s (95 %% interval of the median %s to %s; %s kW), when %s. Most often"
                        + " first: %s (%.0f %% of draws).",
                mode.title(),
                Numbers.text(median.estimate(), 0),
                what,
                Numbers.text(median.low(), 0),
                Numbers.text(median.high(), 0),
                Numbers.text(median.estimate() * mode.unitKw(), 0),
                mode.meaning(),
                most.getKey(),
                100.0 * most.getValue() / result.draws());
    }

    private static String table(HostingResult result) {
        String rows =
                result.modes().stream()
                        .map(mode -> row(result, mode))
                        .collect(Collectors.joining("\n"));
        return """
        <div class="scroll" tabindex="0"><table class="plain">
        <caption>Vehicles, or plants, before the first limit breaks</caption>
        <thead><tr><th scope="col">Mode</th><th scope="col">Median</th><th scope="col">95 %% interval</th><th scope="col">5 to 95 %% of draws</th><th scope="col">Median kW</th><th scope="col">All places filled</th><th scope="col" class="text">Binds most often</th></tr></thead>
        <tbody>
        %s
        </tbody></table></div>\
        """
                .formatted(rows);
    }

    private static String row(HostingResult result, HostingResult.Mode mode) {
        Interval median = HostingWriter.median(result, mode.id());
        long filled = result.of(mode.id()).stream().filter(HostingResult.Row::isCensored).count();
        return "<tr><th scope=\"row\">%s</th><td>%s</td><td>%s to %s</td><td>%s to %s</td><td>%s</td><td>%s of %d draws (%d places)</td><td class=\"text\">%s</td></tr>"
                .formatted(
                        Html.escape(mode.title()),
                        Numbers.text(median.estimate(), 0),
                        Numbers.text(median.low(), 0),
                        Numbers.text(median.high(), 0),
                        Numbers.text(HostingWriter.quantile(result, mode.id(), 0.05), 0),
                        Numbers.text(HostingWriter.quantile(result, mode.id(), 0.95), 0),
                        Numbers.text(median.estimate() * mode.unitKw(), 0),
                        filled,
                        result.draws(),
                        mode.most(),
                        Html.escape(result.bindings(mode.id()).getFirst().getKey()));
    }
}
