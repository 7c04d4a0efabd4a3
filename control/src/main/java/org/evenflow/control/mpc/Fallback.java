package org.evenflow.control.mpc;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.evenflow.control.Action;
import org.evenflow.control.Observation;
import org.evenflow.numeric.MissingSolverException;

/**
 * What a planner does without a plan: the safe rule decides, and it is counted. A solver that is
 * missing is asked for once. Mutable; begins anew with every run.
 */
final class Fallback {
    private final SafeRule safe = new SafeRule();
    private final Set<String> troubles = new LinkedHashSet<>();
    private boolean isSolverMissing;
    private long count;

    /** Begins a run. */
    void reset() {
        count = 0;
        troubles.clear();
        isSolverMissing = false;
    }

    /** Lets the safe rule decide. */
    void decide(Observation observation, Action action) {
        count++;
        safe.decide(observation, action);
    }

    /** There is no solver: nothing is planned in this run. */
    void missing(MissingSolverException failure) {
        isSolverMissing = true;
        troubles.add("plans nothing, a simple rule decides: " + failure.getMessage());
    }

    boolean isSolverMissing() {
        return isSolverMissing;
    }

    long count() {
        return count;
    }

    List<String> troubles() {
        return List.copyOf(troubles);
    }
}
