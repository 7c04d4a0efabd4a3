package org.evenflow.grid;

import org.evenflow.model.Feeder;

/** A way to find the state of a feeder under given loads. One instance per thread. */
public interface PowerFlow {
    /**
     * The AC power flow that fits a feeder: the balanced sweep where positive sequence says all,
     * the one by phase elsewhere.
     *
     * @param tolerancePu by phase no voltage moves by more from one iteration to the next, on a
     *     balanced feeder none is further from the solution, as far as the rate of moves tells
     */
    static PowerFlow of(Feeder feeder, double tolerancePu) {
        boolean isPlain = feeder.isBalanced() && feeder.loop().isEmpty();
        return isPlain
                ? new SweepPowerFlow(feeder, tolerancePu)
                : new PhaseSweep(feeder, tolerancePu);
    }

    /** Where power may be drawn, and how injections and results are numbered. */
    Terminals terminals();

    /** A result that fits this solver's feeder, at a flat start. */
    FlowResult newResult();

    /** How voltages and currents answer to load on this feeder. */
    Sensitivities sensitivities();

    /** The feeder's limits, to hold a state against. */
    GridLimits limits();

    /**
     * Solves and leaves the state in {@code result}, whose previous state is the starting point.
     *
     * @param injections made by the same {@link #terminals}
     * @param result owned by the caller, made for the same feeder
     * @return whether a solution was found; without one the result holds no state
     */
    FlowStatus solve(Injections injections, FlowResult result);
}
