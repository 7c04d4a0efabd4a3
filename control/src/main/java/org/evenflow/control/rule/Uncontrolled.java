package org.evenflow.control.rule;

import org.evenflow.control.Action;
import org.evenflow.control.Controller;
import org.evenflow.control.Limits;
import org.evenflow.control.Observation;

/** Every vehicle charges as fast as it can until its request is met. */
final class Uncontrolled implements Controller {
    private final String id;
    private final boolean isDispatched;

    Uncontrolled(String id, boolean isDispatched) {
        this.id = id;
        this.isDispatched = isDispatched;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public boolean isDispatched() {
        return isDispatched;
    }

    @Override
    public void decide(Observation observation, Action action) {
        Limits limits = observation.limits();
        for (int rank = 0; rank < limits.pluggedInCount(); rank++) {
            int connector = limits.connectorAt(rank);
            action.powerKw()[connector] = limits.highKw(connector);
        }
    }
}
