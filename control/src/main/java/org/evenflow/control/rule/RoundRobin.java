package org.evenflow.control.rule;

import org.evenflow.control.Action;
import org.evenflow.control.Controller;
import org.evenflow.control.Observation;

/**
 * Full power in turn: each step begins with the vehicle, in order of arrival, behind the last that
 * was served.
 */
final class RoundRobin implements Controller {
    private final Queue queue = new Queue();
    private final Headroom headroom = new Headroom();
    private int lastServedRank = -1;

    @Override
    public String id() {
        return "round_robin";
    }

    @Override
    public void reset() {
        lastServedRank = -1;
    }

    @Override
    public void decide(Observation observation, Action action) {
        // Those behind the last served come first; the others follow from the beginning.
        queue.fill(
                observation, (o, connector) -> o.arrivalRank(connector) > lastServedRank ? 0 : 1);
        int served =
                headroom.serve(observation, queue.connectors(), queue.size(), action.powerKw());
        if (served == queue.size()) {
            return;
        }
        for (int i = queue.size() - 1; i >= 0; i--) {
            int connector = queue.connectors()[i];
            if (action.powerKw()[connector] > 0) {
                lastServedRank = observation.arrivalRank(connector);
                return;
            }
        }
    }
}
