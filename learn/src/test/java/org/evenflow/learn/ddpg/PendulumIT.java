package org.evenflow.learn.ddpg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.evenflow.control.Settings;
import org.evenflow.learn.Frame;
import org.evenflow.learn.TensorFile;
import org.evenflow.learn.Trainer;
import org.evenflow.learn.TrainerProvider.Task;
import org.evenflow.model.InputException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** A swing-up with a known level: -200 and better count as solved. */
final class PendulumIT {
    private static final double SOLVED = -200;

    private static final int EPISODES = 60;

    private static final Map<String, Double> SETTINGS =
            Map.of(
                    "hidden",
                    64.0,
                    "batch",
                    128.0,
                    "reward_scale",
                    0.1,
                    "noise_first",
                    0.3,
                    "noise_steps",
                    8000.0,
                    "follow",
                    0.01);

    private static Task task(long seed) {
        return new Task(Pendulum::new, seed, 1, () -> 0, null);
    }

    private static Settings settings(Map<String, Double> given) {
        return Settings.of("ddpg", Tuning.SETTINGS, given);
    }

    private static double trained(long seed, int episodes) {
        try (Trainer trainer = new Maddpg("ddpg", task(seed), Tuning.of(settings(SETTINGS)))) {
            for (int episode = 0; episode < episodes; episode++) {
                trainer.iterate();
            }
            return Pendulum.meanReturn(trainer.policy(), 50);
        }
    }

    @Test
    void swingsUp() {
        assertThat(trained(1, EPISODES)).isGreaterThanOrEqualTo(SOLVED);
    }

    @Test
    @Tag("nightly")
    void tenSeedsSwingUp(TestReporter reporter) {
        double[] returns = IntStream.range(0, 10).mapToDouble(seed -> trained(seed, 125)).toArray();
        reporter.publishEntry("returns", Arrays.toString(returns));
        assertThat(Arrays.stream(returns).average().orElseThrow())
                .as(Arrays.toString(returns))
                .isGreaterThanOrEqualTo(SOLVED);
    }

    @Test
    void resumedTrainingGivesTheBitsOfAnUninterruptedOne() {
        var quick = new HashMap<>(SETTINGS);
        quick.put("random_steps", 100.0);
        quick.put("memory", 500.0);
        byte[] whole;
        byte[] middle;
        try (Trainer trainer = new Maddpg("ddpg", task(4), Tuning.of(settings(quick)))) {
            trainer.iterate();
            middle = trainer.checkpoint().toBytes();
            trainer.iterate();
            whole = trainer.checkpoint().toBytes();
        }
        var file = TensorFile.of(middle, "middle");
        try (Trainer resumed = new DdpgTrainers().resume(file, task(4), settings(quick))) {
            resumed.iterate();
            assertThat(resumed.checkpoint().toBytes()).isEqualTo(whole);
        }
        var wider = new HashMap<>(quick);
        wider.put("hidden", 32.0);
        assertThatThrownBy(() -> new DdpgTrainers().resume(file, task(4), settings(wider)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("[1, 3, 32]")
                .hasMessageContaining("[1, 3, 64]");
    }

    @Test
    void policyFromItsFileActsTheSame() {
        try (Trainer trainer = new Maddpg("ddpg", task(6), Tuning.of(settings(SETTINGS)))) {
            var policy = trainer.policy();
            var read = new DdpgTrainers().policy(TensorFile.of(policy.toFile().toBytes(), "p"));
            var world = new Pendulum();
            var frame = new Frame(world.shape());
            world.reset(1, frame);
            var first = new float[1];
            var second = new float[1];
            policy.act(frame, first);
            read.act(frame, second);
            assertThat(second).isEqualTo(first);
            assertThat(first[0]).isBetween(-1f, 1f);
        }
    }
}
