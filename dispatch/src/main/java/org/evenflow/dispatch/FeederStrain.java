package org.evenflow.dispatch;

import org.evenflow.grid.FlowResult;
import org.evenflow.grid.GridLimits;
import org.evenflow.grid.PowerFlow;
import org.evenflow.grid.Terminals;
import org.evenflow.model.Feeder;

/** What of a feeder is furthest beyond its limits in a state. */
final class FeederStrain {
    /** Limits alone count; nothing is solved. */
    private static final double ANY_TOLERANCE_PU = 1e-6;

    private final GridLimits limits;

    /** A flat start keeps every limit. */
    private final FlowResult flat;

    private final int nodesPerBus;

    FeederStrain(Feeder feeder) {
        var flow = PowerFlow.of(feeder, ANY_TOLERANCE_PU);
        limits = flow.limits();
        flat = flow.newResult();
        nodesPerBus = Terminals.of(feeder).nodesPerBus();
    }

    /** The node furthest below its lowest allowed voltage, or -1. */
    int low(FlowResult state) {
        return limits.worstLowNode(state, flat);
    }

    /** The node furthest above its highest allowed voltage, or -1. */
    int high(FlowResult state) {
        return limits.worstHighNode(state, flat);
    }

    /** The branch furthest beyond its rating, or -1. */
    int branch(FlowResult state) {
        return limits.worstBranch(state, flat);
    }

    int bus(int node) {
        return node / nodesPerBus;
    }

    /** The phase of a node, -1 where it stands for all. */
    int phase(int node) {
        return nodesPerBus == 1 ? LimitRows.NO_PHASE : node % nodesPerBus;
    }
}
