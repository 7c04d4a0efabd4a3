package org.evenflow.learn.ppo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.evenflow.learn.CartPole;
import org.evenflow.learn.Policies;
import org.evenflow.learn.TensorFile;
import org.evenflow.learn.Trainer;
import org.evenflow.learn.TrainingStep;
import org.evenflow.learn.World;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class PpoIT {
    /** The bar of CartPole-v1 (Gymnasium's reward threshold), of at most 500. */
    private static final double SOLVED = 475;

    private static final int EPISODES = 100;

    @Test
    void cartPoleIsSolvedWithin100000Steps() {
        assertThat(cartPole(1, 100_000)).isGreaterThanOrEqualTo(SOLVED);
    }

    @Test
    @Tag("nightly")
    void tenSeedsSolveCartPoleIn500000Steps(TestReporter reporter) {
        double[] returns =
                IntStream.range(0, 10).mapToDouble(seed -> cartPole(seed, 500_000)).toArray();
        reporter.publishEntry("returns", Arrays.toString(returns));
        assertThat(Arrays.stream(returns).average().orElseThrow())
                .as(Arrays.toString(returns))
                .isGreaterThanOrEqualTo(SOLVED);
    }

    @ParameterizedTest(name = "{0} {2}")
    @MethodSource("org.evenflow.learn.ppo.Trainings#kinds")
    void policyComesNearTheWishesAndBackFromItsFile(
            String id, Supplier<World> worlds, Map<String, Double> settings) {
        World world = worlds.get();
        var policy = new Policies().read(Trainings.trained(id, worlds, 2, settings, 1));
        double before = Trainings.meanReturn(policy, world, 20);
        TensorFile file = Trainings.trained(id, worlds, 2, settings, 15);
        var learned = new Policies().read(file);
        double after = Trainings.meanReturn(learned, world, 20);
        assertThat(after).isGreaterThan(before);
        var back = new Policies().read(TensorFile.of(learned.toFile().toBytes(), "policy"));
        assertThat(Trainings.meanReturn(back, world, 20)).isEqualTo(after);
        assertThat(Trainings.meanReturn(back.in(world.shape()), world, 20)).isEqualTo(after);
    }

    /** Trains for so many steps and plays episodes of other seeds. */
    private static double cartPole(long seed, int steps) {
        // CleanRL's ppo.py but for larger batches of whole episodes.
        var settings =
                Map.of(
                        "envs", 8.0,
                        "steps_per_iteration", 2048.0,
                        "minibatch", 256.0,
                        "learning_rate", 3e-4,
                        "critic_learning_rate", 1e-3,
                        "entropy", 0.01,
                        "gamma", 0.99,
                        "total_steps", 500_000.0);
        try (Trainer trainer = Trainings.begin("ppo", CartPole::new, seed, 1, settings)) {
            TrainingStep step;
            do {
                step = trainer.iterate();
            } while (step.agentSteps() < steps);
            return Trainings.meanReturn(trainer.policy(), new CartPole(), EPISODES);
        }
    }
}
