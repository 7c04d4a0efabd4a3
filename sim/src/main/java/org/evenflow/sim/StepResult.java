package org.evenflow.sim;

/** How a step ended. Mutable and reused by its environment. */
public final class StepResult {
    double cost;
    boolean truncated;

    StepResult() {}

    /**
     * Energy bought less energy sold plus wear of the step, currency; demand charges fall due at
     * the end.
     */
    public double cost() {
        return cost;
    }

    /** Whether the world itself came to an end; a charging world never does. */
    public boolean isTerminated() {
        return false;
    }

    /** Whether the time grid is used up. */
    public boolean isTruncated() {
        return truncated;
    }
}
