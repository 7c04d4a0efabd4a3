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
}
