package org.evenflow.experiment.training;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.evenflow.learn.Policy;
import org.evenflow.learn.World;

/**
 * What a study teaches: worlds to learn in, and how a policy is judged on worlds that no training
 * sees. Safe for threads.
 */
public interface Lesson {
    /** What policies are judged by; lower is better. */
    String measure();

    /** Unit of the measure. */
    String unit();

    /** Worlds with training seeds, all of one shape. */
    Supplier<World> worlds();

    /** The measure of a policy on validation worlds, mean. */
    double validate(Policy policy);

    /** The measure of other controllers on the same worlds, by id. */
    Map<String, Double> references();

    /** What is learnt, label to text. */
    Map<String, String> facts();

    /** What a user must know before training begins, sentences. */
    default List<String> beginning() {
        return List.of();
    }

    /** What a policy's file must say for its user, by key. */
    Map<String, String> words();
}
