package org.evenflow.experiment;

import java.io.Serializable;

/**
 * One unit of work of an {@link Experiment}, as a value that may travel: with the same task every
 * machine finds the same result.
 *
 * @param world SHA-256 of the resolved configuration that the task belongs to
 * @param subject what is tried: a controller with its settings, a method, a way of charging
 * @param seed of everything drawn
 * @param number of the case within the seed, from 0; 0 where a seed has but one
 */
public record Task(String world, String subject, long seed, int number) implements Serializable {
    /** A task of a seed with one case. */
    public Task(String world, String subject, long seed) {
        this(world, subject, seed, 0);
    }
}
