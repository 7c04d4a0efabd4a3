package org.evenflow.control;

import org.evenflow.grid.FlowResult;
import org.evenflow.grid.PowerFlow;
import org.evenflow.model.Feeder;
import org.jspecify.annotations.Nullable;

/**
 * The shared limits of a step as half-spaces of the powers of plugged-in connectors, for
 * controllers that project their own wishes: sums of stations, supply transformers, their phases
 * and the site as they are, voltages, lines and export linearised at the AC state of the powers
 * last looked at. They are the dispatcher's own, with its tolerances.
 *
 * <p>Mutable work arrays: one instance per controller. {@link Limits} are left as they were found.
 */
public final class LimitSets {
    private static final int MAX_ROWS = 400;

    private final Limits limits;
    private final Groups groups;
    private final @Nullable NetworkRows network;
    private final @Nullable FlowResult state;
    private final LimitRows rows;
    private final Dispatch dispatch;
    private final double[] transformerHighKw;
    private final double[] transformerLowKw;
    private final double[] transformerPhaseKw;
    private double share;

    /**
     * The sets of a site.
     *
     * @param limits of the observation, refilled by their owner for every step
     * @param feeder the network, or null
     * @param tolerancePu of its power flow
     */
    public LimitSets(Limits limits, @Nullable Feeder feeder, double tolerancePu) {
        this.limits = limits;
        groups = new Groups(limits);
        network = feeder == null ? null : new NetworkRows(limits, feeder, tolerancePu);
        state = feeder == null ? null : PowerFlow.of(feeder, tolerancePu).newResult();
        rows = new LimitRows(MAX_ROWS, limits.connectors());
        dispatch = new Dispatch(limits);
        transformerHighKw = new double[limits.transformerHighKw.length];
        transformerLowKw = new double[transformerHighKw.length];
        transformerPhaseKw = new double[limits.transformerPhaseKw.length];
    }

    /** Begins a step: there are no half-spaces yet. */
    public void begin() {
        rows.problem.begin(limits.pluggedInCount);
        if (network != null && state != null) {
            network.begin();
            state.reset();
        }
    }

    /**
     * Whether powers are as far within the limits as charging can bring them; where not,
     * half-spaces for what they violate are added, or drawn anew.
     *
     * @param powerKw kW at the meters, {@code [rank]}
     */
    public boolean hold(double[] powerKw) {
        remember();
        dispatch.power = powerKw;
        boolean holds = groups.hold(powerKw, dispatch, dispatch.after);
        if (network != null && state != null) {
            boolean isKept = network.hold(dispatch, dispatch.after, state);
            holds &= isKept & groupsHoldStill(powerKw);
        }
        if (!holds) {
            holds = isNoWorse(powerKw);
        }
        restore();
        return holds;
    }

    /** Draws half-spaces; whether there was a reason after all. */
    private boolean isNoWorse(double[] powerKw) {
        int before = rows.count();
        boolean isDrawn = groups.addRows(dispatch, rows);
        if (network == null || state == null) {
            return false;
        }
        boolean isNetworkDrawn = network.addRows(powerKw, state, rows);
        // A state no worse than base load alone counts as added, and adds nothing.
        return !isDrawn
                && isNetworkDrawn
                && rows.count() == before
                && network.hold(dispatch, dispatch.after, state)
                && groupsHoldStill(powerKw);
    }

    private boolean groupsHoldStill(double[] powerKw) {
        if (limits.surplus != null && limits.surplus.isBehindTransformers) {
            return groups.holdStill(powerKw, dispatch, dispatch.after);
        }
        return limits.phases == null
                || limits.wiring == null
                || !limits.wiring.isVoltageFollowed
                || limits.phases.hold(powerKw, dispatch, dispatch.after);
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

    private void remember() {
        System.arraycopy(
                limits.transformerHighKw, 0, transformerHighKw, 0, transformerHighKw.length);
        System.arraycopy(limits.transformerLowKw, 0, transformerLowKw, 0, transformerLowKw.length);
        System.arraycopy(
                limits.transformerPhaseKw, 0, transformerPhaseKw, 0, transformerPhaseKw.length);
        share = limits.surplus == null ? 0 : limits.surplus.share();
    }

    private void restore() {
        if (limits.surplus != null) {
            limits.surplus.take(share);
        }
        System.arraycopy(
                transformerHighKw, 0, limits.transformerHighKw, 0, transformerHighKw.length);
        System.arraycopy(transformerLowKw, 0, limits.transformerLowKw, 0, transformerLowKw.length);
        System.arraycopy(
                transformerPhaseKw, 0, limits.transformerPhaseKw, 0, transformerPhaseKw.length);
    }
}
