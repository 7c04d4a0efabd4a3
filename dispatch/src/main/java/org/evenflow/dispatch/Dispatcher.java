package org.evenflow.dispatch;

import java.util.Arrays;
import org.evenflow.control.Action;
import org.evenflow.control.Limits;
import org.evenflow.control.Observation;
import org.evenflow.grid.FlowResult;
import org.evenflow.model.scenario.Scenario;
import org.evenflow.numeric.LeastSquares;
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
    private static final int MAX_ROUNDS = 48;

    private static final int MAX_NETWORK_ROWS = 96;

    private static final int MAX_SHIELD_ROWS = 64;

    /** Solutions in a round that only look-ahead rows are added to. */
    private static final int MAX_AHEAD = 24;

    /** Room for tangents of each phase that is limited on its own. */
    private static final int TANGENTS = 8;

    /** Rounds of each phase that may only bring powers closer to a limit. */
    private static final int REFINEMENTS = 12;

    private static final double POWER_TOLERANCE_KW = Limits.POWER_TOLERANCE_KW;

    private final Limits limits;
    private final LimitRows rows;
    private final LeastSquares problem;
    private final Curtailment curtailment;
    private final Groups groups;
    private final Network network;
    private final double[] p;
    private final boolean[] dropped;

    private final Wishes wishes;

    /** Ranks to be let go. */
    private final int[] below;

    private final Shield shield;

    /**
     * A dispatcher for a site's limits alone.
     *
     * @param limits refilled by their owners before every call of {@link #project}
     * @param tolerancePu of the power flow
     */
    public Dispatcher(Limits limits, double tolerancePu) {
        this(limits, tolerancePu, new Curtailment(limits), Shield.NONE);
    }

    /**
     * A dispatcher that does what a scenario asks of it.
     *
     * @param asked beyond holding the limits
     * @param limits what vehicles and connectors can in the step, refilled by their owners before
     *     every call of {@link #project}; a vehicle that stops by itself within the step takes less
     *     than controllers knew
     * @param world what it may know besides: that of the controllers
     * @param tolerancePu of the power flow
     */
    public static Dispatcher of(
            Scenario.Dispatching asked, Limits limits, Observation world, double tolerancePu) {
        var curtailment = new Curtailment(limits);
        return new Dispatcher(
                limits, tolerancePu, curtailment, Shield.of(limits, curtailment, asked, world));
    }

    private Dispatcher(Limits limits, double tolerancePu, Curtailment curtailment, Shield shield) {
        this.limits = limits;
        this.shield = shield;
        this.curtailment = curtailment;
        var wiring = Wiring.of(limits);
        groups = new Groups(limits, wiring, curtailment);
        network = NetworkRows.of(limits, tolerancePu, wiring, curtailment);
        // Every sum may bind, from either side, and a good number of lines and buses.
        int sums = 2 * (limits.stations() + limits.transformers()) + 1;
        int tangents = TANGENTS * groups.phaseCount();
        int shielding = shield.isActive() ? MAX_SHIELD_ROWS + 3 * limits.stations() : 0;
        int maxRows = MAX_NETWORK_ROWS + sums + tangents + shielding;
        rows = new LimitRows(maxRows, limits.connectors());
        problem = rows.problem;
        p = new double[limits.connectors()];
        dropped = new boolean[limits.connectors()];
        wishes = new Wishes(limits);
        below = new int[limits.connectors() + 1];
    }

    /** The network's state, left solved for the powers last dispatched; null without a feeder. */
    public @Nullable FlowResult state() {
        return network.state();
    }

    /** Back to a flat start, so that a run does not depend on the one before. */
    public void reset() {
        network.reset();
    }

    /**
     * Projects a wish.
     *
     * @param action the wish
     * @param dispatch filled
     */
    public void project(Action action, Dispatch dispatch) {
        boolean holds = measure(action, dispatch);
        dispatch.isProjected = true;
        shield.startStep(dispatch);
        holds &= shield.hold(dispatch.power);
        if (!holds) {
            cut(dispatch);
        }
        shield.endStep(dispatch);
        finish(dispatch);
    }

    /**
     * Bounds a wish by vehicle and connector alone and measures what it violates, for controllers
     * that pass no dispatcher.
     */
    public void passThrough(Action action, Dispatch dispatch) {
        measure(action, dispatch);
        dispatch.isProjected = false;
        finish(dispatch);
    }

    /** Notes what the powers have moved. */
    private void finish(Dispatch dispatch) {
        dispatch.curtailedShare = curtailment.share();
        for (int t = 0; t < dispatch.transformerNetKw.length; t++) {
            dispatch.transformerNetKw[t] = curtailment.transformerNetKw(t);
        }
        groups.recordLoadings(dispatch);
    }

    /**
     * The wish as vehicles and connectors take it, and what it violates; whether it is as far
     * within the limits as charging can bring it.
     */
    private boolean measure(Action action, Dispatch dispatch) {
        wishes.bound(action, dispatch);
        boolean holds = groups.hold(dispatch.power, dispatch, dispatch.before);
        network.startStep();
        boolean isKept = network.hold(dispatch, dispatch.before);
        holds &= isKept & groups.holdStill(dispatch, dispatch.before);
        dispatch.after.copy(dispatch.before);
        return holds;
    }

    /**
     * The power level towards zero; what the vehicle itself limits needs no level, it draws less
     * than its pilot.
     */
    private double level(double power, int rank) {
        return power <= 0 || power >= limits.highKwAt(rank) ? power : limits.levelKwAt(power, rank);
    }

    private void cut(Dispatch dispatch) {
        int n = limits.pluggedInCount();
        Arrays.fill(dropped, 0, n, false);
        Arrays.fill(dispatch.reason, 0, n, (byte) 0);
        problem.begin(n);
        for (int rank = 0; rank < n; rank++) {
            // Between the wish and zero: nobody is made to give so that another may take.
            double wish = dispatch.wish[rank];
            problem.variable(rank, wish, Math.min(0, wish), Math.max(0, wish));
            dispatch.cut[rank] = wish;
            p[rank] = wish;
        }
        shield.prepare(problem, dispatch);
        // The first rows come from the wish itself, which the caller has measured.
        boolean added = groups.addRows(dispatch, rows) || network.addRows(dispatch.power, rows);
        dispatch.power = dispatch.cut;
        if (!(added || shield.isActive()) || !search(dispatch)) {
            scaleBack(dispatch);
        } else if (!shield.hold(dispatch.power)) {
            lift(dispatch);
        }
        explain(dispatch);
    }

    /**
     * Mends what rounding down to levels has put out of reach, where all limits still hold then.
     */
    private void lift(Dispatch dispatch) {
        System.arraycopy(dispatch.power, 0, p, 0, limits.pluggedInCount());
        if (shield.lift(dispatch) && !holds(dispatch)) {
            System.arraycopy(p, 0, dispatch.power, 0, limits.pluggedInCount());
            holds(dispatch);
        }
    }

    /** The nearest point to the wish under the rows at hand, look-ahead rows added as needed. */
    private void solve() {
        problem.solve(p);
        for (int i = 0; i < MAX_AHEAD && shield.addRows(p, rows); i++) {
            problem.solve(p);
        }
    }

    /**
     * Adds and renews rows until a flow confirms the powers: with a network first on the continuous
     * set, so that nobody is let go because of a row drawn far away, then on the power levels.
     */
    private boolean search(Dispatch dispatch) {
        boolean isContinuous = network.isPresent();
        for (int round = 0; round < MAX_ROUNDS; round++) {
            if (isContinuous) {
                solve();
            } else {
                solveLevels();
            }
            boolean moved = write(dispatch, 1, isContinuous);
            boolean added;
            if (!groups.hold(dispatch.power, dispatch, dispatch.after)) {
                // Rounding charging down can uncover a limit on what stations give back.
                added = groups.addRows(dispatch, rows);
            } else if (!network.hold(dispatch, dispatch.after)) {
                added = network.addRows(dispatch.power, rows);
            } else if (!groups.holdStill(dispatch, dispatch.after)) {
                added = groups.addRows(dispatch, rows);
            } else {
                added = moved && round % (MAX_ROUNDS / 2) < REFINEMENTS && renewRows(dispatch);
                if (!added && !isContinuous) {
                    return true;
                }
            }
            if (!added || round == MAX_ROUNDS / 2) {
                if (!isContinuous) {
                    return false;
                }
                isContinuous = false;
            }
        }
        return false;
    }

    /** Renews the linear rows that bind and leave room; whether there were any. */
    private boolean renewRows(Dispatch dispatch) {
        boolean renewed = false;
        for (int r = 0; r < rows.count(); r++) {
            if (rows.key(r) != LimitRows.EXACT && problem.multiplier(r) > 0) {
                renewed |= network.renew(rows.key(r), dispatch.power, rows);
            }
        }
        return renewed;
    }

    /**
     * Solves, then lets go of connectors below their smallest power, half of them at a time (those
     * with least weight, the later of equals), until none is left.
     */
    private void solveLevels() {
        int n = limits.pluggedInCount();
        while (true) {
            solve();
            int count = 0;
            for (int rank = 0; rank < n; rank++) {
                below[count] = rank;
                count += isBelowMinimum(rank) ? 1 : 0;
            }
            if (count == 0) {
                return;
            }
            shield.sort(below, count);
            for (int i = count / 2; i < count; i++) {
                dropped[below[i]] = true;
                problem.fixAtZero(below[i]);
            }
        }
    }

    private boolean isBelowMinimum(int rank) {
        return p[rank] > 0
                && p[rank] < limits.highKwAt(rank)
                && p[rank] < limits.minKwAt(rank) - POWER_TOLERANCE_KW
                && !dropped[rank];
    }

    /** Writes a share of the powers, on their levels or as they are; whether any moved. */
    private boolean write(Dispatch dispatch, double share, boolean isContinuous) {
        boolean moved = false;
        for (int rank = 0; rank < limits.pluggedInCount(); rank++) {
            double power = isContinuous ? p[rank] : level(p[rank] * share, rank);
            moved |= Math.abs(power - dispatch.power[rank]) > POWER_TOLERANCE_KW;
            dispatch.power[rank] = power;
        }
        return moved;
    }

    /**
     * The last resort: a share of the powers at hand, found by bisection, that keeps all limits; at
     * zero every limit that can hold does.
     */
    private void scaleBack(Dispatch dispatch) {
        double low = 0;
        double high = 1;
        for (int i = 0; i < 30; i++) {
            double share = (low + high) / 2;
            write(dispatch, share, false);
            if (holds(dispatch)) {
                low = share;
            } else {
                high = share;
            }
        }
        // A little less than what just holds, so that it still holds when asked again.
        write(dispatch, Math.max(0, low - 1e-6), false);
        holds(dispatch);
    }

    private boolean holds(Dispatch dispatch) {
        boolean holds = groups.hold(dispatch.power, dispatch, dispatch.after);
        return network.hold(dispatch, dispatch.after)
                && groups.holdStill(dispatch, dispatch.after)
                && holds;
    }

    private void explain(Dispatch dispatch) {
        for (int rank = 0; rank < limits.pluggedInCount(); rank++) {
            if (Math.abs(dispatch.power[rank] - dispatch.wish[rank]) <= POWER_TOLERANCE_KW) {
                continue;
            }
            dispatch.corrected = true;
            double explained = rows.explain(rank, dispatch);
            if (explained == 0) {
                dispatch.kind[rank] = (byte) ThingKind.NONE.ordinal();
                dispatch.thing[rank] = -1;
                dispatch.phase[rank] = LimitRows.NO_PHASE;
                dispatch.priceKw[rank] = 0;
                dispatch.reason[rank] = (byte) rowless(dispatch, rank).ordinal();
            }
            shield.explain(rank, dispatch, explained, problem.floorPull(rank));
        }
    }

    /** Why a power was cut that no row pulls at. */
    private CutReason rowless(Dispatch dispatch, int rank) {
        if (dropped[rank]) {
            return CutReason.MINIMUM_POWER;
        }
        if (dispatch.before.isFlowSolved) {
            return CutReason.POWER_STEP;
        }
        // Beyond what the feeder can carry at any voltage, by the wish or without it.
        return network.hasBaseState() ? CutReason.VOLTAGE : CutReason.BASE_LOAD;
    }
}
