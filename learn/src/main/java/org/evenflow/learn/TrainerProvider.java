package org.evenflow.learn;

import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.evenflow.control.Setting;
import org.evenflow.control.Settings;
import org.jspecify.annotations.Nullable;

/** Makes trainers by the id of their algorithm; found by {@link java.util.ServiceLoader}. */
public interface TrainerProvider {
    /** The ids that it makes, in the order of lists, e.g. {@code ppo}. */
    List<String> ids();

    /** One sentence with the source: what the algorithm does. */
    String describe(String id);

    /** The algorithm's parameters. */
    List<Setting> settings(String id);

    /** A trainer at its beginning. */
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
     */
    record Task(
            Supplier<World> worlds,
            long seed,
            int threads,
            LongSupplier nanoClock,
            @Nullable TensorFile warmStart) {}
}
