package org.evenflow.control.rule;

import org.evenflow.control.Action;
import org.evenflow.control.Controller;
import org.evenflow.control.Observation;

/**
 * Full power in order of the declared departure, as far as the limits reach (C. L. Liu, J. W.
 * Layland, Journal of the ACM 20(1), 1973).
 */
final class EarliestDeadlineFirst implements Controller {
    private final Queue queue = new Queue();
    private final Headroom headroom = new Headroom();

    @Override
    public String id() {
        return "earliest_deadline_first";
    }

    @Override
    public void decide(Observation observation, Action action) {
        queue.fill(observation, (o, connector) -> o.declaredStep(connector));
        headroom.serve(observation, queue.connectors(), queue.size(), action.powerKw());
    }
}
