package org.evenflow.experiment.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.evenflow.city.Exogenous;
import org.evenflow.control.Action;
import org.evenflow.control.Controller;
import org.evenflow.control.Observation;
import org.evenflow.experiment.Controllers;
import org.evenflow.model.scenario.RandomWorld;
import org.evenflow.model.scenario.Scenario;
import org.evenflow.sim.ChargingEnv;
import org.evenflow.sim.Episode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Who has not declared that it looks into the future cannot: whatever comes after a step, its
 * actions up to that step are the same bits. Prices, carbon intensity and declared departures are
 * published and no secret.
 */
class ForesightTest {
    /** Worlds without a feeder, with a balanced one, and with loads that follow the voltage. */
    private static final List<Long> WORLDS = List.of(0L, 1L, 4L, 5L);

    private static final List<Integer> STEPS = List.of(3, 8);

    private static Stream<String> ids(boolean clairvoyant) {
        var controllers = new Controllers();
        return controllers.ids().stream()
                .filter(id -> controllers.create(id).isClairvoyant() == clairvoyant);
    }

    static Stream<String> honest() {
        return ids(false);
    }

    static Stream<String> clairvoyant() {
        return ids(true);
    }

    @Test
    void theFutureIsClosedToWhoHasNotDeclaredThatItLooks() {
        var episode = new Episode(new ChargingEnv(RandomWorld.priced(1)), System::nanoTime);
        // An environment that was open to the one before is closed again.
        episode.play(new Controllers().create("mpc_perfect"), 1);
        assertThatThrownBy(() -> episode.play(new Peeper(), 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "the future is closed to a controller that has not declared that it uses"
                                + " it");
    }

    @ParameterizedTest
    @MethodSource("honest")
    void whatIsToComeChangesNoAction(String id) {
        for (long world : WORLDS) {
            for (int step : STEPS) {
                assertThat(actions(world, id, step, true))
                        .as("world %d, step %d", world, step)
                        .isDeepEqualTo(actions(world, id, step, false));
            }
        }
    }

    /** The other future is one that matters. */
    @ParameterizedTest
    @MethodSource("clairvoyant")
    void whoLooksIntoTheFutureActsOtherwise(String id) {
        // Some of them hardly bind, so that the next steps are the same whatever comes.
        assertThat(LongStream.range(0, 20).boxed())
                .anyMatch(
                        world ->
                                !Arrays.deepEquals(
                                        actions(world, id, 8, true), actions(world, id, 8, false)));
    }

    /** Powers and curtailment of every step up to one, {@code [step]}. */
    private static double[][] actions(long world, String id, int until, boolean hasOtherFuture) {
        Scenario scenario = RandomWorld.priced(world);
        var env = new ChargingEnv(scenario);
        var controller = new Controllers().create(id);
        env.dispatched(controller.isDispatched());
        env.clairvoyant(controller.isClairvoyant());
        Observation observation = env.reset(world);
        if (hasOtherFuture) {
            corrupt(env.exogenous(), until, scenario.time().steps());
        }
        var action = new Action(scenario.connectorCount(), scenario.site().plants().size());
        double[][] actions = new double[until + 1][];
        for (int step = 0; step <= until; step++) {
            action.clear();
            controller.decide(observation, action);
            double[] kw = action.powerKw();
            double[] curtailed = action.curtailedShare();
            actions[step] = Arrays.copyOf(kw, kw.length + curtailed.length);
            System.arraycopy(curtailed, 0, actions[step], kw.length, curtailed.length);
            env.step(action);
        }
        controller.reset();
        return actions;
    }

    /** Another base load, other plants, arrivals and departures from the step after one on. */
    private static void corrupt(Exogenous world, int last, int steps) {
        for (int step = last + 1; step < steps; step++) {
            world.loadFactor(0)[step] = 3 - world.loadFactor(0)[step];
            for (double[] plant : world.plantKw()) {
                plant[step] = 25 + 0.5 * plant[step];
            }
        }
        var sessions = world.sessions();
        for (int row = 0; row < sessions.count; row++) {
            if (sessions.arrivalStep[row] > last) {
                sessions.arrivalKwh[row] /= 2;
                sessions.targetKwh[row] = sessions.capacityKwh[row];
                sessions.departStep[row] = Math.max(sessions.arrivalStep[row] + 1, steps - 1);
                sessions.declaredStep[row] = sessions.departStep[row];
            } else if (sessions.arrivalStep[row] > 0 && sessions.departStep[row] > last + 1) {
                // Not as it was declared; those of step 0 stand there already.
                sessions.departStep[row] = last + 1;
            }
        }
    }

    /** Opens the future without having declared it. */
    private static final class Peeper implements Controller {
        @Override
        public String id() {
            return "peeper";
        }

        @Override
        public void decide(Observation observation, Action action) {
            action.powerKw()[0] = observation.foresight().loadFactor(0, observation.steps() - 1);
        }
    }
}
