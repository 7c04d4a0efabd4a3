package org.evenflow.experiment;

/**
 * What a task brought.
 *
 * @param <R> what the experiment's results are
 */
public record Result<R>(Task task, R value) {}
