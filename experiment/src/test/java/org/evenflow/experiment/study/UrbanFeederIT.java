package org.evenflow.experiment.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.evenflow.data.scenario.StudyReader;
import org.evenflow.experiment.Campaign;
import org.evenflow.experiment.Controllers;
import org.evenflow.experiment.LocalRunner;
import org.evenflow.experiment.SeenProgress;
import org.evenflow.model.Branch;
import org.evenflow.model.Feeder;
import org.evenflow.model.Line;
import org.evenflow.model.scenario.Scenario;
import org.evenflow.sim.ChargingEnv;
import org.evenflow.sim.Episode;
import org.evenflow.sim.Indicator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The world of the study urban-feeder is the one that its feeder was calibrated for. */
class UrbanFeederIT {
    private static final int SEEDS = 10;

    @TempDir Path folder;

    private static Scenario world(int vehicles) {
        return StudyReader.builtIn("urban-feeder")
                .document()
                .with("sessions.vehicles", "" + vehicles, "test")
                .scenario();
    }

    private static List<Map<String, Double>> play(Scenario scenario, String controller) {
        var controllers = new Controllers();
        var env = new ChargingEnv(scenario);
        var episode = new Episode(env, () -> 0);
        var runs = new ArrayList<Map<String, Double>>();
        for (int seed = 1; seed <= SEEDS; seed++) {
            var totals = episode.play(controllers.create(controller), seed);
            runs.add(totals.indicators(Indicator.Baseline.ZERO));
        }
        return runs;
    }

    private static double value(Map<String, Double> run, String indicator) {
        return run.getOrDefault(indicator, Double.NaN);
    }

    private static double mean(List<Map<String, Double>> runs, String indicator) {
        return runs.stream().mapToDouble(r -> value(r, indicator)).average().orElse(Double.NaN);
    }

    /** The same world with all impedances of its feeder times a factor. */
    private static Scenario scaled(Scenario of, double factor) {
        Feeder feeder = Objects.requireNonNull(of.site().feeder());
        var branches = new ArrayList<Branch>();
        for (Branch branch : feeder.branches()) {
            var line = (Line) branch;
            branches.add(
                    new Line(
                            line.id(),
                            line.fromBus(),
                            line.toBus(),
                            line.rOhm() * factor,
                            line.xOhm() * factor,
                            0,
                            line.ratingA(),
                            true));
        }
        return of.with(of.site().withFeeder(feeder.with(feeder.buses(), branches)));
    }

    private static double lowest(double factor) {
        return mean(play(scaled(world(1000), factor), "uncontrolled_raw"), "voltage_min");
    }

    @Test
    void aThousandUncontrolledVehiclesTouchTheLowestVoltage() {
        var runs = play(world(1000), "uncontrolled_raw");
        assertThat(mean(runs, "voltage_min")).isCloseTo(0.950, within(1e-4));
        assertThat(runs)
                .allSatisfy(
                        run -> {
                            assertThat(value(run, "voltage_min")).isCloseTo(0.950, within(2e-3));
                            assertThat(value(run, "sessions")).isEqualTo(1000);
                            assertThat(value(run, "turned_away")).isZero();
                            assertThat(value(run, "served_share")).isEqualTo(100);
                            assertThat(value(run, "energy_exported")).isLessThan(1e-9);
                            assertThat(value(run, "energy_balance_relative_error"))
                                    .isLessThan(1e-9);
                        });
    }

    @Test
    void calibratingAnewGivesTheFrozenFactor() {
        // Secant on the mean lowest voltage over the seeds, from 1 % below and above.
        double low = 0.99;
        double high = 1.01;
        double lowPu = lowest(low);
        double highPu = lowest(high);
        double factor = low + (0.950 - lowPu) * (high - low) / (highPu - lowPu);
        // The factor is written with four digits, 0.4043.
        assertThat(factor).isCloseTo(1, within(1.5e-4));
    }

    @Test
    void peakLossesOfTheThreeFleetsAreNearTheFiguresOfTheCalibration() {
        // About 316, 358 and 447 kW; sessions are drawn, so 3 %.
        assertThat(mean(play(world(200), "uncontrolled_raw"), "peak_losses"))
                .isCloseTo(316, within(0.03 * 316));
        assertThat(mean(play(world(500), "uncontrolled_raw"), "peak_losses"))
                .isCloseTo(358, within(0.03 * 358));
        assertThat(mean(play(world(1000), "uncontrolled_raw"), "peak_losses"))
                .isCloseTo(447, within(0.03 * 447));
    }

    @Test
    void neitherPlantsNorBaseLoadBreakALimitInTheDefaultWorlds() {
        for (var variant : StudyReader.builtIn("urban-feeder").extent().variants()) {
            if (variant.id().equals("export")) {
                continue;
            }
            for (var run : play(variant.document().scenario(), "as_late_as_possible")) {
                assertThat(value(run, "line_violation")).as(variant.id()).isZero();
                assertThat(value(run, "voltage_violation")).as(variant.id()).isZero();
            }
        }
    }

    @Test
    void aSweepIsPlayedAndGoesOnWhereItStopped() {
        var study =
                StudyOptions.apply(
                        StudyReader.builtIn("urban-feeder")
                                .withControllers(List.of("uncontrolled", "pv_surplus"))
                                .withSeeds(2),
                        List.of("sessions.vehicles=30"),
                        "plant_scale=0.5,1",
                        null);
        var seen = new SeenProgress();
        var first = new WorldsRunner(study, campaign(2, seen));
        var result = first.run(folder.resolve("out"), false, "test");
        assertThat(result.worlds()).hasSize(2);
        assertThat(folder.resolve("out/results.csv")).exists();
        assertThat(folder.resolve("out/plant_scale=0.5/runs.jsonl")).exists();
        assertThat(folder.resolve("out/plant_scale=0.5/report.html")).doesNotExist();
        var again = new WorldsRunner(study, campaign(1, seen));
        var repeated = again.run(folder.resolve("out"), false, "test");
        assertThat(seen.seen())
                .containsExactly(
                        "plant_scale = 0.5 1/2",
                        "0 of 4 runs",
                        "end",
                        "0 of 4 references",
                        "end",
                        "plant_scale = 1 2/2",
                        "0 of 4 runs",
                        "end",
                        "0 of 4 references",
                        "end",
                        "plant_scale = 0.5 1/2",
                        "4 of 4 runs",
                        "end",
                        "4 of 4 references",
                        "end",
                        "plant_scale = 1 2/2",
                        "4 of 4 runs",
                        "end",
                        "4 of 4 references",
                        "end");
        assertThat(repeated.worlds().getFirst().result().runs())
                .isEqualTo(result.worlds().getFirst().result().runs());
    }

    private static Campaign campaign(int threads, SeenProgress progress) {
        return new Campaign(new LocalRunner(threads), progress, System::nanoTime);
    }
}
