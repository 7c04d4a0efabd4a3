package org.evenflow.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Runs the command line in this process and keeps what it says; for tests of the whole. */
final class Program {
    /**
     * How a command ended.
     *
     * @param status exit status
     * @param out standard output
     * @param err complaints
     */
    record Answer(int status, String out, String err) {
        /** The only line of complaint, or all of them where there are several. */
        String complaint() {
            return err.strip();
        }
    }

    private Program() {}

    static Answer run(String... args) {
        var out = new StringWriter();
        var err = new StringWriter();
        int status =
                Main.commandLine()
                        .setOut(new PrintWriter(out, true))
                        .setErr(new PrintWriter(err, true))
                        .execute(args);
        return new Answer(status, out.toString(), err.toString());
    }

    /** Values of a study by {@code controller seed indicator}. */
    record Results(Map<String, Double> values) {
        double value(String controller, long seed, String indicator) {
            String key = controller + " " + seed + " " + indicator;
            return Objects.requireNonNull(values.get(key), key);
        }
    }

    /** {@code results.csv} of a study's folder. */
    static Results results(Path folder) throws IOException {
        var values = new LinkedHashMap<String, Double>();
        List<String> lines = Files.readAllLines(folder.resolve("results.csv"));
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            values.put(
                    cells[1] + " " + cells[2] + " " + cells[3],
                    cells[4].isEmpty() ? Double.NaN : Double.parseDouble(cells[4]));
        }
        return new Results(values);
    }

    /** The lines of {@code results.csv} that a repetition must give again: all but the clock's. */
    static List<String> repeatable(Path folder) throws IOException {
        return Files.readAllLines(folder.resolve("results.csv")).stream()
                .filter(line -> !line.contains(",decision_ms_"))
                .toList();
    }
}
