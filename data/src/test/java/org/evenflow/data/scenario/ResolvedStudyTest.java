package org.evenflow.data.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.evenflow.model.scenario.SessionSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResolvedStudyTest {
    @TempDir Path folder;

    @Test
    void readingTheResolvedStudyAgainGivesTheSameStudyAndTheSameText() throws IOException {
        for (String id : ScenarioReader.builtIns().keySet()) {
            var study = StudyReader.builtIn(id);
            var file = folder.resolve(id + ".yaml");
            Files.writeString(file, study.resolvedYaml());
            var again = StudyReader.read(file);
            assertThat(again.scenario()).isEqualTo(study.scenario());
            assertThat(again.seeds()).isEqualTo(study.seeds());
            assertThat(again.resolvedYaml()).isEqualTo(study.resolvedYaml());
        }
    }

    @Test
    void defaultsAreWrittenOut() {
        assertThat(StudyReader.builtIn("quickstart").resolvedYaml())
                .contains("system_efficiency: 0.86")
                .contains("export_limit_kw: unlimited")
                .contains("look_ahead: false")
                .contains("weights: equal")
                .contains("station_ramp_kw_per_min: unlimited")
                .contains("charge_efficiency: 0.9")
                .contains("seeds: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]");
    }

    @Test
    void aScenarioFileIsAStudyOfAllControllersAndTenSeeds() {
        var study = StudyReader.builtIn("depot");
        assertThat(study.id()).isEqualTo("depot");
        assertThat(study.controllers()).isEmpty();
        assertThat(study.seeds()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
        assertThat(study.chosenSeed()).isEqualTo(1);
    }

    @Test
    void aStudyNamesABuiltInScenarioAndItsOwnChoices() throws IOException {
        var study =
                read(
                        """
                        study: two
                        scenario: depot
                        controllers: [uncontrolled, equal_share]
                        seeds: 3
                        chosen_seed: 2
                        out: results
                        """);
        assertThat(study.scenario().id()).isEqualTo("depot");
        assertThat(study.title()).isEqualTo("Night charging of 40 city buses under a site limit");
        assertThat(study.controllers()).containsExactly("uncontrolled", "equal_share");
        assertThat(study.seeds()).containsExactly(1L, 2L, 3L);
        assertThat(study.chosenSeed()).isEqualTo(2);
        assertThat(study.out()).isEqualTo(folder.resolve("results"));
        assertThat(study.withSeeds(1).chosenSeed()).isEqualTo(1);
        assertThat(study.withControllers(List.of("x")).controllers()).containsExactly("x");
    }

    @Test
    void aStudysComplaintsNameItsLine() {
        assertThatThrownBy(() -> read("study: a\nscenario: depo\n"))
                .hasMessage(
                        "scenario 'depo' is neither a file nor built in; built in are quickstart,"
                                + " depot, workplace, urban-feeder; did you mean 'depot'? (study.yaml:2)");
        assertThatThrownBy(() -> read("study: a\nscenario: depot\nseeds: 3\nchosen_seed: 4\n"))
                .hasMessage(
                        "study a: chosen_seed must be one of the seeds [1, 2, 3], is 4"
                                + " (study.yaml:4)");
        assertThatThrownBy(() -> read("study: a\nscenario: depot\nseeds: 0\n"))
                .hasMessage(
                        "seeds must be a whole number between 1 and 100000, is '0' (study.yaml:3)");
        assertThatThrownBy(() -> read("study: a\nscenario: other.yaml\n"))
                .hasMessage(
                        "scenario: file 'other.yaml' does not exist; looked in "
                                + folder
                                + " (study.yaml:2)");
    }

    @Test
    void aLoggedScenarioKeepsItsFileByNameAndChecksum() throws IOException {
        Files.writeString(
                folder.resolve("log.csv"),
                """
                session_id,station_id,arrival_local,departure_local,energy_kwh
                1,A,2019-07-16T08:00:00,2019-07-16T12:00:00,10
                2,A,2019-07-16T09:00:00,2019-07-16T12:00:00,10
                3,B,2019-07-18T08:00:00,2019-07-18T12:00:00,10
                """);
        var study =
                read(
                        """
                        scenario: logged
                        time: {start: 2019-07-16T00:00, zone: Europe/Zurich}
                        stations_from_log: {charger: {kind: slow_ac, max_a: 32}}
                        sessions: {file: log.csv}
                        tariff: {kind: flat, currency: CHF, price_per_kwh: 0.2}
                        """);
        var sessions = (SessionSource.Logged) study.scenario().sessions();
        assertThat(sessions.startDates()).containsExactly("2019-07-16", "2019-07-18");
        // Two sessions of A overlap from 9 to 12; B never has more than one.
        assertThat(study.scenario().site().stations().getFirst().connectors()).hasSize(2);
        assertThat(study.scenario().site().stations().getLast().connectors()).hasSize(1);
        assertThat(study.scenario().notes())
                .contains(
                        "Of the days from 2019-07-16 to 2019-07-18, 1 without a session cannot begin a"
                                + " run.");
        Files.writeString(folder.resolve("again.yaml"), study.resolvedYaml());
        var again = StudyReader.read(folder.resolve("again.yaml"));
        assertThat(again.scenario()).isEqualTo(study.scenario());
        Files.writeString(
                folder.resolve("log.csv"),
                "session_id,station_id,arrival_local,departure_local,energy_kwh\n"
                        + "1,A,2019-07-16T08:00:00,2019-07-16T12:00:00,11\n");
        assertThatThrownBy(() -> StudyReader.read(folder.resolve("again.yaml")))
                .hasMessageStartingWith(
                        "scenario.sessions.sha256: file 'log.csv' has changed since this was"
                                + " written; its SHA-256 is ");
    }

    private Study read(String text) throws IOException {
        var file = folder.resolve("study.yaml");
        Files.writeString(file, text);
        return StudyReader.read(file);
    }
}
