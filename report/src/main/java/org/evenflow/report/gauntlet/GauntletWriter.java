package org.evenflow.report.gauntlet;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.evenflow.report.Numbers;
import org.evenflow.report.StudyWriter;

/** Writes what the gauntlet leaves behind: {@code summary.json} and one page. */
public final class GauntletWriter {
    /** Names of the files. */
    public static final List<String> FILES = List.of("summary.json", "report.html");

    private GauntletWriter() {}

    /**
     * Writes the files into a folder, which is created where missing; files of these names are
     * replaced.
     *
     * @throws org.evenflow.model.InputException if the folder cannot be written
     */
    public static void write(GauntletResult result, Path folder) {
        var board = new Leaderboard(result);
        Map<String, String> files = new LinkedHashMap<>();
        files.put("summary.json", GauntletJson.text(result, board));
        files.put("report.html", GauntletPage.html(result, board));
        StudyWriter.writeAll(files, folder);
    }

    /** The tables for a terminal. */
    public static List<String> lines(GauntletResult result) {
        return GauntletText.lines(result, new Leaderboard(result));
    }

    /** Title of what was played, which says where it is not the whole gauntlet. */
    static String title(GauntletResult result) {
        return result.deviations().isEmpty()
                ? "Gauntlet " + result.version()
                : "Not the gauntlet: a quick look at version " + result.version();
    }

    /** What the tables show, most important first. */
    static List<String> verdict(GauntletResult result, Leaderboard board) {
        var sentences = new ArrayList<String>();
        if (!result.deviations().isEmpty()) {
            sentences.add(
                    "This is not the gauntlet but a quick look: "
                            + String.join(", ", result.deviations())
                            + ".");
        }
        var rows = board.rows();
        if (rows.isEmpty()) {
            sentences.add("No controller without foresight was played, so there are no ranks.");
            return sentences;
        }
        var first = rows.getFirst();
        sentences.add(
                "%s has the lowest mean rank, %s over %d worlds; it wins %d of them and captures %s %% of what the plan saves, %s %% in its worst world (%s)."
                        .formatted(
                                name(first.controller()),
                                Numbers.text(first.rank().estimate(), 2),
                                board.worlds().size(),
                                first.wins(),
                                Numbers.text(100 * first.captured().estimate(), 1),
                                Numbers.text(100 * first.worstCaptured().value(), 1),
                                first.worstCaptured().world()));
        for (Leaderboard.Row row : rows) {
            if (!row.underserves().isEmpty()) {
                sentences.add(
                        "%s serves less than the best, so it comes last in %s."
                                .formatted(
                                        name(row.controller()),
                                        String.join(", ", row.underserves())));
            }
        }
        sentences.add(
                "The best rule of each world is picked in hindsight, on the seeds it is then compared on: a handicap for whoever is held against it.");
        return sentences;
    }

    /** A controller's name for people. */
    static String name(String controller) {
        return controller.replace('_', ' ');
    }
}
