package org.evenflow.control.rule;

import org.evenflow.control.Action;
import org.evenflow.control.Controller;
import org.evenflow.control.Observation;

/**
 * Full power in order of the time to spare, as far as the limits reach (M. L. Dertouzos, A. K. Mok,
 * IEEE Trans. Software Engineering 15(12), 1989).
 */
final class LeastLaxityFirst implements Controller {
    private final Queue queue = new Queue();
    private final Headroom headroom = new Headroom();

    @Override
    public String id() {
        return "least_laxity_first";
    }

    @Override
    public void decide(Observation observation, Action action) {
        queue.fill(observation, Observation::laxityHours);
        headroom.serve(observation, queue.connectors(), queue.size(), action.powerKw());
    }
}
