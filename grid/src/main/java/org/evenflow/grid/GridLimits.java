package org.evenflow.grid;

import org.evenflow.model.Bus;
import org.evenflow.model.Feeder;

/**
 * Whether a state keeps a feeder's limits: voltages of its nodes, line currents by phase,
 * transformer powers. Immutable after construction, so threads may share it.
 */
public abstract class GridLimits {
    /** Voltages within this distance of a limit count as on it, pu. */
    public static final double VOLTAGE_TOLERANCE_PU = 1e-9;

    /** Loadings within this distance of 1 count as 1. */
    protected static final double LOADING_TOLERANCE = 1e-9;

    private final double[] minPu;
    private final double[] maxPu;

    /** For the limits of a solver's own kind of state. */
    protected GridLimits(Feeder feeder) {
        minPu = feeder.buses().stream().mapToDouble(Bus::minPu).toArray();
        maxPu = feeder.buses().stream().mapToDouble(Bus::maxPu).toArray();
    }

    /** Lowest allowed voltage of a bus, pu. */
    public final double minPu(int bus) {
        return minPu[bus];
    }

    /** Highest allowed voltage of a bus, pu. */
    public final double maxPu(int bus) {
        return maxPu[bus];
    }

    /** Whether every voltage and every loading is within its limit. */
    public final boolean hold(FlowResult state) {
        return busesOutside(state) == 0 && branchesHold(state);
    }

    /**
     * Number of buses of which a phase is outside the voltage limits; the source is not counted,
     * its voltage is given.
     */
    public abstract int busesOutside(FlowResult state);

    /** Whether every line and transformer carries at most its rating. */
    public final boolean branchesHold(FlowResult state) {
        return maxLineLoading(state) <= 1 + LOADING_TOLERANCE
                && maxTransformerLoading(state) <= 1 + LOADING_TOLERANCE;
    }

    /** Largest current of a line as a share of its ampacity; 0 where no line has one. */
    public abstract double maxLineLoading(FlowResult state);

    /**
     * Largest apparent power of a transformer of the feeder as a share of its rating; 0 where none
     * has one.
     */
    public abstract double maxTransformerLoading(FlowResult state);

    /**
     * Whether every limit that a state violates is violated in a reference state too, and by no
     * less there. The reference is the state without charging: what base load alone causes cannot
     * be mended by charging less.
     */
    public final boolean holdOrNoWorse(FlowResult state, FlowResult reference) {
        return worstLowNode(state, reference) < 0
                && worstHighNode(state, reference) < 0
                && worstBranch(state, reference) < 0;
    }

    /** The branch furthest beyond both its rating and its loading in the reference state, or -1. */
    public abstract int worstBranch(FlowResult state, FlowResult reference);

    /**
     * The node furthest below both its lowest allowed voltage and its voltage in the reference
     * state, or -1.
     */
    public abstract int worstLowNode(FlowResult state, FlowResult reference);

    /**
     * The node furthest above both its highest allowed voltage and its voltage in the reference
     * state, or -1.
     */
    public abstract int worstHighNode(FlowResult state, FlowResult reference);
}
