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
}
