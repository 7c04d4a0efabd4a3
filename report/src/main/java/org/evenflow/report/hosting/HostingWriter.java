package org.evenflow.report.hosting;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.evenflow.numeric.statistics.Bootstrap;
import org.evenflow.numeric.statistics.Interval;
import org.evenflow.numeric.statistics.Statistics;
import org.evenflow.report.Csv;
import org.evenflow.report.StudyWriter;

/** Writes what a study of hosting capacity leaves behind, and its table for a terminal. */
public final class HostingWriter {
    /** Names of the files. */
    public static final List<String> FILES =
            List.of("results.csv", "envelopes.csv", "summary.json", "hosting.html");

    private static final int RESAMPLES = 2000;

    private HostingWriter() {}

    /**
     * Writes the files into a folder; files of these names are replaced.
     *
     * @throws org.evenflow.model.InputException if the folder cannot be written
     */
    public static void write(HostingResult result, Path folder) {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("results.csv", rows(result));
        files.put("envelopes.csv", envelopes(result));
        files.put("summary.json", HostingJson.summary(result));
        files.put("hosting.html", HostingPage.html(result));
        StudyWriter.writeAll(files, folder);
    }

    /** Median of a mode's capacities with its 95 % interval. */
    static Interval median(HostingResult result, String mode) {
        return new Bootstrap(RESAMPLES, 1).quantile(result.capacities(mode), 0.5);
    }

    /** A quantile of a mode's capacities. */
    static double quantile(HostingResult result, String mode, double share) {
        double[] sorted = result.capacities(mode);
        Arrays.sort(sorted);
        return Statistics.quantile(sorted, share);
    }

    /** Lines for a terminal. */
    public static List<String> table(HostingResult result) {
        var lines = new ArrayList<String>();
        lines.add(
                String.format(
                        Locale.ROOT,
                        "%-20s %8s %15s %15s  %s",
                        "mode",
                        "median",
                        "95 % interval",
                        "5 % to 95 %",
                        "binds most often"));
        for (HostingResult.Mode mode : result.modes()) {
            Interval median = median(result, mode.id());
            var most = result.bindings(mode.id()).getFirst();
            lines.add(
                    String.format(
                            Locale.ROOT,
                            "%-20s %8.4g %15s %15s  %s (%.0f %%)",
                            mode.id() + (mode.isPlants() ? " (plants)" : ""),
                            median.estimate(),
                            String.format(Locale.ROOT, "%.4g to %.4g", median.low(), median.high()),
                            String.format(
                                    Locale.ROOT,
                                    "%.4g to %.4g",
                                    quantile(result, mode.id(), 0.05),
                                    quantile(result, mode.id(), 0.95)),
                            most.getKey(),
                            100.0 * most.getValue() / result.draws()));
        }
        result.notes().stream()
                .filter(note -> note.contains("alone breaks") || note.contains("No line has"))
                .forEach(lines::add);
        return lines;
    }

    private static String rows(HostingResult result) {
        var text =
                new StringBuilder(
                        "mode,draw,capacity,capacity_kw,limit,element,phase,minute,base_load_alone,all_places_filled\n");
        for (HostingResult.Mode mode : result.modes()) {
            for (HostingResult.Row row : result.of(mode.id())) {
                text.append(
                        String.join(
                                ",",
                                row.mode(),
                                Integer.toString(row.draw()),
                                Integer.toString(row.capacity()),
                                Double.toString(row.capacity() * mode.unitKw()),
                                row.kind(),
                                Csv.cell(row.elementName()),
                                row.phase(),
                                row.minute() < 0 ? "" : Integer.toString(row.minute()),
                                Boolean.toString(row.isBase()),
                                Boolean.toString(row.isCensored())));
                text.append('\n');
            }
        }
        return text.toString();
    }

    private static String envelopes(HostingResult result) {
        var text =
                new StringBuilder(
                        "point,bus,phases,customers,hour,import_kw,fair_import_kw,export_kw,fair_export_kw\n");
        for (HostingResult.Point point : result.points()) {
            String bus = result.feeder().buses().get(point.bus()).id();
            for (int hour = 0; hour < point.importKw().length; hour++) {
                text.append(
                        String.format(
                                Locale.ROOT,
                                "%s,%s,%s,%d,%d,%.3f,%.3f,%.3f,%.3f%n",
                                Csv.cell(point.id()),
                                Csv.cell(bus),
                                point.phases(),
                                point.customers(),
                                hour,
                                point.importKw()[hour],
                                point.fairImportKw()[hour],
                                point.exportKw()[hour],
                                point.fairExportKw()[hour]));
            }
        }
        return text.toString();
    }
}
