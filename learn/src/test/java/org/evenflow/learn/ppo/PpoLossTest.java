package org.evenflow.learn.ppo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.evenflow.learn.WorldShape;
import org.evenflow.numeric.RandomStream;
import org.evenflow.tensor.Scope;
import org.evenflow.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class PpoLossTest {
    private static final Tuning TUNING =
            Tuning.of(Trainings.settings("ppo", Map.of("entropy", 0.02, "hidden", 6.0)));

    /** Losses are near 1, to 1e-7; a central difference of 2 x 2e-3 errs by 5e-5 of rounding. */
    private static final double STEP = 2e-3;

    private static final int[] ROWS = IntStream.range(0, 40).toArray();

    static Stream<WorldShape.Actions> kinds() {
        return Stream.of(new WorldShape.Continuous(2), new WorldShape.Discrete(3));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void gradientOfTheActorsWholeLossIsItsSlope(WorldShape.Actions actions) {
        var shape = new WorldShape(1, 3, 0, actions, null);
        var choice = Choice.of(actions);
        var network = Approximator.of(3, actions.outputs(), TUNING, null);
        var group = begin(network, choice);
        Rollout batch = batch(shape);
        try (var scope = new Scope()) {
            float[][] gradient = actorLoss(choice, network, group, batch).gradients(group.moved());
            for (int p = 0; p < gradient.length; p++) {
                Tensor parameter = group.moved().get(p);
                float[] values = parameter.values();
                int i = p % values.length;
                double slope =
                        slope(
                                parameter,
                                values,
                                i,
                                () -> actorLoss(choice, network, group, batch).value());
                assertThat((double) gradient[p][i])
                        .as("parameter %d of %s", p, actions)
                        .isCloseTo(slope, within(5e-4));
            }
        }
        group.close();
    }

    @Test
    void gradientOfTheCriticsWholeLossIsItsSlope() {
        var shape = new WorldShape(1, 3, 0, new WorldShape.Continuous(1), null);
        var network = Approximator.of(3, 1, TUNING, null);
        var group = begin(network, Choice.of(shape.actions()));
        Rollout batch = batch(shape);
        try (var scope = new Scope()) {
            float[][] gradient = criticLoss(network, group, batch).gradients(group.critic());
            for (int p = 0; p < gradient.length; p++) {
                Tensor parameter = group.critic().get(p);
                float[] values = parameter.values();
                double slope =
                        slope(
                                parameter,
                                values,
                                0,
                                () -> criticLoss(network, group, batch).value());
                assertThat((double) gradient[p][0])
                        .as("parameter %d", p)
                        .isCloseTo(slope, within(2e-3)); // errors up to 12 are squared
            }
        }
        group.close();
    }

    @Test
    void actorsLossIsThatOfHandCalculation() {
        // Likelihoods of levels 0.5 each; before 0.25 and 0.5, so ρ = 2 (clipped to 1.2) and 1.
        var shape = new WorldShape(1, 1, 0, new WorldShape.Discrete(2), null);
        var batch = new Rollout(shape);
        batch.reserve(2, 1);
        batch.rows = 2;
        Arrays.fill(batch.allowed, true);
        System.arraycopy(new float[] {0, 1}, 0, batch.raw, 0, 2);
        batch.logLikelihood[0] = (float) Math.log(0.25);
        batch.logLikelihood[1] = (float) Math.log(0.5);
        System.arraycopy(new float[] {3, -1}, 0, batch.advantage, 0, 2);
        try (var scope = new Scope()) {
            var loss =
                    Ppo.actorLoss(
                            Choice.of(shape.actions()),
                            Tensor.of(new float[4], 2, 2),
                            Tensor.of(new float[0]),
                            batch,
                            new int[] {0, 1},
                            TUNING);
            // −(1.2·3 − 1·1) / 2 − 0.02 log 2; KL (1 − log 2 + 0) / 2.
            assertThat(loss.loss().value()).isCloseTo(-1.3 - 0.013862944, within(1e-6));
            assertThat(loss.divergence()).isCloseTo(0.1534264, within(1e-6));
            assertThat(loss.clipped()).isEqualTo(0.5);
        }
    }

    @Test
    void criticsLossIsThatOfHandCalculation() {
        // Said 1 for 0.5 (before 0.9) → within the clip; said 2 for 0 (before 1): clipped to 1.2,
        // the greater is 2²/2; said 20 for 0: 10·(20 − 5) beyond Huber's δ.
        var batch = new Rollout(new WorldShape(1, 1, 0, new WorldShape.Continuous(1), null));
        batch.reserve(3, 1);
        System.arraycopy(new float[] {0.9f, 1, 20}, 0, batch.value, 0, 3);
        System.arraycopy(new float[] {0.5f, 0, 0}, 0, batch.target, 0, 3);
        try (var scope = new Scope()) {
            Tensor loss =
                    Ppo.criticLoss(
                            Tensor.of(new float[] {1, 2, 20}), batch, new int[] {0, 1, 2}, TUNING);
            assertThat(loss.value()).isCloseTo((0.125 + 2 + 150) / 3, within(1e-5));
        }
    }

    private static Tensor actorLoss(
            Choice choice, Approximator network, Group group, Rollout batch) {
        Tensor out = network.forward(group.actor(), batch, ROWS, false);
        return Ppo.actorLoss(choice, out, group.logSpread(), batch, ROWS, TUNING).loss();
    }

    private static Tensor criticLoss(Approximator network, Group group, Rollout batch) {
        Tensor said = network.forward(group.critic(), batch, ROWS, false);
        return Ppo.criticLoss(said.reshape(ROWS.length), batch, ROWS, TUNING);
    }

    private static Group begin(Approximator network, Choice choice) {
        Group group =
                Group.begin(network, network, choice.spreads(), -0.5, new RandomStream("w", 3));
        // Away from zeros, where heads are small.
        for (Tensor parameter : group.moved()) {
            float[] values = parameter.values();
            for (int i = 0; i < values.length; i++) {
                values[i] += 0.1f * (float) Math.sin(1 + i);
            }
            parameter.write(values);
        }
        return group;
    }

    /** Rows whose quotients of likelihoods lie on both sides of the clip. */
    private static Rollout batch(WorldShape shape) {
        var batch = new Rollout(shape);
        batch.reserve(ROWS.length, 1);
        batch.rows = ROWS.length;
        Arrays.fill(batch.allowed, true);
        var chance = new RandomStream("batch", 5);
        for (int row = 0; row < batch.rows; row++) {
            for (int f = 0; f < shape.features(); f++) {
                batch.input[row * shape.features() + f] = (float) chance.nextGaussian();
            }
            for (int part = 0; part < batch.parts; part++) {
                batch.raw[row * batch.parts + part] =
                        batch.levels > 0
                                ? chance.nextInt(batch.levels)
                                : (float) (0.3 * chance.nextGaussian());
            }
            if (batch.levels > 0 && row % 4 == 0) {
                batch.allowed[row * batch.levels + ((int) batch.raw[row] + 1) % 3] = false;
            }
            batch.logLikelihood[row] =
                    (float) (Math.log(batch.levels > 0 ? 0.35 : 0.3) + chance.nextGaussian());
            batch.advantage[row] = (float) chance.nextGaussian();
            batch.value[row] = (float) chance.nextGaussian();
            batch.target[row] = (float) ((row % 8 == 0 ? 12 : 1) * chance.nextGaussian());
        }
        return batch;
    }

    private static double slope(Tensor parameter, float[] values, int i, DoubleSupplier loss) {
        float[] moved = values.clone();
        moved[i] = (float) (values[i] + STEP);
        parameter.write(moved);
        double above = loss.getAsDouble();
        moved[i] = (float) (values[i] - STEP);
        parameter.write(moved);
        double below = loss.getAsDouble();
        parameter.write(values);
        return (above - below) / (2 * STEP);
    }
}
