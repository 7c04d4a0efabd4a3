package org.evenflow.control;

import org.evenflow.grid.FlowResult;
import org.evenflow.grid.FlowStatus;
import org.evenflow.grid.GridLimits;
import org.evenflow.grid.Injections;
import org.evenflow.grid.PowerFlow;
import org.evenflow.grid.Sensitivities;
import org.evenflow.grid.SweepPowerFlow;
import org.evenflow.model.Feeder;
import org.jspecify.annotations.Nullable;

/**
 * Turns any wish into feasible power: the nearest point (least squares) that vehicles, connectors,
 * stations, supply transformers and the site allow, cut further by linear rows for lines and
 * voltages until an AC power flow confirms them, rounded towards zero to the chargers' power
 * levels. What it returns is a fixed point of itself. Where base load and plants alone violate a
 * limit, charging may not make that violation worse.
 *
 * <p>Mutable work arrays: one instance per run.
 */
public final class Dispatcher {
    private static final int MAX_ROUNDS = 24;

    /**
     * Rows aim this far inside a voltage limit or loading of 1, so that the linearisation's rest
     * does not end outside.
     */
    private static final double MARGIN = 1e-7;

    private static final double POWER_TOLERANCE_KW = 1e-9;

    private final LeastSquares problem = new LeastSquares();
    private final Groups groups;
    private final @Nullable Network network;
    private double[] p = new double[0];
    private boolean[] dropped = new boolean[0];
    private final int[] rowThing = new int[96];
    private final CutReason[] rowReason = new CutReason[96];

    /**
     * A dispatcher for a scenario's limits.
     *
     * @param limits refilled by the caller before every call of {@link #project}
     * @param feeder the network to keep within its limits, or null
     * @param tolerancePu of its power flow
     */
    public Dispatcher(Limits limits, @Nullable Feeder feeder, double tolerancePu) {
        groups = new Groups(limits);
        network = feeder == null ? null : new Network(limits, feeder, tolerancePu);
    }

    /**
     * Projects a wish.
     *
     * @param action the wish
     * @param limits what binds in this step; the same object as in the constructor
     * @param dispatch filled
     * @param state the network's state: start of the power flow, and left solved for the dispatched
     *     powers; null without a feeder
     */
    public void project(
            Action action, Limits limits, Dispatch dispatch, @Nullable FlowResult state) {
        clampAndRound(action, limits, dispatch);
        if (network != null) {
            network.isBaseSolved = false;
        }
        if (groups.hold(dispatch.powerKw)
                && (network == null || state == null || network.holds(dispatch.powerKw, state))) {
            return;
        }
        cut(limits, dispatch, state);
    }

    /** Bounds a wish by vehicle and connector alone, for controllers that pass no dispatcher. */
    public static void passThrough(Action action, Limits limits, Dispatch dispatch) {
        clampAndRound(action, limits, dispatch);
    }

    /**
     * The wish within what vehicle and connector can do, rounded towards zero; what remains is
     * right wherever no shared limit binds.
     */
    private static void clampAndRound(Action action, Limits limits, Dispatch dispatch) {
        double[] wanted = action.powerKw();
        boolean corrected = false;
        for (int rank = 0; rank < limits.pluggedInCount; rank++) {
            int c = limits.pluggedIn[rank];
            double high = limits.highKw[c];
            double low = limits.lowKw[c];
            double wish = wanted[c];
            CutReason reason = CutReason.NONE;
            if (wish > high) {
                wish = high;
                reason = CutReason.VEHICLE;
            } else if (!(wish >= low)) {
                // Also where the wish is not a number.
                wish = wish < low ? low : 0;
                reason = CutReason.VEHICLE;
            }
            double power = wish;
            if (wish > 0 && wish < high) {
                power = roundDown(wish, high, limits.minKw[c], limits.stepKw[c]);
                if (power < wish) {
                    reason = power == 0 ? CutReason.MINIMUM_POWER : CutReason.POWER_STEP;
                    corrected = true;
                }
            }
            dispatch.wishKw[c] = wish;
            dispatch.powerKw[c] = power;
            dispatch.reason[c] = (byte) reason.ordinal();
            dispatch.thing[c] = -1;
        }
        dispatch.corrected = corrected;
    }

    /**
     * The next power level at or below; a power that the vehicle itself limits needs no level, it
     * draws less than its pilot.
     */
    private static double roundDown(double power, double high, double min, double step) {
        if (power >= high || power <= 0) {
            return power;
        }
        if (power < min - POWER_TOLERANCE_KW) {
            return 0;
        }
        if (step == 0) {
            return power;
        }
        double level = Math.floor((power + POWER_TOLERANCE_KW) / step) * step;
        return Math.min(power, level);
    }

    private void cut(Limits limits, Dispatch dispatch, @Nullable FlowResult state) {
        int n = limits.pluggedInCount;
        if (p.length < n) {
            p = new double[limits.connectors()];
            dropped = new boolean[limits.connectors()];
        }
        java.util.Arrays.fill(dropped, false);
        problem.begin(n);
        for (int rank = 0; rank < n; rank++) {
            int c = limits.pluggedIn[rank];
            problem.variable(rank, dispatch.wishKw[c], limits.lowKw[c], limits.highKw[c]);
        }
        groups.addRows(dispatch.wishKw, this);
        for (int round = 0; round < MAX_ROUNDS; round++) {
            solveLevels(limits);
            write(limits, dispatch, 1);
            if (!groups.hold(dispatch.powerKw)) {
                // Rounding charging down can uncover a limit on what stations give back, or too
                // many groups bind for the row store.
                if (!groups.addRows(dispatch.powerKw, this)) {
                    break;
                }
                continue;
            }
            if (network == null || state == null || network.holds(dispatch.powerKw, state)) {
                explain(limits, dispatch);
                return;
            }
            if (!network.addRows(dispatch.powerKw, state, this)) {
                break;
            }
        }
        scaleBack(limits, dispatch, state);
        explain(limits, dispatch);
    }

    /**
     * Solves, then lets go of connectors below their smallest power, the later half of them at a
     * time, until none is left.
     */
    private void solveLevels(Limits limits) {
        int n = limits.pluggedInCount;
        while (true) {
            problem.solve(p);
            int below = 0;
            for (int rank = 0; rank < n; rank++) {
                below += isBelowMinimum(limits, rank) ? 1 : 0;
            }
            if (below == 0) {
                return;
            }
            int keep = below / 2;
            for (int rank = 0; rank < n; rank++) {
                if (isBelowMinimum(limits, rank) && --keep < 0) {
                    dropped[rank] = true;
                    problem.fixAtZero(rank);
                }
            }
        }
    }

    private boolean isBelowMinimum(Limits limits, int rank) {
        int c = limits.pluggedIn[rank];
        return p[rank] > 0
                && p[rank] < limits.highKw[c]
                && p[rank] < limits.minKw[c] - POWER_TOLERANCE_KW
                && !dropped[rank];
    }

    private void write(Limits limits, Dispatch dispatch, double share) {
        for (int rank = 0; rank < limits.pluggedInCount; rank++) {
            int c = limits.pluggedIn[rank];
            double power = p[rank] * share;
            dispatch.powerKw[c] =
                    roundDown(power, limits.highKw[c], limits.minKw[c], limits.stepKw[c]);
        }
    }

    /**
     * The last resort: the largest share of the powers at hand that keeps all limits; at zero every
     * limit that can hold does.
     */
    private void scaleBack(Limits limits, Dispatch dispatch, @Nullable FlowResult state) {
        double low = 0;
        double high = 1;
        for (int i = 0; i < 30; i++) {
            double share = (low + high) / 2;
            write(limits, dispatch, share);
            boolean holds =
                    groups.hold(dispatch.powerKw)
                            && (network == null
                                    || state == null
                                    || network.holds(dispatch.powerKw, state));
            if (holds) {
                low = share;
            } else {
                high = share;
            }
        }
        write(limits, dispatch, low);
        if (network != null && state != null) {
            network.holds(dispatch.powerKw, state);
        }
    }

    private void explain(Limits limits, Dispatch dispatch) {
        for (int rank = 0; rank < limits.pluggedInCount; rank++) {
            int c = limits.pluggedIn[rank];
            if (Math.abs(dispatch.powerKw[c] - dispatch.wishKw[c]) <= POWER_TOLERANCE_KW) {
                continue;
            }
            dispatch.corrected = true;
            int strongest = -1;
            double strength = 0;
            for (int r = 0; r < problem.rows(); r++) {
                double pull = Math.abs(problem.multiplier(r) * problem.coefficient(r, rank));
                if (pull > strength) {
                    strength = pull;
                    strongest = r;
                }
            }
            if (strongest >= 0) {
                dispatch.reason[c] = (byte) rowReason[strongest].ordinal();
                dispatch.thing[c] = rowThing[strongest];
            } else if (dispatch.reason[c] == CutReason.NONE.ordinal()) {
                dispatch.reason[c] =
                        (byte)
                                (dropped[rank] ? CutReason.MINIMUM_POWER : CutReason.POWER_STEP)
                                        .ordinal();
            }
        }
    }

    /** Adds a row and remembers what it stands for; null when there is no room. */
    double @Nullable [] row(double bound, CutReason reason, int thing) {
        if (problem.isFull()) {
            return null;
        }
        rowReason[problem.rows()] = reason;
        rowThing[problem.rows()] = thing;
        return problem.addRow(bound);
    }

    /** The rows that come from AC limits. */
    private static final class Network {
        private final Limits limits;
        private final PowerFlow flow;
        private final GridLimits gridLimits;
        private final Sensitivities sensitivities;
        private final Injections total;
        private final Injections base;
        private final FlowResult baseState;
        private final double[] perKw;
        private boolean isBaseSolved;

        Network(Limits limits, Feeder feeder, double tolerancePu) {
            this.limits = limits;
            var sweep = new SweepPowerFlow(feeder, tolerancePu);
            flow = sweep;
            gridLimits = sweep.limits();
            sensitivities = sweep.sensitivities();
            baseState = sweep.newResult();
            total = new Injections(feeder.buses().size());
            base = java.util.Objects.requireNonNull(limits.base);
            perKw = new double[feeder.buses().size()];
        }

        boolean holds(double[] powerKw, FlowResult state) {
            System.arraycopy(base.loadKw(), 0, total.loadKw(), 0, perKw.length);
            System.arraycopy(base.loadKvar(), 0, total.loadKvar(), 0, perKw.length);
            double[] load = total.loadKw();
            for (int rank = 0; rank < limits.pluggedInCount; rank++) {
                int c = limits.pluggedIn[rank];
                load[limits.busOf[c]] += powerKw[c];
            }
            return flow.solve(total, state) == FlowStatus.CONVERGED
                    && (gridLimits.hold(state) || isNoWorseThanBase(state));
        }

        /**
         * Whether every limit that is violated is violated by base load alone, and not more now.
         */
        private boolean isNoWorseThanBase(FlowResult state) {
            if (!isBaseSolved
                    || baseState.status() != FlowStatus.CONVERGED
                    || gridLimits.hold(baseState)) {
                return false;
            }
            return gridLimits.holdOrNoWorse(state, baseState);
        }

        /** Adds rows for the worst violations of a state; false where none can be added. */
        boolean addRows(double[] powerKw, FlowResult state, Dispatcher to) {
            if (!isBaseSolved) {
                isBaseSolved = true;
                flow.solve(base, baseState);
                if (state.status() == FlowStatus.CONVERGED && isNoWorseThanBase(state)) {
                    return true;
                }
            }
            if (state.status() != FlowStatus.CONVERGED
                    || baseState.status() != FlowStatus.CONVERGED) {
                return false;
            }
            boolean added = false;
            int low = gridLimits.worstLowBus(state, baseState);
            if (low >= 0) {
                double limit = Math.min(gridLimits.minPu(low) + MARGIN, baseState.voltagePu(low));
                sensitivities.voltagePerLoad(state, low, perKw);
                boolean byBase = baseState.voltagePu(low) < gridLimits.minPu(low);
                added |=
                        addRow(
                                powerKw,
                                -1,
                                state.voltagePu(low) - limit,
                                byBase ? CutReason.BASE_LOAD : CutReason.VOLTAGE,
                                low,
                                to);
            }
            int high = gridLimits.worstHighBus(state, baseState);
            if (high >= 0) {
                double limit = Math.max(gridLimits.maxPu(high) - MARGIN, baseState.voltagePu(high));
                sensitivities.voltagePerLoad(state, high, perKw);
                boolean byBase = baseState.voltagePu(high) > gridLimits.maxPu(high);
                added |=
                        addRow(
                                powerKw,
                                1,
                                limit - state.voltagePu(high),
                                byBase ? CutReason.BASE_LOAD : CutReason.VOLTAGE,
                                high,
                                to);
            }
            int branch = gridLimits.worstBranch(state, baseState);
            if (branch >= 0) {
                double limit = Math.max(1 - MARGIN, baseState.loading(branch));
                sensitivities.loadingPerLoad(state, branch, perKw);
                boolean byBase = baseState.loading(branch) > 1;
                added |=
                        addRow(
                                powerKw,
                                1,
                                limit - state.loading(branch),
                                byBase ? CutReason.BASE_LOAD : CutReason.LINE,
                                branch,
                                to);
            }
            return added;
        }

        /**
         * Row {@code sign * perKw * (p - powerKw) <= room}, scaled to kW at the most effective
         * connector.
         */
        private boolean addRow(
                double[] powerKw,
                double sign,
                double room,
                CutReason reason,
                int thing,
                Dispatcher to) {
            double largest = 0;
            for (int rank = 0; rank < limits.pluggedInCount; rank++) {
                largest = Math.max(largest, Math.abs(perKw[limits.busOf[limits.pluggedIn[rank]]]));
            }
            if (largest == 0) {
                return false;
            }
            double at = 0;
            for (int rank = 0; rank < limits.pluggedInCount; rank++) {
                int c = limits.pluggedIn[rank];
                at += sign * perKw[limits.busOf[c]] / largest * powerKw[c];
            }
            double[] row = to.row(at + room / largest, reason, thing);
            if (row == null) {
                return false;
            }
            for (int rank = 0; rank < limits.pluggedInCount; rank++) {
                row[rank] = sign * perKw[limits.busOf[limits.pluggedIn[rank]]] / largest;
            }
            return true;
        }
    }
}
