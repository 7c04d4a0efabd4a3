package org.evenflow.control;

import java.util.Objects;
import org.evenflow.grid.FlowResult;
import org.evenflow.grid.FlowStatus;
import org.evenflow.grid.GridLimits;
import org.evenflow.grid.Injections;
import org.evenflow.grid.PowerFlow;
import org.evenflow.grid.Sensitivities;
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

    /** Room at a binding limit that is worth another round, pu or share of a rating. */
    private static final double REST = 1e-6;

    private static final double LOADING_TOLERANCE = 1e-9;

    /** A row's key is {@code KINDS} times its bus or branch plus its kind. */
    private static final int KINDS = 3;

    private static final int LOW = 0;
    private static final int HIGH = 1;
    private static final int BRANCH = 2;

    private final Limits limits;
    private final PowerFlow flow;
    private final GridLimits gridLimits;
    private final Sensitivities sensitivities;
    private final Injections total;
    private final Injections base;
    private final FlowResult baseState;
    private final double[] perKw;
    private boolean isBaseSolved;

    NetworkRows(Limits limits, Feeder feeder, double tolerancePu) {
        this.limits = limits;
        flow = PowerFlow.of(feeder, tolerancePu);
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
            // From a flat start, so that the bits do not depend on the steps before.
            baseState.reset();
            flow.solve(base, baseState);
            if (state.status() == FlowStatus.CONVERGED && isNoWorseThanBase(state)) {
                return true;
            }
        }
        if (state.status() != FlowStatus.CONVERGED || baseState.status() != FlowStatus.CONVERGED) {
            return false;
        }
        boolean added = false;
        int low = gridLimits.worstLowNode(state, baseState);
        if (low >= 0) {
            added |= lowRow(power, state, low, to);
        }
        int high = gridLimits.worstHighNode(state, baseState);
        if (high >= 0) {
            added |= highRow(power, state, high, to);
        }
        int branch = gridLimits.worstBranch(state, baseState);
        if (branch >= 0) {
            added |= branchRow(power, state, branch, to);
        }
        return added;
    }

    /**
     * Renews a row where the state is further inside its limit than the row says: it was drawn at a
     * state of higher load. Tells whether it was.
     */
    boolean renew(int key, double[] power, FlowResult state, Dispatcher to) {
        int thing = key / KINDS;
        return switch (key % KINDS) {
            case LOW ->
                    state.voltagePu(thing) - lowest(thing) > REST
                            && lowRow(power, state, thing, to);
            case HIGH ->
                    highest(thing) - state.voltagePu(thing) > REST
                            && highRow(power, state, thing, to);
            default ->
                    greatest(thing) - state.loading(thing) > REST
                            && branchRow(power, state, thing, to);
        };
    }

    /** Whether the feeder has a state without charging; known after {@link #addRows}. */
    boolean hasBaseState() {
        return baseState.status() == FlowStatus.CONVERGED;
    }

    private double lowest(int bus) {
        return Math.min(gridLimits.minPu(bus) + MARGIN, baseState.voltagePu(bus));
    }

    private double highest(int bus) {
        return Math.max(gridLimits.maxPu(bus) - MARGIN, baseState.voltagePu(bus));
    }

    private double greatest(int branch) {
        return Math.max(1 - MARGIN, baseState.loading(branch));
    }

    private boolean lowRow(double[] power, FlowResult state, int bus, Dispatcher to) {
        boolean byBase = baseState.voltagePu(bus) < gridLimits.minPu(bus);
        sensitivities.voltagePerLoad(state, bus, perKw);
        double room = state.voltagePu(bus) - lowest(bus);
        var reason = byBase ? CutReason.BASE_LOAD : CutReason.VOLTAGE;
        return addRow(power, -1, room, reason, KINDS * bus + LOW, to);
    }

    private boolean highRow(double[] power, FlowResult state, int bus, Dispatcher to) {
        boolean byBase = baseState.voltagePu(bus) > gridLimits.maxPu(bus);
        sensitivities.voltagePerLoad(state, bus, perKw);
        double room = highest(bus) - state.voltagePu(bus);
        var reason = byBase ? CutReason.BASE_LOAD : CutReason.VOLTAGE;
        return addRow(power, 1, room, reason, KINDS * bus + HIGH, to);
    }

    private boolean branchRow(double[] power, FlowResult state, int branch, Dispatcher to) {
        boolean byBase = baseState.loading(branch) > 1;
        sensitivities.loadingPerLoad(state, branch, perKw);
        double room = greatest(branch) - state.loading(branch);
        var reason = byBase ? CutReason.BASE_LOAD : CutReason.LINE;
        return addRow(power, 1, room, reason, KINDS * branch + BRANCH, to);
    }

    /**
     * Row {@code sign * perKw * (p - power) <= room}, scaled to kW at the most effective connector.
     */
    private boolean addRow(
            double[] power, double sign, double room, CutReason reason, int key, Dispatcher to) {
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
        double[] row = to.row(at + room / largest, reason, key / KINDS, key);
        if (row == null) {
            return false;
        }
        for (int rank = 0; rank < n; rank++) {
            row[rank] = sign * perKw[limits.busOf[limits.station[rank]]] / largest;
        }
        return true;
    }
}
