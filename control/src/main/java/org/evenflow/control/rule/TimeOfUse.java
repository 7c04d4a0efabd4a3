package org.evenflow.control.rule;

import org.evenflow.control.Action;
import org.evenflow.control.Controller;
import org.evenflow.control.Limits;
import org.evenflow.control.Observation;

/**
 * Every vehicle, for itself, charges in the cheapest steps before its declared departure, the
 * earlier of equally cheap ones first; when no time is left it charges at any price.
 */
final class TimeOfUse implements Controller {
    @Override
    public String id() {
        return "time_of_use";
    }

    @Override
    public void decide(Observation observation, Action action) {
        Limits limits = observation.limits();
        for (int rank = 0; rank < limits.pluggedInCount(); rank++) {
            int connector = limits.connectorAt(rank);
            double needed = observation.neededHours(connector) / observation.stepHours();
            double late = AsLateAsPossible.power(observation, connector);
            action.powerKw()[connector] =
                    cheaperSteps(observation, connector) < needed ? limits.highKw(connector) : late;
        }
    }

    /** Steps after the present one and before the declared departure that are strictly cheaper. */
    private static int cheaperSteps(Observation observation, int connector) {
        int now = observation.step();
        int end = Math.min(observation.declaredStep(connector), observation.steps());
        double price = observation.buyPerKwh(now);
        int cheaper = 0;
        for (int step = now + 1; step < end; step++) {
            if (observation.buyPerKwh(step) < price) {
                cheaper++;
            }
        }
        return cheaper;
    }
}
