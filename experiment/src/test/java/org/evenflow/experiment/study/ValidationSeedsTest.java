package org.evenflow.experiment.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.stream.IntStream;
import org.evenflow.data.scenario.Study;
import org.evenflow.data.scenario.StudyReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidationSeedsTest {
    private static final String LOGGED =
            """
            study: log
            seeds: %s
            scenario:
              scenario: log
              time: {start: 2024-06-01T00:00, zone: UTC, step_min: 15, hours: 24}
              stations: [{id: s1, connectors: 1, charger: {kind: slow_ac, phases: 1, max_a: 32, voltage_v: 230}}]
              sessions: {file: log.csv}
              tariff: {kind: flat, id: f, currency: EUR, price_per_kwh: 0.3}
            """;

    @TempDir private Path folder;

    @Test
    void drawnOnesAreThoseOfLearnersAndNeverTheStudys() {
        var study = StudyReader.builtIn("quickstart");
        assertThat(ValidationSeeds.of(study, 3)).containsExactly(900_001L, 900_002L, 900_003L);
        assertThat(ValidationSeeds.of(study, 0)).isEmpty();
        assertThat(ValidationSeeds.of(study.withSeeds(1000), 1000))
                .hasSize(1000)
                .doesNotContainAnyElementsOf(study.withSeeds(1000).seeds())
                .allMatch(seed -> seed < 1_000_000);
    }

    @Test
    void ofALogTheyAreItsDaysForValidationThatNobodyPlays() throws IOException {
        // 70 and 15 % of 20 days: the 15th to the 17th.
        assertThat(ValidationSeeds.of(log(20, "[1, 2, 3]"), 10)).containsExactly(15L, 16L, 17L);
        assertThat(ValidationSeeds.of(log(20, "[1, 2, 3]"), 2)).containsExactly(15L, 16L);
        // Seed 36 plays the 16th day again.
        assertThat(ValidationSeeds.of(log(20, "[15, 36]"), 10)).containsExactly(17L);
        assertThat(ValidationSeeds.of(log(20, "20"), 10)).isEmpty();
        assertThat(ValidationSeeds.of(log(2, "[1]"), 10)).isEmpty();
    }

    /** A study of a log of so many days with a session on each. */
    private Study log(int days, String seeds) throws IOException {
        var lines = new ArrayList<String>();
        lines.add("session_id,station_id,arrival_local,departure_local,energy_kwh");
        IntStream.rangeClosed(1, days)
                .mapToObj("%1$d,s1,2024-06-%1$02d 08:00,2024-06-%1$02d 12:00,10"::formatted)
                .forEach(lines::add);
        Files.write(folder.resolve("log.csv"), lines);
        Path file = folder.resolve("study.yaml");
        Files.writeString(file, LOGGED.formatted(seeds));
        return StudyReader.read(file);
    }
}
