package org.evenflow.control;

import java.util.Arrays;
import java.util.Objects;
import org.evenflow.grid.FlowResult;
import org.evenflow.grid.FlowStatus;
import org.evenflow.grid.GridLimits;
import org.evenflow.grid.Injections;
import org.evenflow.grid.PowerFlow;
import org.evenflow.grid.Sensitivities;
import org.evenflow.model.Feeder;
import org.jspecify.annotations.Nullable;

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

    /** Most power flows until reactive powers have followed the voltages. */
    private static final int MAX_SETTLING = 60;

    /** A row's key is {@code KINDS} times its node or branch (by phase) plus its kind. */
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

    /** Answers to reactive power; filled only where connectors take some. */
    private final double[] perKvar;

    /** Answer to each connector's power, {@code [rank]}. */
    private final double[] effect;

    private final int buses;
    private final int nodesPerBus;
    private final @Nullable Wiring wiring;
    private final @Nullable Surplus surplus;
    private boolean isBaseSolved;

    /** Whether the last state exports too much with all plants off. */
    private boolean isExportBeyond;

    NetworkRows(Limits limits, Feeder feeder, double tolerancePu) {
        this.limits = limits;
        flow = PowerFlow.of(feeder, tolerancePu);
        gridLimits = flow.limits();
        sensitivities = flow.sensitivities();
        baseState = flow.newResult();
        total = flow.terminals().none();
        base = Objects.requireNonNull(limits.base);
        perKw = new double[flow.terminals().count()];
        perKvar = new double[perKw.length];
        effect = new double[limits.connectors()];
        buses = feeder.buses().size();
        nodesPerBus = flow.terminals().nodesPerBus();
        wiring = limits.wiring;
        surplus = limits.surplus;
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
        violation.isFlowSolved =
                wiring == null ? solve(dispatch, state) : solve(wiring, dispatch, state);
        if (!violation.isFlowSolved) {
            violation.buses = buses - 1;
            violation.line = true;
            return false;
        }
        violation.buses = gridLimits.busesOutside(state);
        violation.line = gridLimits.maxLineLoading(state) > 1 + LOADING_TOLERANCE;
        boolean transformer = gridLimits.maxTransformerLoading(state) > 1 + LOADING_TOLERANCE;
        violation.transformer |= transformer;
        if (surplus != null) {
            isExportBeyond = state.sourceKw() < -surplus.limitKw - Surplus.TOLERANCE_KW;
            violation.station |= isExportBeyond;
            if (isExportBeyond) {
                return false;
            }
        }
        return (violation.buses == 0 && !violation.line && !transformer)
                || isNoWorseThanBase(state);
    }

    /** Solves where every connector is an even load of active power. */
    private boolean solve(Dispatch dispatch, FlowResult state) {
        takeBase();
        double[] load = total.loadKw();
        double[] stationKw = dispatch.stationKw;
        int[] busOf = limits.busOf;
        for (int s = 0; s < stationKw.length; s++) {
            load[busOf[s]] += stationKw[s];
        }
        return flow(dispatch, state);
    }

    /** Solves for the loads at hand, plants curtailed where export is limited. */
    private boolean flow(Dispatch dispatch, FlowResult state) {
        if (surplus == null) {
            return flow.solve(total, state) == FlowStatus.CONVERGED;
        }
        double share = surplus.solve(flow, total, state, dispatch.siteKw);
        if (!Double.isNaN(share)) {
            surplus.take(share);
        }
        return !Double.isNaN(share);
    }

    /**
     * Solves by terminals, again and again while reactive powers that follow the voltage still
     * move.
     */
    private boolean solve(Wiring by, Dispatch dispatch, FlowResult state) {
        by.begin(limits, dispatch.power, state);
        for (int round = 0; round < MAX_SETTLING; round++) {
            takeBase();
            by.load(limits, dispatch.power, total);
            if (!flow(dispatch, state)) {
                return false;
            }
            if (!by.isVoltageFollowed || by.settle(limits, dispatch.power, state)) {
                return true;
            }
        }
        return false;
    }

    private void takeBase() {
        System.arraycopy(base.loadKw(), 0, total.loadKw(), 0, perKw.length);
        System.arraycopy(base.loadKvar(), 0, total.loadKvar(), 0, perKw.length);
        System.arraycopy(base.loadFactor(), 0, total.loadFactor(), 0, base.loadFactor().length);
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
    boolean addRows(double[] power, FlowResult state, LimitRows to) {
        if (!isBaseSolved) {
            isBaseSolved = true;
            // From a flat start, so that the bits do not depend on the steps before.
            baseState.reset();
            solveBase();
            if (state.status() == FlowStatus.CONVERGED
                    && !isExportBeyond
                    && isNoWorseThanBase(state)) {
                return true;
            }
        }
        if (state.status() != FlowStatus.CONVERGED || baseState.status() != FlowStatus.CONVERGED) {
            return false;
        }
        boolean added = surplus != null && isExportBeyond && exportRow(power, state, surplus, to);
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

    /** The state without charging, plants curtailed as it alone needs. */
    private void solveBase() {
        if (surplus == null) {
            flow.solve(base, baseState);
        } else {
            takeBase();
            surplus.solve(flow, total, baseState, 0);
        }
    }

    /**
     * Less back by what a state exports too much with all plants off; its losses are taken as they
     * are.
     */
    private boolean exportRow(double[] power, FlowResult state, Surplus of, LimitRows to) {
        double bound = state.sourceKw() + of.limitKw;
        for (int rank = 0; rank < limits.pluggedInCount; rank++) {
            bound -= power[rank];
        }
        double[] row =
                to.row(
                        bound - Surplus.TOLERANCE_KW,
                        CutReason.EXPORT,
                        ThingKind.SUBSTATION,
                        -1,
                        LimitRows.NO_PHASE,
                        LimitRows.EXACT);
        if (row == null) {
            return false;
        }
        Arrays.fill(row, 0, limits.pluggedInCount, -1);
        return true;
    }

    /**
     * Renews a row where the state is further inside its limit than the row says: it was drawn at a
     * state of higher load. Tells whether it was.
     */
    boolean renew(int key, double[] power, FlowResult state, LimitRows to) {
        int thing = key / KINDS;
        return switch (key % KINDS) {
            case LOW ->
                    state.voltagePu(thing) - lowest(thing) > REST
                            && lowRow(power, state, thing, to);
            case HIGH ->
                    highest(thing) - state.voltagePu(thing) > REST
                            && highRow(power, state, thing, to);
            default -> renewBranch(thing, power, state, to);
        };
    }

    /** A branch's row speaks of one phase; it can be drawn while that phase carries most. */
    private boolean renewBranch(int thing, double[] power, FlowResult state, LimitRows to) {
        int branch = thing / nodesPerBus;
        return greatest(branch) - state.loading(branch) > REST
                && phaseAt(branch, state) == thing % nodesPerBus
                && branchRow(power, state, branch, to);
    }

    /** The phase of a branch that carries most; 0 on a balanced feeder. */
    private int phaseAt(int branch, FlowResult state) {
        return nodesPerBus == 1 ? 0 : Math.max(0, state.worstPhase(branch));
    }

    /** Whether the feeder has a state without charging; known after {@link #addRows}. */
    boolean hasBaseState() {
        return baseState.status() == FlowStatus.CONVERGED;
    }

    private double lowest(int node) {
        return Math.min(gridLimits.minPu(node / nodesPerBus) + MARGIN, baseState.voltagePu(node));
    }

    private double highest(int node) {
        return Math.max(gridLimits.maxPu(node / nodesPerBus) - MARGIN, baseState.voltagePu(node));
    }

    private double greatest(int branch) {
        return Math.max(1 - MARGIN, baseState.loading(branch));
    }

    private boolean lowRow(double[] power, FlowResult state, int node, LimitRows to) {
        boolean byBase = baseState.voltagePu(node) < gridLimits.minPu(node / nodesPerBus);
        double room = state.voltagePu(node) - lowest(node);
        return voltageRow(power, state, -1, room, byBase, KINDS * node + LOW, to);
    }

    private boolean highRow(double[] power, FlowResult state, int node, LimitRows to) {
        boolean byBase = baseState.voltagePu(node) > gridLimits.maxPu(node / nodesPerBus);
        double room = highest(node) - state.voltagePu(node);
        return voltageRow(power, state, 1, room, byBase, KINDS * node + HIGH, to);
    }

    private boolean voltageRow(
            double[] power,
            FlowResult state,
            double sign,
            double room,
            boolean byBase,
            int key,
            LimitRows to) {
        int node = key / KINDS;
        sensitivities.voltagePerLoad(state, node, perKw);
        if (wiring != null && wiring.isReactive) {
            sensitivities.voltagePerReactiveLoad(state, node, perKvar);
        }
        var reason = byBase ? CutReason.BASE_LOAD : CutReason.VOLTAGE;
        int phase = nodesPerBus == 1 ? LimitRows.NO_PHASE : node % nodesPerBus;
        return addRow(power, sign, room, reason, node / nodesPerBus, phase, key, to);
    }

    private boolean branchRow(double[] power, FlowResult state, int branch, LimitRows to) {
        boolean byBase = baseState.loading(branch) > 1;
        sensitivities.loadingPerLoad(state, branch, perKw);
        // Active power alone: no factors are known for reactive power, and rows are renewed.
        Arrays.fill(perKvar, 0);
        double room = greatest(branch) - state.loading(branch);
        var reason = byBase ? CutReason.BASE_LOAD : CutReason.LINE;
        int key = KINDS * (nodesPerBus * branch + phaseAt(branch, state)) + BRANCH;
        int phase = nodesPerBus == 1 ? LimitRows.NO_PHASE : phaseAt(branch, state);
        return addRow(power, 1, room, reason, branch, phase, key, to);
    }

    /**
     * Row {@code sign * effect * (p - power) <= room}, scaled to kW at the most effective
     * connector.
     */
    private boolean addRow(
            double[] power,
            double sign,
            double room,
            CutReason reason,
            int thing,
            int phase,
            int key,
            LimitRows to) {
        int n = limits.pluggedInCount;
        double largest = 0;
        // Where plants are curtailed, they give as much more as somebody charges.
        double byPlants =
                surplus != null && surplus.share() > 0 && surplus.share() < 1
                        ? surplus.perPlantKw(perKw)
                        : 0;
        for (int rank = 0; rank < n; rank++) {
            effect[rank] =
                    wiring == null
                            ? perKw[limits.busOf[limits.station[rank]]]
                            : wiring.effect(limits.pluggedIn[rank], power[rank], perKw, perKvar);
            if (byPlants != 0) {
                effect[rank] += byPlants;
            }
            largest = Math.max(largest, Math.abs(effect[rank]));
        }
        if (largest == 0) {
            return false;
        }
        double at = 0;
        for (int rank = 0; rank < n; rank++) {
            at += sign * effect[rank] / largest * power[rank];
        }
        var kind = key % KINDS == BRANCH ? ThingKind.BRANCH : ThingKind.BUS;
        double[] row = to.row(at + room / largest, reason, kind, thing, phase, key);
        if (row == null) {
            return false;
        }
        for (int rank = 0; rank < n; rank++) {
            row[rank] = sign * effect[rank] / largest;
        }
        return true;
    }
}
