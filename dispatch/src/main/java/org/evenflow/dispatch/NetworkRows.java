package org.evenflow.dispatch;

import java.util.Arrays;
import java.util.List;
import org.evenflow.control.Limits;
import org.evenflow.grid.FlowResult;
import org.evenflow.grid.FlowStatus;
import org.evenflow.grid.GridLimits;
import org.evenflow.grid.Injections;
import org.evenflow.grid.OuterLoops;
import org.evenflow.grid.PowerFlow;
import org.evenflow.grid.Sensitivities;
import org.evenflow.model.Feeder;
import org.jspecify.annotations.Nullable;

/**
 * The feeder's limits: an AC power flow tells whether powers keep them, and linear rows where they
 * do not. Mutable work arrays.
 */
final class NetworkRows implements Network {
    /**
     * Rows aim this far inside a voltage limit or loading of 1, so that the linearisation's rest
     * does not end outside.
     */
    private static final double MARGIN = 1e-7;

    /** Room at a binding limit that is worth another round, pu or share of a rating. */
    private static final double REST = 1e-6;

    private static final double LOADING_TOLERANCE = 1e-9;

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
    private final FlowResult state;
    private final FlowResult baseState;
    private final double[] perKw;

    /** Answers to reactive power; filled only where connectors take some. */
    private final double[] perKvar;

    /** Answer to each connector's power, {@code [rank]}. */
    private final double[] effect;

    private final int buses;
    private final int nodesPerBus;
    private final Curtailment curtailment;
    private final @Nullable Wiring wiring;
    private final @Nullable ReactiveLoop reactive;

    /** The flow with plants curtailed, and within what connectors take by terminal, if they do. */
    private final OuterLoops plain;

    private final OuterLoops loops;
    private boolean isBaseSolved;

    /** Whether the last state exports too much with all plants off. */
    private boolean isExportBeyond;

    NetworkRows(
            Limits limits,
            Feeder feeder,
            double tolerancePu,
            @Nullable Wiring wiring,
            Curtailment curtailment) {
        this.limits = limits;
        this.wiring = wiring;
        this.curtailment = curtailment;
        flow = PowerFlow.of(feeder, tolerancePu);
        gridLimits = flow.limits();
        sensitivities = flow.sensitivities();
        state = flow.newResult();
        baseState = flow.newResult();
        total = flow.terminals().none();
        perKw = new double[flow.terminals().count()];
        perKvar = new double[perKw.length];
        effect = new double[limits.connectors()];
        buses = feeder.buses().size();
        nodesPerBus = flow.terminals().nodesPerBus();
        reactive = wiring == null ? null : new ReactiveLoop(limits, wiring);
        plain = OuterLoops.around(flow, List.of(curtailment));
        loops = reactive == null ? plain : OuterLoops.around(flow, List.of(curtailment, reactive));
    }

    /** The network of a site. */
    static Network of(
            Limits limits, double tolerancePu, @Nullable Wiring wiring, Curtailment curtailment) {
        var feeder = limits.layout().site().feeder();
        return feeder == null
                ? Network.NONE
                : new NetworkRows(limits, feeder, tolerancePu, wiring, curtailment);
    }

    @Override
    public boolean isPresent() {
        return true;
    }

    @Override
    public FlowResult state() {
        return state;
    }

    @Override
    public void reset() {
        state.reset();
    }

    @Override
    public void startStep() {
        isBaseSolved = false;
    }

    @Override
    public boolean hold(Dispatch dispatch, Dispatch.Violation violation) {
        violation.isFlowSolved = solve(dispatch);
        if (!violation.isFlowSolved) {
            violation.buses = buses - 1;
            violation.line = true;
            return false;
        }
        violation.buses = gridLimits.busesOutside(state);
        violation.line = gridLimits.maxLineLoading(state) > 1 + LOADING_TOLERANCE;
        boolean transformer = gridLimits.maxTransformerLoading(state) > 1 + LOADING_TOLERANCE;
        violation.transformer |= transformer;
        isExportBeyond = curtailment.isExceeded(state);
        violation.station |= isExportBeyond;
        if (isExportBeyond) {
            return false;
        }
        return (violation.buses == 0 && !violation.line && !transformer) || isNoWorseThanBase();
    }

    /** Solves for what is dispatched, everything moved that answers to the state. */
    private boolean solve(Dispatch dispatch) {
        curtailment.expect(dispatch.siteKw);
        if (reactive == null) {
            limits.copyBase(total);
            double[] load = total.loadKw();
            double[] stationKw = dispatch.stationKw;
            for (int s = 0; s < stationKw.length; s++) {
                load[limits.layout().busOf(s)] += stationKw[s];
            }
        } else {
            reactive.expect(dispatch.power);
        }
        boolean isSolved = loops.solve(total, state);
        if (isSolved) {
            curtailment.adopt();
        }
        return isSolved;
    }

    /** Whether every limit that is violated is violated by base load alone, and not more now. */
    private boolean isNoWorseThanBase() {
        return isBaseSolved
                && baseState.status() == FlowStatus.CONVERGED
                && gridLimits.holdOrNoWorse(state, baseState);
    }

    @Override
    public boolean addRows(double[] power, LimitRows to) {
        if (!isBaseSolved) {
            isBaseSolved = true;
            // From a flat start, so that the bits do not depend on the steps before.
            baseState.reset();
            solveBase();
            if (state.status() == FlowStatus.CONVERGED && !isExportBeyond && isNoWorseThanBase()) {
                return true;
            }
        }
        if (state.status() != FlowStatus.CONVERGED || baseState.status() != FlowStatus.CONVERGED) {
            return false;
        }
        boolean added = isExportBeyond && exportRow(power, to);
        int low = gridLimits.worstLowNode(state, baseState);
        if (low >= 0) {
            added |= lowRow(power, low, to);
        }
        int high = gridLimits.worstHighNode(state, baseState);
        if (high >= 0) {
            added |= highRow(power, high, to);
        }
        int branch = gridLimits.worstBranch(state, baseState);
        if (branch >= 0) {
            added |= branchRow(power, branch, to);
        }
        return added;
    }

    /** The state without charging, plants curtailed as it alone needs. */
    private void solveBase() {
        limits.copyBase(total);
        curtailment.expect(0);
        plain.solve(total, baseState);
    }

    /**
     * Less back by what a state exports too much with all plants off; its losses are taken as they
     * are.
     */
    private boolean exportRow(double[] power, LimitRows to) {
        double bound = curtailment.roomKw(state);
        for (int rank = 0; rank < limits.pluggedInCount(); rank++) {
            bound -= power[rank];
        }
        double[] row =
                to.row(
                        bound - Curtailment.TOLERANCE_KW,
                        CutReason.EXPORT,
                        ThingKind.SUBSTATION,
                        -1,
                        LimitRows.NO_PHASE,
                        LimitRows.EXACT);
        if (row == null) {
            return false;
        }
        Arrays.fill(row, 0, limits.pluggedInCount(), -1);
        return true;
    }

    @Override
    public boolean renew(int key, double[] power, LimitRows to) {
        int thing = key / KINDS;
        return switch (key % KINDS) {
            case LOW -> state.voltagePu(thing) - lowest(thing) > REST && lowRow(power, thing, to);
            case HIGH ->
                    highest(thing) - state.voltagePu(thing) > REST && highRow(power, thing, to);
            default -> renewBranch(thing, power, to);
        };
    }

    /** A branch's row speaks of one phase; it can be drawn while that phase carries most. */
    private boolean renewBranch(int thing, double[] power, LimitRows to) {
        int branch = thing / nodesPerBus;
        return greatest(branch) - state.loading(branch) > REST
                && phaseAt(branch) == thing % nodesPerBus
                && branchRow(power, branch, to);
    }

    /** The phase of a branch that carries most; 0 on a balanced feeder. */
    private int phaseAt(int branch) {
        return nodesPerBus == 1 ? 0 : Math.max(0, state.worstPhase(branch));
    }

    @Override
    public boolean hasBaseState() {
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

    private boolean lowRow(double[] power, int node, LimitRows to) {
        boolean byBase = baseState.voltagePu(node) < gridLimits.minPu(node / nodesPerBus);
        double room = state.voltagePu(node) - lowest(node);
        return voltageRow(power, -1, room, byBase, KINDS * node + LOW, to);
    }

    private boolean highRow(double[] power, int node, LimitRows to) {
        boolean byBase = baseState.voltagePu(node) > gridLimits.maxPu(node / nodesPerBus);
        double room = highest(node) - state.voltagePu(node);
        return voltageRow(power, 1, room, byBase, KINDS * node + HIGH, to);
    }

    private boolean voltageRow(
            double[] power, double sign, double room, boolean byBase, int key, LimitRows to) {
        int node = key / KINDS;
        sensitivities.voltagePerLoad(state, node, perKw);
        if (wiring != null && wiring.isReactive) {
            sensitivities.voltagePerReactiveLoad(state, node, perKvar);
        }
        var reason = byBase ? CutReason.BASE_LOAD : CutReason.VOLTAGE;
        int phase = nodesPerBus == 1 ? LimitRows.NO_PHASE : node % nodesPerBus;
        return addRow(power, sign, room, reason, node / nodesPerBus, phase, key, to);
    }

    private boolean branchRow(double[] power, int branch, LimitRows to) {
        boolean byBase = baseState.loading(branch) > 1;
        sensitivities.loadingPerLoad(state, branch, perKw);
        // Active power alone: no factors are known for reactive power, and rows are renewed.
        Arrays.fill(perKvar, 0);
        double room = greatest(branch) - state.loading(branch);
        var reason = byBase ? CutReason.BASE_LOAD : CutReason.LINE;
        int key = KINDS * (nodesPerBus * branch + phaseAt(branch)) + BRANCH;
        int phase = nodesPerBus == 1 ? LimitRows.NO_PHASE : phaseAt(branch);
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
        int n = limits.pluggedInCount();
        double largest = 0;
        // Where plants are curtailed, they give as much more as somebody charges.
        double byPlants = curtailment.perPlantKw(perKw);
        for (int rank = 0; rank < n; rank++) {
            effect[rank] =
                    wiring == null
                            ? perKw[limits.layout().busOf(limits.stationAt(rank))]
                            : wiring.effect(limits.connectorAt(rank), power[rank], perKw, perKvar);
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
