package org.evenflow.experiment;

/**
 * Runs tasks of one experiment, one after the other, in one thread; owns what may not be shared.
 *
 * @param <R> what results are
 */
@FunctionalInterface
public interface Worker<R> {
    /** Runs a task; the result depends on nothing but the task. */
    R run(Task task);
}
