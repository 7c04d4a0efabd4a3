package org.evenflow.report.gauntlet;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.evenflow.numeric.statistics.Interval;
import org.evenflow.report.Html;
import org.evenflow.report.Numbers;
import org.evenflow.report.PageFrame;
import org.evenflow.report.Yardstick;

/** The page of the gauntlet: one that holds all it needs and never asks the network. */
final class GauntletPage {
    /** Titles of columns that hold words. */
    private static final List<String> TEXTS = List.of("Currency", "Controller", "Best rule");

    private GauntletPage() {}

    static String html(GauntletResult result, Leaderboard board) {
        Map<String, String> slots =
                Map.ofEntries(
                        Map.entry("title", Html.escape(GauntletWriter.title(result))),
                        Map.entry("kind", "gauntlet"),
                        Map.entry("kicker", "gauntlet <b>" + result.version() + "</b>"),
                        Map.entry("counts", Html.escape(counts(result))),
                        Map.entry("verdict", Html.verdict(GauntletWriter.verdict(result, board))),
                        Map.entry("board", board(board)),
                        Map.entry("ranks", ranks(board)),
                        Map.entry("costs", costs(board)),
                        Map.entry("duels", duels(board)),
                        Map.entry("worlds", worlds(board)),
                        Map.entry("checksum", result.checksum()),
                        Map.entry("provenance", Html.facts(result.provenance())));
        return PageFrame.html("gauntlet/gauntlet.html", slots, "{\"episodes\": []}", List.of());
    }

    private static String counts(GauntletResult result) {
        return "%d worlds, %d seeds each, %d runs in %s s, commit %s"
                .formatted(
                        result.worlds().size(),
                        result.worlds().getFirst().result().seeds().size(),
                        result.runs(),
                        Numbers.text(result.wallSeconds(), 1),
                        result.commit());
    }

    private static String board(Leaderboard board) {
        return table(
                List.of(
                        "Controller",
                        "Mean rank",
                        "Wins",
                        "Captured share, %",
                        "In its worst world, %",
                        "Served energy in its worst world, %",
                        "Extra cost over the best other, %"),
                board.rows().stream().map(GauntletPage::row).toList());
    }

    private static String row(Leaderboard.Row row) {
        return head(row.controller(), row.underserves().isEmpty() ? "" : "under-serves")
                + interval(row.rank(), 1, 2)
                + cell(row.wins(), 0)
                + interval(row.captured(), 100, 1)
                + worst(row.worstCaptured(), 100, 1)
                + worst(row.worstServed(), 1, 2)
                + cell(row.extraPercent(), 2);
    }

    private static String ranks(Leaderboard board) {
        var titles = titles("World", board);
        return table(
                titles,
                board.worlds().stream()
                        .map(
                                world ->
                                        head(world.id(), "")
                                                + board.rows().stream()
                                                        .map(row -> rank(world, row.controller()))
                                                        .collect(Collectors.joining()))
                        .toList());
    }

    private static String rank(WorldTable world, String controller) {
        double rank = world.ranks()[world.entrants().indexOf(controller)];
        return world.underserves(controller)
                ? "<td data-value=\"%s\">%s *</td>"
                        .formatted(rank, Numbers.text(rank, decimals(rank)))
                : cell(rank, decimals(rank));
    }

    private static int decimals(double rank) {
        return rank == Math.rint(rank) ? 0 : 1;
    }

    private static List<String> titles(String first, Leaderboard board) {
        var titles = new ArrayList<String>();
        titles.add(first);
        board.rows().forEach(row -> titles.add(GauntletWriter.name(row.controller())));
        return titles;
    }

    private static String costs(Leaderboard board) {
        var first = board.worlds().getFirst();
        var ids = new ArrayList<>(first.study().controllers());
        ids.remove(Yardstick.PLAN);
        var titles = new ArrayList<>(List.of("World", "Currency"));
        ids.forEach(id -> titles.add(GauntletWriter.name(id)));
        titles.addAll(List.of("Plan", "Lower bound"));
        return table(titles, board.worlds().stream().map(world -> costs(world, ids)).toList());
    }

    private static String costs(WorldTable world, List<String> ids) {
        return head(world.id(), "")
                + "<td class=\"text\">%s</td>".formatted(Html.escape(world.study().currency()))
                + ids.stream()
                        .map(
                                id ->
                                        "<td data-value=\"%s\">%s%s</td>"
                                                .formatted(
                                                        world.cost(id),
                                                        Numbers.text(world.cost(id), 2),
                                                        world.underserves(id) ? " *" : ""))
                        .collect(Collectors.joining())
                + cell(world.cost(Yardstick.PLAN), 2)
                + cell(world.bound(), 2);
    }

    private static String duels(Leaderboard board) {
        if (board.duels().isEmpty()) {
            return "<p class=\"absent\">Every controller that was played is a rule, or there is no rule.</p>";
        }
        return table(
                List.of(
                        "World",
                        "Controller",
                        "Best rule",
                        "Difference",
                        "Of charging, %",
                        "Worst seed, %"),
                board.duels().stream().map(GauntletPage::duel).toList());
    }

    private static String duel(Leaderboard.Duel duel) {
        return head(duel.world(), "")
                + "<td class=\"text\">%s</td>"
                        .formatted(Html.escape(GauntletWriter.name(duel.controller())))
                + "<td class=\"text\">%s</td>"
                        .formatted(Html.escape(GauntletWriter.name(duel.rule())))
                + interval(duel.difference(), 1, 2)
                + cell(duel.percent(), 2)
                + cell(duel.worstSeedPercent(), 2);
    }

    private static String worlds(Leaderboard board) {
        return board.worlds().stream()
                .map(
                        world ->
                                "<li><a href=\"%s/report.html\">%s</a>: %s</li>"
                                        .formatted(
                                                Html.escape(world.id()),
                                                Html.escape(world.id()),
                                                Html.escape(world.study().title())))
                .collect(Collectors.joining("\n", "<ul>\n", "\n</ul>"));
    }

    private static String table(List<String> titles, List<String> rows) {
        String head =
                titles.stream()
                        .map(
                                title ->
                                        "<th scope=\"col\"%s>%s</th>"
                                                .formatted(
                                                        TEXTS.contains(title)
                                                                ? " class=\"text\""
                                                                : "",
                                                        Html.escape(title)))
                        .collect(Collectors.joining());
        String body =
                rows.stream().map(row -> "<tr>" + row + "</tr>").collect(Collectors.joining("\n"));
        return """
        <div class="scroll" tabindex="0"><table class="sortable plain">
        <thead><tr>%s</tr></thead>
        <tbody>
        %s
        </tbody></table></div>"""
                .formatted(head, body);
    }

    private static String head(String id, String below) {
        return "<th scope=\"row\" class=\"name\">%s%s</th>"
                .formatted(
                        Html.escape(GauntletWriter.name(id)),
                        below.isEmpty() ? "" : "<span class=\"ci\">" + below + "</span>");
    }

    private static String cell(double value, int decimals) {
        return "<td data-value=\"%s\">%s</td>"
                .formatted(Double.isNaN(value) ? "" : value, Numbers.text(value, decimals));
    }

    private static String interval(Interval interval, double factor, int decimals) {
        var shown = interval.times(factor);
        String range =
                Double.isNaN(shown.low())
                        ? ""
                        : "<span class=\"ci\">%s to %s</span>"
                                .formatted(
                                        Numbers.text(shown.low(), decimals),
                                        Numbers.text(shown.high(), decimals));
        return "<td data-value=\"%s\">%s%s</td>"
                .formatted(
                        Double.isNaN(shown.estimate()) ? "" : shown.estimate(),
                        Numbers.text(shown.estimate(), decimals),
                        range);
    }

    private static String worst(Leaderboard.Worst worst, double factor, int decimals) {
        double shown = factor * worst.value();
        return "<td data-value=\"%s\">%s<span class=\"ci\">%s</span></td>"
                .formatted(
                        Double.isNaN(shown) ? "" : shown,
                        Numbers.text(shown, decimals),
                        Html.escape(worst.world()));
    }
}
