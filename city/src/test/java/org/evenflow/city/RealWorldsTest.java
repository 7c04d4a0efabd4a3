package org.evenflow.city;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.evenflow.data.scenario.ScenarioReader;
import org.evenflow.model.scenario.Scenario;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Worlds of real files and of the scenarios that come with the program. */
class RealWorldsTest {
    @TempDir Path folder;

    private static Path fileOrSkip(String name) {
        var file = SharedData.find(name);
        Assumptions.assumeTrue(file.isPresent(), "shared/data/" + name + " is not here");
        return file.orElseThrow().toAbsolutePath();
    }

    private Scenario caltech(String days) throws IOException {
        return ScenarioReader.read(
                Files.writeString(
                        folder.resolve("scenario.yaml"),
                        """
                        scenario: caltech
                        time: {start: 2019-06-03T00:00, zone: America/Los_Angeles}
                        stations_from_log: {charger: {kind: slow_ac, phases: 1, max_a: 32, voltage_v: 208}}
                        sessions: {file: %s, to: 2019-08-31, days: %s}
                        tariff: {kind: flat, currency: USD, price_per_kwh: 0.2}
                        plants: [{id: roof, kwp: 200, tilt_deg: 10}]
                        weather: {file: %s}
                        """
                                .formatted(
                                        fileOrSkip("ev_sessions/acn_caltech_2019_2021.csv.gz"),
                                        days,
                                        fileOrSkip("weather/Zuerich-SMA_2015.epw.gz"))));
    }

    /** No connector holds two vehicles, rows are in order, energies fit. */
    private static void assertSound(Exogenous world, Scenario scenario, String at) {
        var table = world.sessions();
        var freeFrom = new int[scenario.connectorCount()];
        for (int row = 0; row < table.count; row++) {
            var battery = world.vehicles().get(table.vehicle[row]).battery();
            assertThat(table.arrivalStep[row])
                    .as(at)
                    .isGreaterThanOrEqualTo(freeFrom[table.connector[row]])
                    .isGreaterThanOrEqualTo(row == 0 ? 0 : table.arrivalStep[row - 1])
                    .isLessThan(scenario.time().steps())
                    .isLessThan(table.departStep[row]);
            freeFrom[table.connector[row]] = table.departStep[row];
            assertThat(table.arrivalKwh[row]).as(at).isBetween(0.0, table.targetKwh[row]);
            assertThat(table.targetKwh[row])
                    .as(at)
                    .isLessThanOrEqualTo(battery.maxSoc() * table.capacityKwh[row]);
        }
    }

    @Test
    void weekdaysOfTheCaltechLogReplayWithoutTurningAnyoneAway() throws IOException {
        var scenario = caltech("weekdays");
        var world = new Exogenous(scenario);
        for (long seed = 1; seed <= 60; seed++) {
            world.draw(seed);
            assertSound(world, scenario, "seed " + seed);
            // As many sockets as the log ever has vehicles at once.
            assertThat(world.sessions().turnedAway).isZero();
            assertThat(world.sessions().count).as("seed " + seed).isBetween(1, 120);
        }
    }

    @Test
    void theSunOfMeasuredWeatherFromAfarIsHighestAroundTheSitesNoon() throws IOException {
        var world = new Exogenous(caltech("all"));
        world.draw(1);
        double[] kw = world.plantKw()[0];
        double moment = 0;
        for (int step = 0; step < 96; step++) {
            moment += kw[step] * (step + 0.5) / 4;
        }
        // Daylight saving and Zurich's place in its zone put solar noon near 13:25.
        assertThat(moment / Arrays.stream(kw, 0, 96).sum()).isBetween(12.0, 15.0);
        assertThat(world.notes()).anyMatch(note -> note.contains("another time zone"));
    }

    @Test
    void scenariosThatComeWithTheProgramAreSoundAndBusy() {
        for (String id : ScenarioReader.builtIns().keySet()) {
            var scenario = ScenarioReader.builtIn(id);
            var world = new Exogenous(scenario);
            int away = 0;
            int sessions = 0;
            for (long seed = 1; seed <= 20; seed++) {
                world.draw(seed);
                assertSound(world, scenario, id + " seed " + seed);
                away += world.sessions().turnedAway;
                sessions += world.sessions().count;
            }
            assertThat(sessions / 20.0)
                    .as(id)
                    .isBetween(0.5 * scenario.connectorCount(), 8.0 * scenario.connectorCount());
            assertThat(away).as(id + ": turned away").isLessThan(sessions / 5);
        }
    }
}
