package org.evenflow.control;

import java.util.Objects;
import org.evenflow.grid.FlowResult;
import org.evenflow.grid.FlowStatus;
import org.evenflow.grid.GridLimits;
import org.evenflow.grid.Injections;
import org.evenflow.grid.Sensitivities;
import org.evenflow.grid.SweepPowerFlow;
import org.evenflow.model.Feeder;

/**
 * The feeder's limits: an AC power flow tells whether powers keep them, and linear rows where they
 * do not. Mutable work arrays.
 */
final class NetworkRows {
    /**
     * Rows aim this far inside a voltage limit or loading of 1, so that the linearisation's rest
     * does not end outside.
     */
    private static final double MARGIN = 1e-7;

    private static final double LOADING_TOLERANCE = 1e-9;

    private final Limits limits;
    private final SweepPowerFlow flow;
    private final GridLimits gridLimits;
    private final Sensitivities sensitivities;
    private final Injections total;
    private final Injections base;
    private final FlowResult baseState;
    private final double[] perKw;
    private boolean isBaseSolved;

    NetworkRows(Limits limits, Feeder feeder, double tolerancePu) {
        this.limits = limits;
        flow = new SweepPowerFlow(feeder, tolerancePu);
        gridLimits = flow.limits();
        sensitivities = flow.sensitivities();
        baseState = flow.newResult();
        total = new Injections(feeder.buses().size());
        base = Objects.requireNonNull(limits.base);
        perKw = new double[feeder.buses().size()];
    }

    /** Begins a step: base load and plants have changed. */
    void begin() {
        isBaseSolved = false;
    }

    /**
     * Solves for the powers, notes what they violate, and tells whether they are as far within the
     * limits as charging can bring them.
     */
    boolean hold(Dispatch dispatch, Dispatch.Violation violation, FlowResult state) {
        System.arraycopy(base.loadKw(), 0, total.loadKw(), 0, perKw.length);
        System.arraycopy(base.loadKvar(), 0, total.loadKvar(), 0, perKw.length);
        double[] load = total.loadKw();
        double[] stationKw = dispatch.stationKw;
        int[] busOf = limits.busOf;
        for (int s = 0; s < stationKw.length; s++) {
            load[busOf[s]] += stationKw[s];
        }
        violation.isFlowSolved = flow.solve(total, state) == FlowStatus.CONVERGED;
        if (!violation.isFlowSolved) {
            violation.buses = perKw.length - 1;
            violation.line = true;
            return false;
        }
        violation.buses = gridLimits.busesOutside(state);
        violation.line = gridLimits.maxLineLoading(state) > 1 + LOADING_TOLERANCE;
        boolean transformer = gridLimits.maxTransformerLoading(state) > 1 + LOADING_TOLERANCE;
        violation.transformer |= transformer;
        return (violation.buses == 0 && !violation.line && !transformer)
                || isNoWorseThanBase(state);
    }

    /** Whether every limit that is violated is violated by base load alone, and not more now. */
    private boolean isNoWorseThanBase(FlowResult state) {
        return isBaseSolved
                && baseState.status() == FlowStatus.CONVERGED
                && gridLimits.holdOrNoWorse(state, baseState);
    }

    /**
     * Adds rows for the worst violations of a state; false where none can be added. True without a
     * new row where the state turns out to be no worse than base load alone.
     */
    boolean addRows(double[] power, FlowResult state, Dispatcher to) {
        if (!isBaseSolved) {
            isBaseSolved = true;
            flow.solve(base, baseState);
            if (state.status() == FlowStatus.CONVERGED && isNoWorseThanBase(state)) {
                return true;
            }
        }
        if (state.status() != FlowStatus.CONVERGED || baseState.status() != FlowStatus.CONVERGED) {
            return false;
        }
        boolean added = false;
        int low = gridLimits.worstLowBus(state, baseState);
        if (low >= 0) {
            double limit = Math.min(gridLimits.minPu(low) + MARGIN, baseState.voltagePu(low));
            boolean byBase = baseState.voltagePu(low) < gridLimits.minPu(low);
            sensitivities.voltagePerLoad(state, low, perKw);
            added |=
                    addRow(
                            power,
                            -1,
                            state.voltagePu(low) - limit,
                            byBase ? CutReason.BASE_LOAD : CutReason.VOLTAGE,
                            low,
                            to);
        }
        int high = gridLimits.worstHighBus(state, baseState);
        if (high >= 0) {
            double limit = Math.max(gridLimits.maxPu(high) - MARGIN, baseState.voltagePu(high));
            boolean byBase = baseState.voltagePu(high) > gridLimits.maxPu(high);
            sensitivities.voltagePerLoad(state, high, perKw);
            added |=
                    addRow(
                            power,
                            1,
                            limit - state.voltagePu(high),
                            byBase ? CutReason.BASE_LOAD : CutReason.VOLTAGE,
                            high,
                            to);
        }
        int branch = gridLimits.worstBranch(state, baseState);
        if (branch >= 0) {
            double limit = Math.max(1 - MARGIN, baseState.loading(branch));
            boolean byBase = baseState.loading(branch) > 1;
            sensitivities.loadingPerLoad(state, branch, perKw);
            added |=
                    addRow(
                            power,
                            1,
                            limit - state.loading(branch),
                            byBase ? CutReason.BASE_LOAD : CutReason.LINE,
                            branch,
                            to);
        }
        return added;
    }

    /**
     * Row {@code sign * perKw * (p - power) <= room}, scaled to kW at the most effective connector.
     */
    private boolean addRow(
            double[] power, double sign, double room, CutReason reason, int thing, Dispatcher to) {
        int n = limits.pluggedInCount;
        double largest = 0;
        for (int rank = 0; rank < n; rank++) {
            largest = Math.max(largest, Math.abs(perKw[limits.busOf[limits.station[rank]]]));
        }
        if (largest == 0) {
            return false;
        }
        double at = 0;
        for (int rank = 0; rank < n; rank++) {
            at += sign * perKw[limits.busOf[limits.station[rank]]] / largest * power[rank];
        }
        double[] row = to.row(at + room / largest, reason, thing);
        if (row == null) {
            return false;
        }
        for (int rank = 0; rank < n; rank++) {
            row[rank] = sign * perKw[limits.busOf[limits.station[rank]]] / largest;
        }
        return true;
    }
}
