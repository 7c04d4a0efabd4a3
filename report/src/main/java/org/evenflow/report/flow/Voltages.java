package org.evenflow.report.flow;

import org.evenflow.grid.FlowResult;
import org.evenflow.grid.Terminals;
import org.evenflow.model.Feeder;

/**
 * Voltages of a state bus by bus: one value where the feeder is balanced, whichever solver found
 * it, else one per phase, NaN for a phase that the bus does not have.
 */
public final class Voltages {
    private final FlowResult state;
    private final int nodesPerBus;
    private final int phases;

    /** The voltages of a feeder's state. */
    public Voltages(Feeder feeder, Terminals terminals, FlowResult state) {
        this.state = state;
        nodesPerBus = terminals.nodesPerBus();
        phases = feeder.isBalanced() ? 1 : 3;
    }

    /** Values per bus, 1 or 3. */
    public int phases() {
        return phases;
    }

    /** Node of a bus and phase; phases of a balanced feeder are all alike. */
    private int node(int bus, int phase) {
        return nodesPerBus * bus + Math.min(Math.max(phase, 0), nodesPerBus - 1);
    }

    /** Magnitude, pu of the bus's nominal voltage; phase -1 means the first one. */
    public double pu(int bus, int phase) {
        return state.voltagePu(node(bus, phase));
    }

    /** Angle in degrees, from -180 to 180. */
    public double angleDeg(int bus, int phase) {
        return Math.IEEEremainder(state.angleDeg(node(bus, phase)), 360);
    }
}
