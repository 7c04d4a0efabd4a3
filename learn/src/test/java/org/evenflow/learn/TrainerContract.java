package org.evenflow.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OrtException;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.evenflow.control.Setting;
import org.evenflow.control.Settings;
import org.evenflow.learn.TrainerProvider.Task;
import org.evenflow.model.InputException;
import org.junit.jupiter.api.Test;

/** What every learning algorithm must satisfy. Subclass it and say what to learn in. */
public abstract class TrainerContract {
    private static final long SEED = 3;
    private static final long OTHER_SEED = 8;

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
        return begin(id, worlds, threads, SEED);
    }

    private Trainer begin(String id, Supplier<World> worlds, int threads, long seed) {
        return provider().begin(id, new Task(worlds, seed, threads, () -> 0, null), settings(id));
    }

    /** Of another seed, after one iteration. */
    private Trainer other(String id) {
        Trainer trainer = begin(id, worlds(id), 1, OTHER_SEED);
        trainer.iterate();
        return trainer;
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
            // Usual values are allowed ones.
            assertThat(Settings.of(id, provider().settings(id), Map.of()).texts())
                    .as(id)
                    .isNotEmpty();
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

    @Test
    void everyArrayOfACheckpointIsEitherAWeightOrPrivate() {
        for (String id : provider().ids()) {
            try (Trainer trainer = other(id)) {
                TensorFile checkpoint = trainer.checkpoint();
                TensorFile weights = trainer.weights();
                assertThat(weights.names()).as(id).isNotEmpty();
                assertThat(checkpoint.names()).as(id).containsAll(weights.names());
                for (String name : checkpoint.names()) {
                    var kinds = trainer.privateState().keySet().stream().filter(name::startsWith);
                    assertThat(kinds.count() + (weights.has(name) ? 1 : 0))
                            .as("%s: %s", id, name)
                            .isEqualTo(1);
                }
                assertThat(trainer.privateState().values())
                        .as(id)
                        .contains(PrivateState.OPTIMISER, PrivateState.PROGRESS);
            }
        }
    }

    @Test
    void ownWeightsTakenBackChangeNoBit() {
        for (String id : provider().ids()) {
            try (Trainer trainer = begin(id, worlds(id), 1);
                    Trainer alone = begin(id, worlds(id), 1)) {
                trainer.iterate();
                alone.iterate();
                trainer.load(TensorFile.of(trainer.weights().toBytes(), "weights"));
                assertThat(trainer.checkpoint().toBytes())
                        .as(id)
                        .isEqualTo(alone.checkpoint().toBytes());
                trainer.iterate();
                alone.iterate();
                assertThat(trainer.checkpoint().toBytes())
                        .as(id)
                        .isEqualTo(alone.checkpoint().toBytes());
            }
        }
    }

    @Test
    void weightsOfAnotherMakeItsChoicesWhereNormalisersAreEqual() {
        for (String id : provider().ids()) {
            World world = worlds(id).get();
            // Nothing was counted yet, so normalisers are equal.
            try (Trainer trainer = begin(id, worlds(id), 1);
                    Trainer other = begin(id, worlds(id), 1, OTHER_SEED)) {
                byte[] wanted = other.policy().toFile().toBytes();
                assertThat(trainer.policy().toFile().toBytes()).as(id).isNotEqualTo(wanted);
                trainer.load(other.weights());
                assertThat(trainer.policy().toFile().toBytes()).as(id).isEqualTo(wanted);
                assertThat(actions(trainer.policy(), world))
                        .as(id)
                        .isEqualTo(actions(other.policy(), world));
            }
        }
    }

    @Test
    void loadTakesAllWeightsAndLeavesAllPrivateState() {
        for (String id : provider().ids()) {
            try (Trainer trainer = begin(id, worlds(id), 1);
                    Trainer other = other(id)) {
                trainer.iterate();
                trainer.iterate();
                TensorFile expected = trainer.checkpoint();
                TensorFile weights = other.weights();
                for (String name : weights.names()) {
                    expected.put(name, weights.floats(name), weights.shape(name));
                }
                trainer.load(weights);
                assertThat(trainer.checkpoint().toBytes()).as(id).isEqualTo(expected.toBytes());
                assertThat(trainer.weights().toBytes()).as(id).isEqualTo(weights.toBytes());
            }
        }
    }

    @Test
    void trainingAfterLoadIsTheSameOnAnyNumberOfThreadsAndWhenResumed() {
        for (String id : provider().ids()) {
            byte[][] files = new byte[3][];
            byte[] loaded = new byte[0];
            for (int threads = 1; threads <= 2; threads++) {
                try (Trainer trainer = begin(id, worlds(id), threads);
                        Trainer other = other(id)) {
                    trainer.iterate();
                    byte[] own = trainer.weights().toBytes();
                    trainer.load(mean(trainer.weights(), other.weights()));
                    assertThat(trainer.weights().toBytes()).as(id).isNotEqualTo(own);
                    loaded = trainer.checkpoint().toBytes();
                    trainer.iterate();
                    files[threads - 1] = trainer.checkpoint().toBytes();
                }
            }
            var task = new Task(worlds(id), SEED, 1, () -> 0, null);
            var file = TensorFile.of(loaded, "loaded");
            try (Trainer resumed = provider().resume(file, task, settings(id))) {
                resumed.iterate();
                files[2] = resumed.checkpoint().toBytes();
            }
            assertThat(files[1]).as(id).isEqualTo(files[0]);
            assertThat(files[2]).as(id).isEqualTo(files[0]);
        }
    }

    /** The mean of two trainers' weights, as a server would make it. */
    private static TensorFile mean(TensorFile a, TensorFile b) {
        var mean = new TensorFile();
        mean.metadata().putAll(a.metadata());
        for (String name : a.names()) {
            float[] values = a.floats(name);
            float[] others = b.floats(name);
            for (int i = 0; i < values.length; i++) {
                values[i] = (values[i] + others[i]) / 2;
            }
            mean.put(name, values, a.shape(name));
        }
        return mean;
    }

    @Test
    void wrongWeightsAreRefusedByNameAndChangeNothing() {
        for (String id : provider().ids()) {
            try (Trainer trainer = begin(id, worlds(id), 1);
                    Trainer other = other(id)) {
                byte[] before = trainer.checkpoint().toBytes();
                String last = "";
                for (String name : other.weights().names()) {
                    last = name;
                }
                String name = last;
                float[] values = other.weights().floats(name);
                int[] shape = other.weights().shape(name);
                refuse(id, trainer, other.weights(), f -> f.put("extra", values), "'extra'");
                String flat = "'" + name + "' must be of shape " + Arrays.toString(shape);
                refuse(
                        id,
                        trainer,
                        other.weights(),
                        f -> f.put(name, values, 1, values.length, 1, 1),
                        flat);
                float[] lost = values.clone();
                lost[lost.length - 1] = Float.NaN;
                String finite = "'" + name + "' must hold finite numbers, holds NaN";
                refuse(id, trainer, other.weights(), f -> f.put(name, lost, shape), finite);
                var words = Map.of(Policies.ALGORITHM, "other");
                refuse(
                        id,
                        trainer,
                        other.weights(),
                        f -> f.metadata().putAll(words),
                        "must be " + id);
                var none = new TensorFile();
                none.metadata().putAll(other.weights().metadata());
                refuse(id, trainer, none, f -> {}, "lacks array");
                assertThat(trainer.checkpoint().toBytes()).as(id).isEqualTo(before);
            }
        }
    }

    private static void refuse(
            String id,
            Trainer trainer,
            TensorFile weights,
            Consumer<TensorFile> spoil,
            String why) {
        spoil.accept(weights);
        assertThatThrownBy(() -> trainer.load(weights))
                .as(id)
                .isInstanceOf(InputException.class)
                .hasMessageContaining(why);
    }

    @Test
    void agentStepsOfUpdatesAreCountedAndLeftAloneByLoad() {
        for (String id : provider().ids()) {
            try (Trainer trainer = begin(id, worlds(id), 1);
                    Trainer other = other(id)) {
                assertThat(trainer.agentSteps()).as(id).isZero();
                long first = trainer.iterate().agentSteps();
                assertThat(trainer.agentSteps()).as(id).isEqualTo(first).isPositive();
                trainer.load(other.weights());
                assertThat(trainer.agentSteps()).as(id).isEqualTo(first);
                var task = new Task(worlds(id), SEED, 1, () -> 0, null);
                try (Trainer resumed =
                        provider().resume(trainer.checkpoint(), task, settings(id))) {
                    assertThat(resumed.agentSteps()).as(id).isEqualTo(first);
                }
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
