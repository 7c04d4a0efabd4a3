package org.evenflow.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many vehicles a feeder takes under controllers, on the same draws as without. */
class HostingControllersTest {
    private static final int DRAWS = 2;

    @TempDir Path folder;

    /** A street of 24 kW whose cable is full long before every place is. */
    private static final String STREET =
            """
            id: street
            source: made for a test
            source_bus: a
            source_pu: 1.0
            base_kv: 0.4
            min_pu: 0.94
            max_pu: 1.10
            buses:
              - {id: a, load_kw: 0, load_kvar: 0}
              - {id: b, load_kw: 12, load_kvar: 3}
              - {id: c, load_kw: 12, load_kvar: 3}
            lines:
              - {from: a, to: b, r_ohm: 0.08, x_ohm: 0.04, rating_a: 60}
              - {from: b, to: c, r_ohm: 0.08, x_ohm: 0.04, rating_a: 60}
            """;

    private Program.Answer hosting(String out, String controllers) throws IOException {
        Path feeder = folder.resolve("street.yaml");
        Files.writeString(feeder, STREET);
        return Program.run(
                "hosting",
                feeder.toString(),
                "--controllers=" + controllers,
                "--draws=" + DRAWS,
                "--step=60",
                "--per-customer=2",
                "--power=11",
                "--out=" + folder.resolve(out));
    }

    private List<String> results(String out) throws IOException {
        return Files.readAllLines(folder.resolve(out).resolve("results.csv"));
    }

    /** Capacity by mode, then draw. */
    private Map<String, List<Integer>> capacities(String out) throws IOException {
        List<String> lines = results(out);
        assertThat(lines.getFirst()).startsWith("mode,draw,capacity,");
        var capacities = new LinkedHashMap<String, List<Integer>>();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            var ofMode = capacities.computeIfAbsent(cells[0], mode -> new ArrayList<>());
            ofMode.add(Integer.parseInt(cells[2]));
            assertThat(ofMode).as(line).hasSize(Integer.parseInt(cells[1]));
        }
        return capacities;
    }

    @Test
    void aFeederTakesMoreVehiclesUnderControllersAndGoesOnWhereItWas() throws IOException {
        var answer = hosting("out", "uncontrolled,earliest_deadline_first,mpc");
        assertThat(answer.status()).as(answer.err()).isZero();
        var capacities = capacities("out");
        assertThat(capacities)
                .containsOnlyKeys("static", "uncontrolled", "earliest_deadline_first", "mpc", "pv")
                .allSatisfy((mode, ofDraws) -> assertThat(ofDraws).as(mode).hasSize(DRAWS));
        List<Integer> uncontrolled = capacities.getOrDefault("uncontrolled", List.of());
        for (String controller : List.of("earliest_deadline_first", "mpc")) {
            var controlled = capacities.getOrDefault(controller, List.of());
            for (int draw = 0; draw < DRAWS; draw++) {
                // The cable binds, and the night is long.
                assertThat(controlled.get(draw))
                        .as("%s, draw %d", controller, draw + 1)
                        .isGreaterThan(uncontrolled.get(draw));
            }
        }

        Path runs = folder.resolve("out/runs.jsonl");
        List<String> lines = Files.readAllLines(runs);
        List<String> whole = results("out");
        // Eight whole draws and the beginning of a ninth, as a killed process leaves them.
        Files.writeString(runs, String.join("\n", lines.subList(0, 8)) + "\n" + "{\"contr");
        Files.delete(folder.resolve("out/results.csv"));
        var again = hosting("out", "uncontrolled,earliest_deadline_first,mpc");
        assertThat(again.status()).as(again.err()).isZero();
        assertThat(results("out")).isEqualTo(whole);
        assertThat(Files.readAllLines(runs)).hasSameSizeAs(lines);
    }

    @Test
    void anUnknownControllerIsRefusedInOneSentence() throws IOException {
        var answer = hosting("bad", "uncontrolled,nobody");
        assertThat(answer.status()).isEqualTo(2);
        assertThat(answer.complaint())
                .startsWith("evenflow: --controllers must be of uncontrolled, envelopes and ")
                .endsWith(", has nobody")
                .hasLineCount(1);
        assertThat(folder.resolve("bad")).doesNotExist();
    }
}
