package org.evenflow.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.evenflow.control.Action;
import org.evenflow.model.ChargerKind;
import org.evenflow.model.Generator;
import org.evenflow.model.scenario.BaseLoad;
import org.evenflow.model.scenario.RandomWorld;
import org.evenflow.model.scenario.Scenario;
import org.evenflow.model.scenario.Weather;
import org.junit.jupiter.api.Test;

/** What a limit on export promises, over random worlds with plants and vehicles that give back. */
class ExportLimitProperties {
    private static final int WORLDS = 150;

    /** What a curtailed export may stay below its limit, kW. */
    private static final double TOLERANCE_KW = 1e-6;

    private static Scenario limited(Scenario free, double limitKw) {
        return free.with(free.site().withLimits(free.site().siteLimitKw(), limitKw));
    }

    /** What of each step the tests look at. */
    private record Step(double importKw, double plantKw, double curtailedKw) {}

    /** The steps that an environment will play. */
    private static List<Step> traced(ChargingEnv env) {
        var steps = new ArrayList<Step>();
        env.trace(
                new Trace() {
                    @Override
                    public void append(StepRecord step) {
                        steps.add(new Step(step.importKw(), step.plantKw(), step.curtailedKw()));
                    }
                });
        return steps;
    }

    private static List<Step> play(ChargingEnv env, long seed, boolean isCurtailing) {
        var steps = traced(env);
        var random = new Random(seed);
        var observation = env.reset(seed);
        var action =
                new Action(
                        observation.limits().connectors(), env.scenario().site().plants().size());
        boolean ends = false;
        while (!ends) {
            action.clear();
            double mean = random.nextBoolean() ? -30 : 20;
            for (int connector = 0; connector < action.powerKw().length; connector++) {
                action.powerKw()[connector] = mean + 30 * random.nextGaussian();
            }
            for (int plant = 0; isCurtailing && plant < action.curtailedShare().length; plant++) {
                action.curtailedShare()[plant] = 0.5 * random.nextDouble();
            }
            ends = env.step(action).isTruncated();
        }
        return steps;
    }

    private static Map<String, Double> indicators(ChargingEnv env) {
        return env.totals().indicators(Indicator.Baseline.ZERO);
    }

    /** A violation in hours; 0 where the world has no feeder that could be violated. */
    private static double hours(ChargingEnv env, String violation) {
        double hours = indicators(env).getOrDefault(violation, -1.0);
        return Double.isNaN(hours) ? 0 : hours;
    }

    private static double limitOf(long seed) {
        return seed % 2 == 0 ? 0 : 40;
    }

    @Test
    void nothingBeyondTheLimitIsExportedAndEnergyBalances() {
        int curtailed = 0;
        for (long seed = 0; seed < WORLDS; seed++) {
            String as = "seed " + seed;
            double limitKw = limitOf(seed);
            var env = new ChargingEnv(limited(RandomWorld.bound(seed), limitKw));
            for (Step step : play(env, seed, seed % 3 == 0)) {
                assertThat(step.importKw).as(as).isGreaterThanOrEqualTo(-limitKw - TOLERANCE_KW);
                assertThat(step.curtailedKw).as(as).isBetween(-1e-9, step.plantKw + 1e-9);
                curtailed += step.curtailedKw > 1 ? 1 : 0;
            }
            assertThat(env.totals().energyBalanceRelativeError()).as(as).isLessThan(1e-9);
        }
        assertThat(curtailed).isGreaterThan(500);
    }

    @Test
    void noMoreIsCurtailedThanTheLimitAsksFor() {
        for (long seed = 0; seed < WORLDS; seed++) {
            double limitKw = limitOf(seed);
            var env = new ChargingEnv(limited(RandomWorld.bound(seed), limitKw));
            for (Step step : play(env, seed, false)) {
                if (step.curtailedKw > 1e-6) {
                    assertThat(step.importKw)
                            .as("seed %d", seed)
                            .isCloseTo(-limitKw, within(2 * TOLERANCE_KW));
                }
            }
        }
    }

    @Test
    void theLimitsBehindItHoldAsTheyDoWithoutVehicles() {
        for (long seed = 0; seed < WORLDS; seed++) {
            String as = "seed " + seed;
            var scenario = limited(RandomWorld.bound(seed), limitOf(seed));
            var idle = new ChargingEnv(scenario);
            var nothing = new Action(scenario.connectorCount(), scenario.site().plants().size());
            idle.reset(seed);
            boolean ends = false;
            while (!ends) {
                ends = idle.step(nothing).isTruncated();
            }
            var env = new ChargingEnv(scenario);
            play(env, seed, false);
            assertThat(hours(env, "station_violation")).as(as).isZero();
            assertThat(hours(env, "voltage_violation"))
                    .as(as)
                    .isLessThanOrEqualTo(hours(idle, "voltage_violation") + 1e-9);
            assertThat(hours(env, "line_violation"))
                    .as(as)
                    .isLessThanOrEqualTo(hours(idle, "line_violation") + 1e-9);
        }
    }

    @Test
    void aLimitThatIsNeverReachedChangesNoBit() {
        for (long seed = 0; seed < 40; seed++) {
            var free = new ChargingEnv(RandomWorld.bound(seed));
            play(free, seed, true);
            var limited = new ChargingEnv(limited(RandomWorld.bound(seed), 1e6));
            play(limited, seed, true);
            assertThat(indicators(limited).values())
                    .as("seed %d", seed)
                    .containsExactlyElementsOf(indicators(free).values());
        }
    }

    @Test
    void theSameSeedGivesTheSameBitsAlsoAfterOtherRuns() {
        for (long seed = 0; seed < 40; seed++) {
            var scenario = limited(RandomWorld.bound(seed), 0);
            var fresh = new ChargingEnv(scenario);
            play(fresh, seed, true);
            var used = new ChargingEnv(scenario);
            play(used, seed + 1000, true);
            play(used, seed, true);
            assertThat(indicators(used).values())
                    .as("seed %d", seed)
                    .containsExactlyElementsOf(indicators(fresh).values());
        }
    }

    @Test
    void byHandWithoutAFeederChargingTakesWhatWouldBeCurtailed() {
        var kind = new ChargerKind.Bidirectional(22, 20, 1, 1);
        var sessions = List.of(Small.session(0, 2, 30), Small.session(0, 2, 30));
        var small = Small.scenario(2, kind, 100, null, Small.plainVehicle(), sessions);
        var scenario =
                small.with(
                                small.world()
                                        .with(
                                                new BaseLoad(
                                                        BaseLoad.flat(1), BaseLoad.flat(1), 1, 0))
                                        .with(new Weather.Bell(6.5, 12, 0, 1)))
                        .with(
                                small.site()
                                        .withLimits(Double.POSITIVE_INFINITY, 5)
                                        .withPlants(
                                                List.of(
                                                        new Generator.Pv(
                                                                "pv", "b", null, 100, 0, 180, 1)))
                                        .withLoad(30, "t"));
        var env = new ChargingEnv(scenario);
        var steps = traced(env);
        Small.play(env, 0, 10);
        // The peak of the bell gives 100 kW, base load takes 30, 5 may go back: 65 are left over.
        assertThat(steps.get(0).plantKw).isCloseTo(100, within(1e-9));
        assertThat(steps.get(0).curtailedKw).isCloseTo(65, within(1e-9));
        assertThat(steps.get(0).importKw).isCloseTo(-5, within(1e-9));
        // An hour later two vehicles take 10 kW each.
        double plantKw = 100 * Math.pow(2, -4.0 / 144);
        assertThat(steps.get(1).curtailedKw).isCloseTo(plantKw - 55, within(1e-9));
    }
}
