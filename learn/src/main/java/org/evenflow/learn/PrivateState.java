package org.evenflow.learn;

/**
 * Kinds of what a trainer keeps to itself where weights are averaged. Streams of chance are none of
 * them: they begin anew from the seed and {@link #PROGRESS} in every iteration.
 */
public enum PrivateState {
    /** Moments of gradients and counts of steps. */
    OPTIMISER,
    /** Running means and variances of what was seen or earned. */
    NORMALISER,
    /** Transitions or states that are learned from again. */
    MEMORY,
    /** How far the training has come: counts of iterations, episodes and steps. */
    PROGRESS,
    /** The network that agents stand on. */
    GRID
}
