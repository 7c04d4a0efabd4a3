package org.evenflow.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OrtException;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Supplier;
import org.evenflow.control.Setting;
import org.evenflow.control.Settings;
import org.evenflow.learn.TrainerProvider.Task;
import org.evenflow.model.InputException;
import org.junit.jupiter.api.Test;

/** What every learning algorithm must satisfy. Subclass it and say what to learn in. */
public abstract class TrainerContract {
    private static final long SEED = 3;

    /** What makes the trainers. */
    protected abstract TrainerProvider provider();

    /** Makes worlds that an algorithm can learn in, of a few steps. */
    protected abstract Supplier<World> worlds(String id);

    /** Settings with which an iteration is short and learns. */
    protected abstract Map<String, Double> given(String id);

    private Settings settings(String id) {
        return Settings.of("algorithm " + id, provider().settings(id), given(id));
    }

    private Trainer begin(String id, Supplier<World> worlds, int threads) {
        return provider().begin(id, new Task(worlds, SEED, threads, () -> 0, null), settings(id));
    }

    @Test
    void everyAlgorithmSaysWhatItIsAndWhatCanBeSet() {
        for (String id : provider().ids()) {
            assertThat(provider().describe(id)).as(id).isNotBlank().endsWith(".");
            assertThat(provider().settings(id))
                    .as(id)
                    .extracting(Setting::name)
                    .contains("total_steps")
                    .doesNotHaveDuplicates();
            for (Setting setting : provider().settings(id)) {
                assertThat(setting.usual())
                        .as("%s: %s", id, setting.name())
                        .isBetween(setting.low(), setting.high());
            }
        }
    }

    @Test
    void numberOfThreadsChangesNoBit() {
        for (String id : provider().ids()) {
            byte[][] files = new byte[2][];
            for (int threads = 1; threads <= 2; threads++) {
                try (Trainer trainer = begin(id, worlds(id), threads)) {
                    trainer.iterate();
                    trainer.iterate();
                    files[threads - 1] = trainer.checkpoint().toBytes();
                }
            }
            assertThat(files[1]).as(id).isEqualTo(files[0]);
        }
    }

    @Test
    void resumedTrainingGivesTheBitsOfAnUninterruptedOne() {
        for (String id : provider().ids()) {
            byte[] middle;
            byte[] whole;
            TrainingStep last;
            try (Trainer trainer = begin(id, worlds(id), 1)) {
                trainer.iterate();
                middle = trainer.checkpoint().toBytes();
                last = trainer.iterate();
                whole = trainer.checkpoint().toBytes();
            }
            var task = new Task(worlds(id), SEED, 1, () -> 0, null);
            var file = TensorFile.of(middle, "middle");
            try (Trainer resumed = provider().resume(file, task, settings(id))) {
                TrainingStep step = resumed.iterate();
                assertThat(step.agentSteps()).as(id).isEqualTo(last.agentSteps());
                assertThat(step.iteration()).as(id).isEqualTo(last.iteration());
                assertThat(resumed.checkpoint().toBytes()).as(id).isEqualTo(whole);
            }
        }
    }

    @Test
    void checkpointOfAnotherSeedIsRefusedWithBothSeeds() {
        for (String id : provider().ids()) {
            try (Trainer trainer = begin(id, worlds(id), 1)) {
                var file = TensorFile.of(trainer.checkpoint().toBytes(), "checkpoint");
                var task = new Task(worlds(id), 91, 1, () -> 0, null);
                assertThatThrownBy(() -> provider().resume(file, task, settings(id)))
                        .as(id)
                        .isInstanceOf(InputException.class)
                        .hasMessageContaining(Long.toString(SEED))
                        .hasMessageContaining("91");
            }
        }
    }

    @Test
    void policiesDoNotChangeWithLaterTrainingAndComeBackFromTheirFiles() {
        for (String id : provider().ids()) {
            World world = worlds(id).get();
            try (Trainer trainer = begin(id, worlds(id), 1)) {
                trainer.iterate();
                Policy policy = trainer.policy();
                float[] before = actions(policy, world);
                trainer.iterate();
                assertThat(actions(policy, world)).as(id).isEqualTo(before);
                var file = TensorFile.of(policy.toFile().toBytes(), "policy");
                assertThat(actions(provider().policy(file), world)).as(id).isEqualTo(before);
            }
        }
    }

    private static float[] actions(Policy policy, World world) {
        var frame = new Frame(world.shape());
        var actions = new float[world.shape().agents() * world.shape().actions().parts()];
        world.reset(5, frame);
        policy.act(frame, actions);
        return actions;
    }

    @Test
    void onnxRuntimeChoosesAlike() throws OrtException {
        for (String id : provider().ids()) {
            World world = worlds(id).get();
            try (Trainer trainer = begin(id, worlds(id), 1)) {
                trainer.iterate();
                Policy policy = trainer.policy();
                var frame = new Frame(world.shape());
                for (int seed = 0; seed < 5; seed++) {
                    int parts = world.shape().actions().parts();
                    var actions = new float[world.shape().agents() * parts];
                    world.reset(seed, frame);
                    policy.act(frame, actions);
                    float[][] said = OnnxRun.actions(policy, frame);
                    for (int at = 0; at < actions.length; at++) {
                        if (frame.present[at / parts]) {
                            assertThat(said[at / parts][at % parts])
                                    .as(id)
                                    .isCloseTo(actions[at], within(1e-6f));
                        }
                    }
                }
            }
        }
    }

    @Test
    void rewardsThatAreNoNumbersStopTheTrainingBeforeItIsLost() {
        for (String id : provider().ids()) {
            try (Trainer trainer = begin(id, () -> new Broken(worlds(id).get()), 1)) {
                assertThatThrownBy(
                                () -> {
                                    trainer.iterate();
                                    trainer.iterate();
                                })
                        .as(id)
                        .isInstanceOf(DivergedException.class)
                        .hasMessageContaining("iteration");
            }
        }
    }

    /** A world whose rewards are no numbers. */
    private record Broken(World world) implements World {
        @Override
        public WorldShape shape() {
            return world.shape();
        }

        @Override
        public void reset(long seed, Frame frame) {
            world.reset(seed, frame);
        }

        @Override
        public void step(float[] actions, Frame frame) {
            world.step(actions, frame);
            Arrays.fill(frame.reward, Float.NaN);
        }
    }
}
