package org.evenflow.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Map;
import java.util.Random;
import org.evenflow.control.Action;
import org.evenflow.control.rule.Rules;
import org.evenflow.model.scenario.RandomWorld;
import org.junit.jupiter.api.Test;

/** What holds in every run: over random worlds, actions and rules. */
class EnergyBalanceProperties {
    private static final int WORLDS = 120;

    /** Watches the states of charge. */
    private static final class Watch implements Trace {
        private final String as;
        int steps;
        int departed;

        Watch(String as) {
            this.as = as;
        }

        @Override
        public void append(StepRecord step) {
            steps++;
            for (int rank = 0; rank < step.pluggedInCount(); rank++) {
                double stored = step.storedKwh(step.pluggedIn(rank));
                assertThat(stored).as("%s, step %d", as, step.step()).isBetween(-1e-9, 200.0);
            }
        }

        @Override
        public void departed(SessionOutcome session) {
            departed++;
            assertThat(session.departureKwh())
                    .as("%s: %s", as, session)
                    .isBetween(
                            Math.min(0.1 * session.capacityKwh(), session.arrivalKwh()) - 1e-9,
                            Math.max(session.targetKwh(), session.arrivalKwh()) + 1e-9);
            assertThat(session.reachableKwh())
                    .as("%s: %s", as, session)
                    .isLessThanOrEqualTo(session.targetKwh());
        }
    }

    private static void playAtRandom(ChargingEnv env, long seed, long actionSeed) {
        var random = new Random(actionSeed);
        var observation = env.reset(seed);
        var action =
                new Action(
                        observation.limits().connectors(), env.scenario().site().plants().size());
        boolean ends = false;
        while (!ends) {
            action.clear();
            for (int connector = 0; connector < action.powerKw().length; connector++) {
                action.powerKw()[connector] =
                        random.nextInt(8) == 0
                                ? Double.POSITIVE_INFINITY
                                : 60 * random.nextGaussian() + 20;
            }
            for (int plant = 0; plant < action.curtailedShare().length; plant++) {
                action.curtailedShare()[plant] =
                        random.nextBoolean() ? 0 : 1.5 * random.nextDouble() - 0.2;
            }
            ends = env.step(action).isTruncated();
        }
    }

    private static Map<String, Double> indicators(ChargingEnv env) {
        return env.totals().indicators(Indicator.Baseline.ZERO);
    }

    @Test
    void energyBalancesInEveryRun() {
        int sessions = 0;
        for (long seed = 0; seed < WORLDS; seed++) {
            String as = "seed " + seed;
            var env = new ChargingEnv(RandomWorld.bound(seed));
            env.dispatched(seed % 4 != 1);
            var watch = new Watch(as);
            env.trace(watch);
            playAtRandom(env, seed, seed);
            var totals = env.totals();
            assertThat(totals.energyBalanceRelativeError()).as(as).isLessThanOrEqualTo(1e-9);
            assertThat(totals.worstVehicleImbalanceKwh()).as(as).isLessThanOrEqualTo(1e-9);
            assertThat(watch.steps).as(as).isEqualTo(env.scenario().time().steps());
            assertThat((double) watch.departed)
                    .as(as)
                    .isEqualTo(indicators(env).getOrDefault("sessions", -1.0));
            sessions += watch.departed;
        }
        assertThat(sessions).isGreaterThan(1000);
    }

    @Test
    void theDispatcherLeavesNoViolationOfStations() {
        for (long seed = 0; seed < WORLDS; seed++) {
            var env = new ChargingEnv(RandomWorld.bound(seed));
            playAtRandom(env, seed, seed);
            assertThat(indicators(env).getOrDefault("station_violation", -1.0))
                    .as("seed %d", seed)
                    .isZero();
        }
    }

    @Test
    void theSameSeedGivesTheSameBitsAlsoAfterOtherRuns() {
        for (long seed = 0; seed < 40; seed++) {
            var fresh = new ChargingEnv(RandomWorld.bound(seed));
            playAtRandom(fresh, seed, seed);
            var first = new ArrayList<>(indicators(fresh).values());
            var used = new ChargingEnv(RandomWorld.bound(seed));
            playAtRandom(used, seed + 1000, seed + 7);
            playAtRandom(used, seed, seed);
            assertThat(indicators(used).values())
                    .as("seed %d", seed)
                    .containsExactlyElementsOf(first);
        }
    }

    @Test
    void everyRuleServesEveryoneWhereNothingBinds() {
        var rules = new Rules();
        for (long seed = 0; seed < 40; seed++) {
            var env = new ChargingEnv(RandomWorld.unlimited(seed));
            var episode = new Episode(env, () -> 0);
            for (String id : rules.ids()) {
                episode.play(rules.create(id), seed);
                var values = indicators(env);
                if (values.getOrDefault("sessions", 0.0) > 0) {
                    assertThat(values.getOrDefault("served_share", -1.0))
                            .as("seed %d, %s: %s kWh", seed, id, values.get("unserved_energy"))
                            .isEqualTo(100);
                }
            }
        }
    }

    @Test
    void rulesNeverDischarge() {
        var rules = new Rules();
        for (long seed = 0; seed < 30; seed++) {
            var env = new ChargingEnv(RandomWorld.bound(seed));
            var episode = new Episode(env, () -> 0);
            for (String id : rules.ids()) {
                episode.play(rules.create(id), seed);
                assertThat(indicators(env).getOrDefault("energy_discharged", -1.0))
                        .as("seed %d, %s", seed, id)
                        .isZero();
            }
        }
    }
}
