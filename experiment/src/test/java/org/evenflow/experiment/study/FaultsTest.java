package org.evenflow.experiment.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.evenflow.control.Action;
import org.evenflow.control.Controller;
import org.evenflow.control.Observation;
import org.evenflow.experiment.Controllers;
import org.evenflow.model.scenario.RandomWorld;
import org.evenflow.model.scenario.Scenario;
import org.evenflow.sim.ChargingEnv;
import org.evenflow.sim.Episode;
import org.evenflow.sim.Indicator;
import org.evenflow.sim.StepRecord;
import org.evenflow.sim.Trace;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random worlds in which something is missing: every step of every controller has powers that
 * vehicles and connectors can do, and no limit is violated that base load alone does not violate.
 */
class FaultsTest {
    private static final List<Long> WORLDS = List.of(0L, 1L, 2L, 4L, 7L, 8L);

    private static final List<String> LIMITS =
            List.of(
                    "voltage_violation",
                    "line_violation",
                    "transformer_violation",
                    "station_violation",
                    "power_flow_failures");

    /** What sums of hours may differ by. */
    private static final double ROUNDING = 1e-9;

    static List<String> everyone() {
        return new Controllers().ids();
    }

    /** Who plans, but for the clairvoyant, which must have some time. */
    static Stream<String> planners() {
        var controllers = new Controllers();
        return everyone().stream()
                .filter(id -> !id.equals("clairvoyant"))
                .filter(
                        id ->
                                controllers.settings(id).stream()
                                        .anyMatch(known -> known.name().equals("deadline_s")));
    }

    @ParameterizedTest
    @MethodSource("planners")
    void withoutTimeASimplerRuleDecidesEveryStep(String id) {
        for (long world : WORLDS) {
            var env = new ChargingEnv(RandomWorld.priced(world));
            var controller = new Controllers().create(id + "[deadline_s=0]");
            env.trace(new InRange(env));
            var values = indicators(env, controller, world);
            assertThat(values.get("fallback_share")).as("world %d", world).isPositive();
            assertThat(controller.troubles())
                    .containsExactly("a simple rule decides where no plan is there in time");
            assertKept(env, values, world);
        }
    }

    @ParameterizedTest
    @MethodSource("everyone")
    void aMissingPriceStopsNobody(String id) {
        for (long world : WORLDS) {
            Scenario scenario = RandomWorld.priced(world);
            var env = new ChargingEnv(scenario);
            var controller = new Controllers().create(id);
            env.trace(new InRange(env));
            var values = indicators(env, new Unpriced(controller, env), world);
            assertThat(controller.fallbacks()).isZero();
            if (controller.isDispatched()) {
                assertKept(env, values, world);
            }
            controller.reset();
        }
    }

    /** No more violations than where nobody charges. */
    private static void assertKept(ChargingEnv env, Map<String, Double> values, long world) {
        env.trace();
        var idle = indicators(env, new Idle(), world);
        for (String limit : LIMITS) {
            double unavoidable = idle.getOrDefault(limit, Double.NaN);
            double value = values.getOrDefault(limit, Double.NaN);
            assertThat(value > unavoidable + ROUNDING)
                    .as("world %d: %s of %s, without charging %s", world, limit, value, unavoidable)
                    .isFalse();
        }
    }

    private static Map<String, Double> indicators(
            ChargingEnv env, Controller controller, long world) {
        var totals = new Episode(env, System::nanoTime).play(controller, world);
        return totals.indicators(Indicator.Baseline.ZERO);
    }

    /** Nobody charges. */
    private static final class Idle implements Controller {
        @Override
        public String id() {
            return "idle";
        }

        @Override
        public void decide(Observation observation, Action action) {}
    }

    /** Takes prices of some steps away before the first decision. */
    private record Unpriced(Controller controller, ChargingEnv env) implements Controller {
        @Override
        public String id() {
            return controller.id();
        }

        @Override
        public boolean isDispatched() {
            return controller.isDispatched();
        }

        @Override
        public boolean isClairvoyant() {
            return controller.isClairvoyant();
        }

        @Override
        public void decide(Observation observation, Action action) {
            if (observation.step() == 0) {
                Arrays.fill(env.exogenous().buyPerKwh(), 0, 2, Double.NaN);
                Arrays.fill(env.exogenous().buyPerKwh(), 5, 9, Double.NaN);
                Arrays.fill(env.exogenous().sellPerKwh(), 4, 7, Double.NaN);
                Arrays.fill(env.exogenous().carbonKgPerKwh(), 3, 5, Double.NaN);
            }
            controller.decide(observation, action);
        }
    }

    /** Every power is one that vehicle and connector can do. */
    private record InRange(ChargingEnv env) implements Trace {
        @Override
        public void append(StepRecord step) {
            var limits = env.observation().limits();
            for (int rank = 0; rank < step.pluggedInCount(); rank++) {
                int connector = step.pluggedIn(rank);
                assertThat(step.powerKw(connector))
                        .as("step %d, connector %d", step.step(), connector)
                        .isBetween(limits.lowKw(connector), limits.highKw(connector));
            }
        }
    }
}
