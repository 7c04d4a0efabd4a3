package org.evenflow.control.rule;

import org.evenflow.control.Action;
import org.evenflow.control.Controller;
import org.evenflow.control.Observation;

/** Full power in order of arrival, as far as the limits reach. */
final class FirstComeFirstServed implements Controller {
    private final Queue queue = new Queue();
    private final Headroom headroom = new Headroom();

    @Override
    public String id() {
        return "first_come_first_served";
    }

    @Override
    public void decide(Observation observation, Action action) {
        queue.fill(observation, (o, connector) -> o.arrivalRank(connector));
        headroom.serve(observation, queue.connectors(), queue.size(), action.powerKw());
    }
}
