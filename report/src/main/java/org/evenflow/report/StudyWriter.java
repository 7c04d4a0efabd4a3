package org.evenflow.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.evenflow.model.InputException;

/**
 * Writes what a study leaves behind: {@code results.csv}, {@code summary.json} and {@code
 * report.html}, and a page for each site where there are several. All are first written under
 * temporary names and moved into place together, so a full disk or an interrupt leaves the former
 * files or none.
 */
public final class StudyWriter {
    /** Names of the files. */
    public static final List<String> FILES = List.of("results.csv", "summary.json", "report.html");

    private static final String PAGE = "report-";
    private static final String PAGE_ENDING = ".html";

    private StudyWriter() {}

    /**
     * Writes the files into a folder, which is created where missing; files of these names are
     * replaced.
     *
     * @throws InputException if the folder cannot be written, naming the file and why
     */
    public static void write(StudyResult study, Path folder) {
        var summary = new Summary(study);
        var costs = new CostComparison(study, summary);
        List<String> verdict = Verdict.sentences(study, summary, costs);
        Map<String, String> files = new LinkedHashMap<>();
        files.put("results.csv", ResultsCsv.text(study, summary));
        files.put("summary.json", SummaryJson.text(study, summary, costs, verdict));
        files.put("report.html", ReportPage.html(study, summary, costs, verdict));
        for (StudyResult.AtSite site : study.sites()) {
            var own = study.at(site);
            var of = new Summary(own);
            var ofCosts = new CostComparison(own, of);
            var sentences = Verdict.sentences(own, of, ofCosts);
            files.put(ReportPage.file(study, site), ReportPage.html(own, of, ofCosts, sentences));
        }
        writeAll(files, folder);
    }

    /** Whether a file of that name is the page of one of several sites. */
    public static boolean isPageOfSite(String name) {
        return name.startsWith(PAGE) && name.endsWith(PAGE_ENDING);
    }

    /** Name of the page of a site, by one that is fit for a file. */
    static String pageOfSite(String name) {
        return PAGE + name + PAGE_ENDING;
    }

    /** The sentences that head the report, for a terminal. */
    public static List<String> verdict(StudyResult study) {
        var summary = new Summary(study);
        return Verdict.sentences(study, summary, new CostComparison(study, summary));
    }

    /**
     * Writes texts by file name into a folder, which is created where missing: all of them, or
     * none.
     *
     * @throws InputException if the folder cannot be written, naming the file and why
     */
    public static void writeAll(Map<String, String> files, Path folder) {
        Path current = folder;
        try {
            Files.createDirectories(folder);
            for (Map.Entry<String, String> file : files.entrySet()) {
                current = folder.resolve(file.getKey());
                Files.writeString(temporary(current), file.getValue());
            }
            for (String name : files.keySet()) {
                current = folder.resolve(name);
                Files.move(temporary(current), current, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            removeTemporaries(files, folder, e);
            throw new InputException(
                    "file " + current + " cannot be written: " + e.getMessage(), e);
        }
    }

    private static void removeTemporaries(
            Map<String, String> files, Path folder, IOException cause) {
        for (String name : files.keySet()) {
            try {
                Files.deleteIfExists(temporary(folder.resolve(name)));
            } catch (IOException e) {
                cause.addSuppressed(e);
            }
        }
    }

    private static Path temporary(Path file) {
        return file.resolveSibling("." + file.getFileName() + ".tmp");
    }
}
