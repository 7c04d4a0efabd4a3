package org.evenflow.control.rule;

import org.evenflow.control.DemandBound;
import org.evenflow.control.Limits;
import org.evenflow.control.Observation;

/**
 * What the vehicles below each shared limit still have to take in this step together, so that all
 * of them can be served, and with them those who would come as on the most crowded of the days on
 * record ({@link DemandBound}). Mutable arrays; lives for a run.
 */
final class SharedDue {
    private final DemandBound bound;
    private final double[] dueKw;

    /** Looks at a site and its records. */
    SharedDue(Observation observation) {
        bound = new DemandBound(observation, observation.past().days());
        dueKw = new double[bound.limits()];
    }

    /** Looks at a step in which nobody takes anything yet. */
    void startStep(Observation observation, int marginSteps) {
        bound.startStep(observation, marginSteps);
        for (int limit = 0; limit < dueKw.length; limit++) {
            dueKw[limit] = bound.certainKw(limit);
            for (int day = 0; day < bound.days(); day++) {
                dueKw[limit] = Math.max(dueKw[limit], bound.dueKw(limit, day));
            }
        }
    }

    /** What a vehicle has to take so that its limits get what is due and not yet taken, kW. */
    double of(Limits limits, int connector) {
        int station = limits.layout().stationOf(connector);
        int transformer = limits.layout().transformerOf(station);
        double due = Math.max(dueKw[station], dueKw[dueKw.length - 1]);
        return transformer < 0 ? due : Math.max(due, dueKw[limits.stations() + transformer]);
    }

    /** Counts what a vehicle takes. */
    void take(Limits limits, int connector, double kw) {
        int station = limits.layout().stationOf(connector);
        int transformer = limits.layout().transformerOf(station);
        dueKw[station] -= kw;
        dueKw[dueKw.length - 1] -= kw;
        if (transformer >= 0) {
            dueKw[limits.stations() + transformer] -= kw;
        }
    }
}
