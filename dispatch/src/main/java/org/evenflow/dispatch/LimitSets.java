package org.evenflow.dispatch;

import org.evenflow.control.Limits;

/**
 * The shared limits of a step as half-spaces of the powers of plugged-in connectors, for
 * controllers that project their own wishes: sums of stations, supply transformers, their phases
 * and the site as they are, voltages, lines and export linearised at the AC state of the powers
 * last looked at. They are the dispatcher's own, with its tolerances.
 *
 * <p>Mutable work arrays: one instance per controller. {@link Limits} are only read.
 */
public final class LimitSets {
    private static final int MAX_ROWS = 400;

    private final Groups groups;
    private final Network network;
    private final LimitRows rows;
    private final Limits limits;
    private final Dispatch dispatch;

    /**
     * The sets of a site.
     *
     * @param limits of the observation, refilled by their owner for every step
     * @param tolerancePu of the power flow
     */
    public LimitSets(Limits limits, double tolerancePu) {
        this.limits = limits;
        var curtailment = new Curtailment(limits);
        var wiring = Wiring.of(limits);
        groups = new Groups(limits, wiring, curtailment);
        network = NetworkRows.of(limits, tolerancePu, wiring, curtailment);
        rows = new LimitRows(MAX_ROWS, limits.connectors());
        dispatch = new Dispatch(limits);
    }

    /** Looks at another step: there are no half-spaces yet. */
    public void startStep() {
        rows.problem.begin(limits.pluggedInCount());
        network.startStep();
        network.reset();
    }

    /**
     * Whether powers are as far within the limits as charging can bring them; where not,
     * half-spaces for what they violate are added, or drawn anew.
     *
     * @param powerKw kW at the meters, {@code [rank]}
     */
    public boolean hold(double[] powerKw) {
        dispatch.power = powerKw;
        boolean holds = groups.hold(powerKw, dispatch, dispatch.after);
        boolean isKept = network.hold(dispatch, dispatch.after);
        holds &= isKept & groups.holdStill(dispatch, dispatch.after);
        return holds || isNoWorse(powerKw);
    }

    /** Draws half-spaces; whether there was no reason after all. */
    private boolean isNoWorse(double[] powerKw) {
        int before = rows.count();
        boolean isDrawn = groups.addRows(dispatch, rows);
        boolean isNetworkDrawn = network.addRows(powerKw, rows);
        // A state no worse than base load alone counts as added, and adds nothing.
        return !isDrawn
                && isNetworkDrawn
                && rows.count() == before
                && network.hold(dispatch, dispatch.after)
                && groups.holdStill(dispatch, dispatch.after);
    }

    /** Whether the last powers had a state in the network; without one nothing can be drawn. */
    public boolean isFlowSolved() {
        return dispatch.after.isFlowSolved;
    }

    /** How many half-spaces there are. */
    public int count() {
        return rows.count();
    }

    /** Coefficients of a half-space, of which the first {@link Limits#pluggedInCount} count. */
    public double[] coefficients(int halfSpace) {
        return rows.problem.coefficients(halfSpace);
    }

    /**
     * What the coefficients times the powers may be at most, kW at the most effective connector.
     */
    public double mostKw(int halfSpace) {
        return rows.problem.bound(halfSpace);
    }
}
