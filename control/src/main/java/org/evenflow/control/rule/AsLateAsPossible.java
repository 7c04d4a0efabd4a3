package org.evenflow.control.rule;

import org.evenflow.control.Action;
import org.evenflow.control.Controller;
import org.evenflow.control.Limits;
import org.evenflow.control.Observation;

/**
 * Every vehicle waits until its request takes all the time that is left before the declared
 * departure, then charges at full power.
 */
final class AsLateAsPossible implements Controller {
    @Override
    public String id() {
        return "as_late_as_possible";
    }

    @Override
    public void decide(Observation observation, Action action) {
        Limits limits = observation.limits();
        for (int rank = 0; rank < limits.pluggedInCount(); rank++) {
            int connector = limits.connectorAt(rank);
            action.powerKw()[connector] = power(observation, connector);
        }
    }

    /**
     * Full power for the part of this step without which the request could not be met: the whole
     * step where no time is left.
     */
    static double power(Observation observation, int connector) {
        return power(observation, connector, observation.laxityHours(connector));
    }

    /** The same with another time to spare, h. */
    static double power(Observation observation, int connector, double laxity) {
        double h = observation.stepHours();
        if (laxity >= h) {
            return 0;
        }
        double high = observation.limits().highKw(connector);
        if (laxity <= 0) {
            return high;
        }
        // Rounded up to a level of the charger, so that the dispatcher's rounding down does not
        // make the vehicle late.
        double step = observation.limits().stepKw(connector);
        double wanted = observation.ratedKw(connector) * (1 - laxity / h);
        double level = step > 0 ? Math.ceil(wanted / step - 1e-9) * step : wanted;
        return Math.min(high, Math.max(level, observation.limits().minKw(connector)));
    }
}
