package org.evenflow.model;

import java.util.List;

/**
 * Factors on the power of loads at equal distances in time.
 *
 * @param id unique in the feeder
 * @param stepMin distance in minutes
 * @param factors at least one; repeats after the last
 */
public record LoadProfile(String id, double stepMin, List<Double> factors) {
    public LoadProfile {
        Check.id(id, "profile");
        Check.positive(stepMin, "profile " + id + ": step_min");
        factors = List.copyOf(factors);
        Check.that(!factors.isEmpty(), "profile " + id + ": factors", 0, "at least one");
        factors.forEach(factor -> Check.finite(factor, "profile " + id + ": factor"));
    }

    /** The factor that holds at a minute from the profile's beginning, 0 or more. */
    public double at(double minute) {
        // A minute that is a whole number of steps belongs to the step it begins.
        return factors.get((int) ((long) (minute / stepMin + 1e-9) % factors.size()));
    }
}
