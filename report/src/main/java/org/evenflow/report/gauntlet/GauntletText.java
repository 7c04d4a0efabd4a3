package org.evenflow.report.gauntlet;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.evenflow.numeric.statistics.Interval;

/** The tables of the gauntlet for a terminal. */
final class GauntletText {
    private static final String ROW = "%-28s %5s %11s %5s %9s %14s %9s %-21s %8s %-21s %8s";
    private static final String DUEL = "%-21s %-28s %-20s %10s %22s %9s %11s";

    private GauntletText() {}

    static List<String> lines(GauntletResult result, Leaderboard board) {
        var lines = new ArrayList<String>();
        lines.add(
                "%s, commit %s, worlds %s"
                        .formatted(
                                GauntletWriter.title(result),
                                result.commit(),
                                result.checksum().substring(0, 12)));
        lines.addAll(GauntletWriter.verdict(result, board));
        lines.add("");
        lines.add(
                ROW.formatted(
                        "controller",
                        "rank",
                        "95 %",
                        "wins",
                        "captured",
                        "95 %",
                        "worst",
                        "in",
                        "served",
                        "in",
                        "extra"));
        board.rows().forEach(row -> lines.add(row(row)));
        lines.add("captured and served in %, worst over the worlds; extra: cost above the best");
        lines.add("other, % of what uncontrolled charging adds to the bill; * under-serves");
        lines.add("");
        duels(board, lines);
        return lines.stream().map(String::stripTrailing).toList();
    }

    private static String row(Leaderboard.Row row) {
        return ROW.formatted(
                row.controller() + (row.underserves().isEmpty() ? "" : " *"),
                number(row.rank().estimate(), 2),
                range(row.rank(), 1, 2),
                row.wins(),
                number(100 * row.captured().estimate(), 1),
                range(row.captured(), 100, 1),
                number(100 * row.worstCaptured().value(), 1),
                row.worstCaptured().world(),
                number(row.worstServed().value(), 2),
                row.worstServed().world(),
                number(row.extraPercent(), 2));
    }

    private static void duels(Leaderboard board, List<String> lines) {
        if (board.duels().isEmpty()) {
            return;
        }
        lines.add(
                DUEL.formatted(
                        "world",
                        "controller",
                        "best rule (hindsight)",
                        "difference",
                        "95 %",
                        "charging %",
                        "worst seed %"));
        for (Leaderboard.Duel duel : board.duels()) {
            lines.add(
                    DUEL.formatted(
                            duel.world(),
                            duel.controller(),
                            duel.rule(),
                            number(duel.difference().estimate(), 2),
                            range(duel.difference(), 1, 2),
                            number(duel.percent(), 2),
                            number(duel.worstSeedPercent(), 2)));
        }
    }

    private static String range(Interval interval, double factor, int decimals) {
        return Double.isNaN(interval.low())
                ? "-"
                : number(factor * interval.low(), decimals)
                        + ".."
                        + number(factor * interval.high(), decimals);
    }

    private static String number(double value, int decimals) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
