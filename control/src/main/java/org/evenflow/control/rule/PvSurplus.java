package org.evenflow.control.rule;

import org.evenflow.control.Action;
import org.evenflow.control.Controller;
import org.evenflow.control.Limits;
import org.evenflow.control.Observation;

/**
 * Vehicles share the plants' surplus, the one with least time to spare first; what a vehicle needs
 * to leave in time it takes from the grid as late as possible.
 */
final class PvSurplus implements Controller {
    private final Queue queue = new Queue();
    private final Headroom headroom = new Headroom();

    @Override
    public String id() {
        return "pv_surplus";
    }

    @Override
    public void decide(Observation observation, Action action) {
        queue.fill(observation, Observation::laxityHours);
        Limits limits = observation.limits();
        headroom.startStep(limits);
        double surplusKw = observation.surplusKw();
        double[] powerKw = action.powerKw();
        for (int i = 0; i < queue.size(); i++) {
            int connector = queue.connectors()[i];
            double wanted =
                    Math.max(
                            AsLateAsPossible.power(observation, connector),
                            Headroom.level(limits, connector, Math.max(0, surplusKw)));
            double power =
                    Headroom.level(
                            limits,
                            connector,
                            Math.min(wanted, headroom.available(limits, connector)));
            if (power > 0) {
                headroom.allocate(connector, power);
                powerKw[connector] = power;
                surplusKw -= power;
            }
        }
    }
}
