package org.evenflow.control.mpc;

import org.evenflow.control.Action;
import org.evenflow.control.Limits;
import org.evenflow.control.Observation;

/**
 * What decides when a plan has none: everyone charges at the mean power that still meets the
 * request by the declared departure, at full power where time is short; nobody gives back. The
 * dispatcher keeps the limits.
 */
final class SafeRule {
    void decide(Observation observation, Action action) {
        Limits limits = observation.limits();
        for (int rank = 0; rank < limits.pluggedInCount; rank++) {
            int connector = limits.pluggedIn[rank];
            double left =
                    (observation.declaredStep(connector) - observation.step())
                            * observation.stepHours();
            double needed = observation.neededHours(connector);
            double share = left > needed && left > 0 ? needed / left : 1;
            double wanted = share * observation.ratedKw(connector);
            double high = limits.highKw(connector);
            double least = Math.min(high, limits.minKw(connector));
            action.powerKw()[connector] = needed > 0 ? Math.min(high, Math.max(wanted, least)) : 0;
        }
    }
}
