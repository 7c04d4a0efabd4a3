package org.evenflow.control.mpc;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.evenflow.control.Action;
import org.evenflow.control.Observation;
import org.evenflow.numeric.MissingSolverException;
import org.evenflow.numeric.SolveStatus;

/**
 * What a planner does without a plan: the safe rule decides, and it is counted and said why. A
 * solver that is missing is asked for once. Mutable; begins anew with every run.
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

    /** A step has no plan, because the solver ended so. */
    void without(SolveStatus ended) {
        troubles.add(
                "a simple rule decides where "
                        + (ended == SolveStatus.STOPPED
                                ? "no plan is there in time"
                                : "the solver ends " + ended.name().toLowerCase(Locale.ROOT)));
    }

    /** Says what an outlook had to do without. */
    void note(Outlook outlook) {
        if (outlook.publishedMissing > 0) {
            troubles.add("prices or carbon intensity are missing: the last known ones count");
        }
        if (outlook.forecastMissing > 0) {
            troubles.add("forecasts are missing: all stays as it is");
        }
        if (outlook.measuredMissing > 0) {
            troubles.add("base load or plants were not measured: the last measured values count");
        }
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
