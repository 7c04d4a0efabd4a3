package org.evenflow.learn;

import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.evenflow.control.Setting;
import org.evenflow.control.Settings;
import org.evenflow.model.InputException;
import org.jspecify.annotations.Nullable;

/** Makes trainers by the id of their algorithm; found by {@link java.util.ServiceLoader}. */
public interface TrainerProvider {
    /** The ids that it makes, in the order of lists, e.g. {@code ppo}. */
    List<String> ids();

    /** One sentence with the source: what the algorithm does. */
    String describe(String id);

    /** The algorithm's parameters. */
    List<Setting> settings(String id);

    /**
     * A trainer at its beginning.
     *
     * @throws org.evenflow.model.InputException where it cannot begin as the task says: with a
     *     policy that does not fit, or any, or a teacher
     */
    Trainer begin(String id, Task task, Settings settings);

    /**
     * A trainer as it was when it made a checkpoint.
     *
     * @throws org.evenflow.model.InputException where the checkpoint is of another version, shape
     *     or algorithm: the message names the difference
     */
    Trainer resume(TensorFile checkpoint, Task task, Settings settings);

    /**
     * The policy in a file whose word {@link Policies#ALGORITHM} is one of its ids.
     *
     * @throws org.evenflow.model.InputException where arrays are missing or of another shape: the
     *     message names the difference
     */
    Policy policy(TensorFile file);

    /**
     * What to learn in.
     *
     * @param worlds makes as many equal worlds as are played side by side
     * @param seed of all chance of the training
     * @param threads that play worlds, at least 1; changes nothing but the speed
     * @param nanoClock for the time that playing and learning take, e.g. {@code System::nanoTime}
     * @param warmStart a policy of the same algorithm and shape to begin with instead of random
     *     weights, or null
     * @param clonedEpisodes whole iterations imitate the worlds' teacher ({@link World#teach})
     *     until so many episodes were played; 0 where nobody teaches
     */
    record Task(
            Supplier<World> worlds,
            long seed,
            int threads,
            LongSupplier nanoClock,
            @Nullable TensorFile warmStart,
            long clonedEpisodes) {
        /** From random weights or a policy's, without a teacher. */
        public Task(
                Supplier<World> worlds,
                long seed,
                int threads,
                LongSupplier nanoClock,
                @Nullable TensorFile warmStart) {
            this(worlds, seed, threads, nanoClock, warmStart, 0);
        }

        /**
         * Refuses a teacher.
         *
         * @param algorithm that cannot imitate
         */
        public void mustHaveNoTeacher(String algorithm) {
            if (clonedEpisodes > 0) {
                throw new InputException(
                        "algorithm "
                                + algorithm
                                + ": imitates no controller; ppo, mappo and graph_ppo do");
            }
        }

        /**
         * Refuses a policy to begin with.
         *
         * @param algorithm that cannot take one
         */
        public void mustHaveNoWarmStart(String algorithm) {
            if (warmStart != null) {
                throw new InputException(
                        "algorithm "
                                + algorithm
                                + ": begins with no other policy's weights; ppo, mappo, graph_ppo"
                                + " and tvc do");
            }
        }
    }
}
