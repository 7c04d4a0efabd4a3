package org.evenflow.report.tuning;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.evenflow.report.BestRule;
import org.evenflow.report.Html;
import org.evenflow.report.Numbers;
import org.evenflow.report.PageFrame;

/** {@code report.html} of a search: one page that holds all it needs and never asks the network. */
final class TuningPage {
    private static final List<String> SCRIPTS = List.of("tuning/tuning");

    /** Rows of the table; all variants are in the file beside it. */
    private static final int MOST_ROWS = 30;

    private TuningPage() {}

    static String html(TuningResult result) {
        Map<String, String> slots =
                Map.ofEntries(
                        Map.entry(
                                "title",
                                Html.escape(
                                        "Settings of "
                                                + result.controller()
                                                + " for "
                                                + title(result))),
                        Map.entry("counts", counts(result)),
                        Map.entry("kind", "tuning"),
                        Map.entry("kicker", "settings"),
                        Map.entry("verdict", Html.verdict(TuningWriter.verdict(result))),
                        Map.entry("facts", Html.facts(result.facts())),
                        Map.entry("currency", Html.escape(result.currency())),
                        Map.entry("variants", variants(result)),
                        Map.entry("rules", rules(result)),
                        Map.entry("provenance", Html.facts(result.provenance())));
        return PageFrame.html("tuning/tuning.html", slots, TuningJson.chart(result), SCRIPTS);
    }

    private static String title(TuningResult result) {
        return result.title().isEmpty() ? result.study() : result.title();
    }

    private static String counts(TuningResult result) {
        return "%d variants, up to %d validation seeds each, %s s"
                .formatted(
                        result.variants().size(),
                        result.seeds().size(),
                        Numbers.text(result.wallSeconds(), 0));
    }

    private static String variants(TuningResult result) {
        String titles =
                result.tried().keySet().stream()
                        .map(
                                name ->
                                        "<th scope=\"col\">"
                                                + Html.escape(name.replace('_', ' '))
                                                + "</th>")
                        .collect(Collectors.joining());
        String rows =
                result.variants().stream()
                        .limit(MOST_ROWS)
                        .map(variant -> row(result, variant))
                        .collect(Collectors.joining("\n"));
        return """
        <div class="scroll" tabindex="0"><table class="sortable plain">
        <thead><tr><th scope="col" class="text">Variant</th>%s<th scope="col">Seeds</th><th scope="col">Cost less usual, %s</th><th scope="col">Served energy, %%</th></tr></thead>
        <tbody>
        %s
        </tbody></table></div>
        """
                .formatted(titles, Html.escape(result.currency()), rows);
    }

    private static String row(TuningResult result, TuningResult.Variant variant) {
        String kind =
                variant == result.chosen()
                        ? "chosen"
                        : variant.id().equals(result.controller())
                                ? "as named"
                                : variant.isChoosable() ? "" : "under-serves";
        String values =
                result.tried().keySet().stream()
                        .map(name -> variant.values().getOrDefault(name, ""))
                        .map(
                                value ->
                                        "<td data-value=\"%1$s\">%1$s</td>"
                                                .formatted(Html.escape(value)))
                        .collect(Collectors.joining());
        return "<tr><th scope=\"row\" class=\"name\">%s</th>%s%s%s%s</tr>"
                .formatted(
                        Html.escape(kind),
                        values,
                        cell(variant.seeds(), 0),
                        cell(variant.difference(), 2),
                        cell(variant.servedPercent(), 2));
    }

    private static String rules(TuningResult result) {
        if (result.rules().isEmpty()) {
            return "<p class=\"absent\">No rule has a cost on every one of these seeds.</p>";
        }
        String rows =
                result.rules().stream().map(TuningPage::row).collect(Collectors.joining("\n"));
        return """
        <div class="scroll" tabindex="0"><table class="sortable plain">
        <thead><tr><th scope="col" class="text">Rule</th><th scope="col">Cost, %s</th><th scope="col">Served energy, %%</th></tr></thead>
        <tbody>
        %s
        </tbody></table></div>
        """
                .formatted(Html.escape(result.currency()), rows);
    }

    private static String row(BestRule.Candidate rule) {
        return "<tr><th scope=\"row\" class=\"name\">%s</th>%s%s</tr>"
                .formatted(
                        Html.escape(rule.id()),
                        cell(rule.cost(), 2),
                        cell(rule.servedPercent(), 2));
    }

    private static String cell(double value, int decimals) {
        return "<td data-value=\"%s\">%s</td>"
                .formatted(Double.isNaN(value) ? "" : value, Numbers.text(value, decimals));
    }
}
