package org.evenflow.planning;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.evenflow.control.Action;
import org.evenflow.control.Limits;
import org.evenflow.control.Observation;
import org.evenflow.numeric.MissingSolverException;
import org.evenflow.numeric.SolveStatus;

/**
 * What a planner does without a plan: the safe rule decides, and it is counted and said why. A
 * solver that is missing is asked for once. Mutable; begins anew with every run.
 */
final class Fallback {
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
        chargeInTime(observation, action);
    }

    /**
     * Everyone charges at the mean power that still meets the request by the declared departure, at
     * full power where time is short; nobody gives back. The dispatcher keeps the limits.
     */
    static void chargeInTime(Observation observation, Action action) {
        Limits limits = observation.limits();
        for (int rank = 0; rank < limits.pluggedInCount(); rank++) {
            int connector = limits.connectorAt(rank);
            double left =
                    (observation.declaredStep(connector) - observation.step())
                            * observation.stepHours();
            double needed = observation.neededHours(connector);
            double share = left > needed && left > 0 ? needed / left : 1;
            double wanted = share * observation.ratedKw(connector);
            double step = limits.stepKw(connector);
            // Up to a level of the charger: rounded down, the vehicle would be late.
            double level = step > 0 ? Math.ceil(wanted / step - 1e-9) * step : wanted;
            action.powerKw()[connector] =
                    needed > 0
                            ? Math.min(
                                    limits.highKw(connector),
                                    Math.max(level, limits.minKw(connector)))
                            : 0;
        }
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
