package org.evenflow.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of the folder {@code examples} run as they stand. */
class ExamplesIT {
    private static final String RULES =
            "uncontrolled_raw,uncontrolled,time_of_use,equal_share,earliest_deadline_first,"
                    + "least_laxity_first";

    @TempDir Path folder;

    /** One day under rules and, where a day is short, a planner. */
    @ParameterizedTest
    @CsvSource({"caltech-garage, ''", "dundee-rapid, ''", "trondheim-garages, ',mpc'"})
    void anExampleRunsAndStaysWithinItsLimits(String name, String more) throws IOException {
        assertThatItRuns(name, "--seeds=1", "--no-bound", "--controllers=" + RULES + more);
    }

    @ParameterizedTest
    @Tag("nightly")
    @ValueSource(strings = {"caltech-garage", "dundee-rapid", "trondheim-garages"})
    void anExampleRunsWhole(String name) throws IOException {
        assertThatItRuns(name);
    }

    private void assertThatItRuns(String name, String... more) throws IOException {
        Path data = SharedData.file("ev_sessions/acn_caltech_2019_2021.csv.gz");
        // The examples name their data relative to themselves; here the data may lie elsewhere.
        String text = Files.readString(Path.of("..", "examples", name + ".yaml"));
        assertThat(text.lines().count()).isLessThanOrEqualTo(60);
        String shared = data.resolve("../..").normalize().toString();
        Path yaml = folder.resolve("example.yaml");
        Files.writeString(yaml, text.replace("../../shared/data", shared));
        Path out = folder.resolve("out");
        var arguments = new ArrayList<>(List.of("study", yaml.toString(), "--out=" + out));
        arguments.addAll(List.of(more));
        var answer = Program.run(arguments.toArray(String[]::new));
        assertThat(answer.err()).isEmpty();
        assertThat(answer.status()).isZero();
        var results = Program.results(out);
        results.values()
                .forEach(
                        (key, value) -> {
                            if (key.endsWith(" energy_balance_relative_error")) {
                                assertThat(value).as(key).isLessThan(1e-9);
                            }
                            if (key.endsWith("_violation") && !key.startsWith("uncontrolled_raw")) {
                                // Not a number where there is no feeder.
                                assertThat(value > 0).as(key).isFalse();
                            }
                        });
        assertThat(Files.readString(out.resolve("summary.json")))
                .contains("These indicators rest on derived session data");
    }
}
