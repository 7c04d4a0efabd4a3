package org.evenflow.learn.charging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.evenflow.city.Exogenous;
import org.evenflow.control.Action;
import org.evenflow.control.Observation;
import org.evenflow.data.scenario.ScenarioReader;
import org.evenflow.learn.Frame;
import org.evenflow.learn.Policy;
import org.evenflow.learn.TensorFile;
import org.evenflow.learn.WorldShape;
import org.evenflow.numeric.RandomStream;
import org.evenflow.sim.ChargingEnv;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever comes after a step, nothing that was seen or done until then changes. */
class SeesNoFutureTest {
    private static final long SEED = 5;
    private static final int UNTIL = 47;

    @ParameterizedTest
    @CsvSource({
        "quickstart, CONNECTOR, POWER",
        "quickstart, STATION, POWER",
        "quickstart, CONNECTOR, PRICE",
        "quickstart, STATION, PRICE",
        "quickstart, CONNECTOR, FEEDBACK",
        "quickstart, DISTRICT, FEEDBACK",
        "workplace, CONNECTOR, POWER",
        "workplace, DISTRICT, POWER",
        "workplace, STATION, PRICE"
    })
    void corruptedFutureChangesNothingThatWasSeenOrDone(
            String id, WorldDesign.Unit unit, WorldDesign.Signal signal) {
        var design = new WorldDesign(unit, 0, 0, signal);
        var honest = play(id, design, false);
        var corrupted = play(id, design, true);
        assertThat(corrupted.seen).hasSameSizeAs(honest.seen);
        for (int step = 0; step <= UNTIL; step++) {
            assertThat(corrupted.seen.get(step))
                    .as("step " + step)
                    .isEqualTo(honest.seen.get(step));
            assertThat(corrupted.done.get(step))
                    .as("step " + step)
                    .isEqualTo(honest.done.get(step));
        }
        // The corruption is one: later steps do differ.
        assertThat(corrupted.seen.get(UNTIL + 4)).isNotEqualTo(honest.seen.get(UNTIL + 4));
    }

    @Test
    void encoderHasNoWayToTheFuture() {
        var env = new ChargingEnv(ScenarioReader.builtIn("quickstart"));
        assertThatThrownBy(() -> env.reset(SEED).foresight())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }

    /** Chooses by fixed random weights, so that any feature matters, and keeps all it was shown. */
    private static final class Witness implements Policy {
        private final WorldShape shape;
        private final float[] weights;
        private final List<float[]> seen = new ArrayList<>();
        private final List<double[]> done = new ArrayList<>();

        Witness(WorldShape shape) {
            this.shape = shape;
            weights = new float[shape.features()];
            var random = new RandomStream("weights", 1);
            for (int i = 0; i < weights.length; i++) {
                weights[i] = random.nextFloat() - 0.5f;
            }
        }

        @Override
        public void act(Frame frame, float[] actions) {
            int all = frame.observation.length;
            float[] copy = Arrays.copyOf(frame.observation, all + frame.state.length);
            System.arraycopy(frame.state, 0, copy, all, frame.state.length);
            int length = copy.length;
            copy = Arrays.copyOf(copy, length + frame.nodes.length);
            System.arraycopy(frame.nodes, 0, copy, length, frame.nodes.length);
            seen.add(copy);
            int parts = shape.actions().parts();
            for (int at = 0; at < actions.length; at++) {
                double sum = 0;
                for (int i = 0; i < weights.length; i++) {
                    sum += weights[i] * frame.observation[at / parts * shape.features() + i];
                }
                // Each part by a slope of its own.
                actions[at] = (float) Math.tanh((2 - 3 * (at % parts)) * sum);
            }
        }

        @Override
        public TensorFile toFile() {
            return new TensorFile();
        }
    }

    private static Witness play(String id, WorldDesign design, boolean isCorrupted) {
        var scenario = ScenarioReader.builtIn(id);
        var env = new ChargingEnv(scenario);
        var witness = new Witness(new Encoder(design, env.observation()).shape());
        var controller = new PolicyController("witness", witness, design);
        Observation observation = env.reset(SEED);
        if (isCorrupted) {
            corrupt(env.exogenous());
        }
        var action = new Action(scenario.connectorCount(), scenario.site().plants().size());
        controller.reset();
        boolean ends = false;
        while (!ends) {
            action.clear();
            controller.decide(observation, action);
            witness.done.add(action.powerKw().clone());
            ends = env.step(action).isTruncated();
        }
        return witness;
    }

    /** Other arrivals, departures, load and sun after a step. */
    private static void corrupt(Exogenous world) {
        Arrays.fill(world.loadFactor(0), UNTIL + 1, world.loadFactor(0).length, 0.1);
        for (double[] plant : world.plantKw()) {
            Arrays.fill(plant, UNTIL + 1, plant.length, 77);
        }
        var sessions = world.sessions();
        for (int row = 0; row < sessions.count; row++) {
            if (sessions.arrivalStep[row] > UNTIL) {
                sessions.capacityKwh[row] = 33;
                sessions.arrivalKwh[row] = 1;
                sessions.targetKwh[row] = 30;
                sessions.declaredStep[row] = sessions.departStep[row] + 7;
            } else if (sessions.arrivalStep[row] > 0 && sessions.departStep[row] > UNTIL + 1) {
                sessions.departStep[row] = UNTIL + 2;
            }
        }
    }
}
