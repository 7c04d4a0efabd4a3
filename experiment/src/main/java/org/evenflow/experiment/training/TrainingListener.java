package org.evenflow.experiment.training;

import java.util.List;

/** Told of trainings while they run, by one thread at a time. */
public interface TrainingListener {
    /** What a user must know before training begins, one sentence. */
    default void tells(String sentence) {}

    /**
     * One iteration of a seed is over.
     *
     * @param all courses, by seed
     * @param changed the seed's own
     */
    void iterated(List<Course> all, Course changed);

    /** Every seed has ended. */
    void ended(List<Course> all);
}
