package org.evenflow.report;

import static org.evenflow.report.JsonNumbers.JSON;
import static org.evenflow.report.JsonNumbers.exact;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes what a study of several worlds leaves behind: one {@code results.csv} with the worlds or
 * the swept values as its last column, {@code summary.json}, and a page that puts them side by
 * side.
 */
public final class WorldsWriter {
    /** Names of the files. */
    public static final List<String> FILES = StudyWriter.FILES;

    private WorldsWriter() {}

    /**
     * Writes the files into a folder, which is created where missing; files of these names are
     * replaced.
     *
     * @throws org.evenflow.model.InputException if the folder cannot be written
     */
    public static void write(WorldsResult result, Path folder) {
        var worlds = WorldSummary.of(result);
        Map<String, String> files = new LinkedHashMap<>();
        files.put("results.csv", csv(result, worlds));
        files.put("summary.json", json(result, worlds));
        files.put("report.html", WorldsPage.html(result, worlds));
        StudyWriter.writeAll(files, folder);
    }

    /** What each world shows, one sentence each, for a terminal. */
    public static List<String> verdict(WorldsResult result) {
        return WorldSummary.of(result).stream().map(WorldSummary::titled).toList();
    }

    private static String csv(WorldsResult result, List<WorldSummary> worlds) {
        boolean hasSites = worlds.stream().anyMatch(w -> !w.study().sites().isEmpty());
        var csv = new StringBuilder(ResultsCsv.head(hasSites));
        csv.append(',').append(Csv.cell(result.key())).append('\n');
        for (WorldsResult.Case one : result.cases()) {
            var world = worlds.get(one.world());
            var runs = world.study().runs();
            for (int run = 0; run < runs.size(); run++) {
                if (runs.get(run).controller().equals(one.run())) {
                    ResultsCsv.append(
                            csv,
                            world.study(),
                            run,
                            one.controller(),
                            world.summary().indicators(),
                            hasSites,
                            "," + Csv.cell(one.value()));
                }
            }
        }
        return csv.toString();
    }

    private static String json(WorldsResult result, List<WorldSummary> worlds) {
        ObjectNode root = JSON.objectNode();
        root.put("study", result.study());
        root.put("title", result.title());
        root.put("key", result.key());
        var all = root.putObject("worlds");
        for (WorldSummary world : worlds) {
            var node = all.putObject(world.world().id());
            node.put("title", world.study().title());
            node.put("scenario", world.study().scenario());
            node.put("currency", world.study().currency());
            node.set("verdict", JsonNumbers.texts(world.verdict()));
            node.set("best_rule", new BestRuleSection(world.study(), world.summary()).json());
            node.set("controllers", SummaryJson.controllers(world.study(), world.summary()));
            node.set("notes", JsonNumbers.texts(world.study().notes()));
        }
        root.set("pareto", WorldsJson.pareto(result, worlds));
        if (result.claims() != null) {
            root.set("claims", new ClaimsTable(result, result.claims(), worlds).json());
        }
        root.set("provenance", JsonNumbers.texts(result.provenance()));
        root.set("wall_seconds", exact(result.wallSeconds()));
        return root.toPrettyString() + "\n";
    }
}
