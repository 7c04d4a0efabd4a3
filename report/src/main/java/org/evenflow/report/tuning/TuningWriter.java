package org.evenflow.report.tuning;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.evenflow.numeric.statistics.Interval;
import org.evenflow.report.Numbers;
import org.evenflow.report.StudyWriter;

/** Writes {@code variants.csv}, {@code summary.json} and {@code report.html}: all, or none. */
public final class TuningWriter {
    /** Names of the files. */
    public static final List<String> FILES = List.of("variants.csv", "summary.json", "report.html");

    private TuningWriter() {}

    /**
     * Writes the files into a folder; files of these names are replaced.
     *
     * @throws org.evenflow.model.InputException if the folder cannot be written
     */
    public static void write(TuningResult result, Path folder) {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("variants.csv", variants(result));
        files.put("summary.json", TuningJson.text(result));
        files.put("report.html", TuningPage.html(result));
        StudyWriter.writeAll(files, folder);
    }

    /** What was found, most important first. */
    public static List<String> verdict(TuningResult result) {
        var lines = new ArrayList<String>();
        lines.add(choice(result));
        if (result.rules().isEmpty()) {
            lines.add("No rule has a cost on every one of these seeds.");
        } else {
            var rule = result.rules().getFirst();
            lines.add(
                    "Best rule on the same seeds: %s with %s; the chosen one costs %s."
                            .formatted(
                                    rule.id(),
                                    Numbers.text(rule.cost(), 2),
                                    amount(result.againstRule()) + " than that"));
        }
        lines.add(
                "It was chosen on these seeds, so they flatter it. Measure it on test seeds: "
                        + result.next());
        return lines;
    }

    private static String choice(TuningResult result) {
        var chosen = result.chosen();
        String cost = Numbers.text(chosen.cost(), 2) + " " + result.currency() + " per run";
        if (!chosen.isChoosable()) {
            return "No variant of %s serves what others serve, so none can be chosen; as it was named it has %s."
                    .formatted(result.controller(), cost);
        }
        if (result.keepsUsual()) {
            return "No variant of %s is better on validation seeds than it is as it was named: %s."
                    .formatted(result.controller(), cost);
        }
        return "Best of %d variants of %s on validation seeds: %s with %s, %s than as it was named."
                .formatted(
                        result.variants().size(),
                        result.controller(),
                        chosen.id(),
                        cost,
                        amount(result.gain()));
    }

    /** As in {@code 3.20 less (1.10 to 5.40)}: paired by seed, with the 95 % interval. */
    private static String amount(Interval difference) {
        boolean isLess = difference.estimate() <= 0;
        var shown =
                isLess
                        ? new Interval(
                                -difference.estimate(), -difference.high(), -difference.low())
                        : difference;
        String range =
                Double.isNaN(shown.low())
                        ? ""
                        : " (95 %% interval %s to %s)"
                                .formatted(
                                        Numbers.text(shown.low(), 2),
                                        Numbers.text(shown.high(), 2));
        return Numbers.text(shown.estimate(), 2) + (isLess ? " less" : " more") + range;
    }

    /** One row per variant. */
    private static String variants(TuningResult result) {
        var text =
                new StringBuilder("controller")
                        .append(result.tried().isEmpty() ? "" : ",")
                        .append(String.join(",", result.tried().keySet()))
                        .append(
                                ",seeds,total_cost,less_usual,served_energy,is_choosable,is_chosen\n");
        for (TuningResult.Variant variant : result.variants()) {
            text.append(quoted(variant.id()));
            result.tried()
                    .keySet()
                    .forEach(
                            name ->
                                    text.append(',')
                                            .append(
                                                    quoted(
                                                            variant.values()
                                                                    .getOrDefault(name, ""))));
            text.append(',').append(variant.seeds());
            number(text, variant.cost());
            number(text, variant.difference());
            number(text, variant.servedPercent());
            text.append(String.format(Locale.ROOT, ",%b", variant.isChoosable()));
            text.append(String.format(Locale.ROOT, ",%b%n", variant == result.chosen()));
        }
        return text.toString().replace(System.lineSeparator(), "\n");
    }

    private static String quoted(String text) {
        return text.matches("[^\",\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    private static void number(StringBuilder text, double value) {
        text.append(',').append(Double.isNaN(value) ? "" : Double.toString(value));
    }
}
