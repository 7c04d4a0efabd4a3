package org.evenflow.control;

import java.util.Arrays;
import org.evenflow.grid.FlowResult;
import org.evenflow.model.Feeder;
import org.evenflow.model.Scenario;
import org.evenflow.model.Scenario.Dispatching;
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
    private final Groups groups;
    private final @Nullable NetworkRows network;
    private final double[] p;
    private final boolean[] dropped;

    private final Wishes wishes;

    /** Ranks to be let go. */
    private final int[] below;

    /** What is asked for beyond limits; null for nothing. */
    private final @Nullable Shield shield;

    /**
     * A dispatcher for a scenario's limits alone.
     *
     * @param limits refilled by the caller before every call of {@link #project}
     * @param feeder the network to keep within its limits, or null
     * @param tolerancePu of its power flow
     */
    public Dispatcher(Limits limits, @Nullable Feeder feeder, double tolerancePu) {
        this(limits, feeder, tolerancePu, null);
    }

    /**
     * A dispatcher that does what a scenario asks of it.
     *
     * @param world what it may know: that of the controllers
     */
    public Dispatcher(Scenario scenario, Observation world, double tolerancePu) {
        this(
                world.limits(),
                scenario.feeder(),
                tolerancePu,
                scenario.dispatching().equals(Dispatching.PLAIN)
                        ? null
                        : new Shield(world.limits(), scenario.dispatching(), world));
    }

    private Dispatcher(
            Limits limits, @Nullable Feeder feeder, double tolerancePu, @Nullable Shield shield) {
        this.limits = limits;
        this.shield = shield;
        groups = new Groups(limits);
        network = feeder == null ? null : new NetworkRows(limits, feeder, tolerancePu);
        // Every sum may bind, from either side, and a good number of lines and buses.
        int sums = 2 * (limits.stations() + limits.transformerKva.length) + 1;
        int tangents = limits.phases == null ? 0 : TANGENTS * limits.phases.count();
        int shielding = shield == null ? 0 : MAX_SHIELD_ROWS + 3 * limits.stations();
        int maxRows = MAX_NETWORK_ROWS + sums + tangents + shielding;
        rows = new LimitRows(maxRows, limits.connectors());
        problem = rows.problem;
        p = new double[limits.connectors()];
        dropped = new boolean[limits.connectors()];
        wishes = new Wishes(limits);
        below = new int[limits.connectors() + 1];
    }

    /**
     * Projects a wish.
     *
     * @param action the wish
     * @param dispatch filled
     * @param state the network's state: start of the power flow, and left solved for the dispatched
     *     powers; null without a feeder
     */
    public void project(Action action, Dispatch dispatch, @Nullable FlowResult state) {
        boolean holds = measure(action, dispatch, state);
        dispatch.isProjected = true;
        if (shield != null) {
            shield.begin(dispatch);
            holds &= shield.hold(dispatch.power);
        }
        if (!holds) {
            cut(dispatch, state);
        }
        if (shield != null) {
            shield.end(dispatch);
        }
    }

    /**
     * Bounds a wish by vehicle and connector alone and measures what it violates, for controllers
     * that pass no dispatcher.
     */
    public void passThrough(Action action, Dispatch dispatch, @Nullable FlowResult state) {
        measure(action, dispatch, state);
        dispatch.isProjected = false;
    }

    /**
     * The wish as vehicles and connectors take it, and what it violates; whether it is as far
     * within the limits as charging can bring it.
     */
    private boolean measure(Action action, Dispatch dispatch, @Nullable FlowResult state) {
        wishes.bound(action, dispatch);
        boolean holds = groups.hold(dispatch.power, dispatch, dispatch.before);
        if (network != null && state != null) {
            network.begin();
            boolean isKept = network.hold(dispatch, dispatch.before, state);
            holds &= isKept & groupsHoldStill(dispatch, dispatch.before);
        }
        dispatch.after.copy(dispatch.before);
        return holds;
    }

    /**
     * The power level towards zero; what the vehicle itself limits needs no level, it draws less
     * than its pilot.
     */
    private double level(double power, int rank) {
        return power <= 0 || power >= limits.high[rank] ? power : limits.levelKw(power, rank);
    }

    private void cut(Dispatch dispatch, @Nullable FlowResult state) {
        int n = limits.pluggedInCount;
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
        if (shield != null) {
            shield.prepare(problem, dispatch);
        }
        // The first rows come from the wish itself, which the caller has measured.
        boolean added =
                groups.addRows(dispatch, rows)
                        || (network != null
                                && state != null
                                && network.addRows(dispatch.power, state, rows));
        dispatch.power = dispatch.cut;
        if (!(added || shield != null) || !search(dispatch, state)) {
            scaleBack(dispatch, state);
        } else if (shield != null && !shield.hold(dispatch.power)) {
            lift(shield, dispatch, state);
        }
        explain(dispatch);
    }

    /**
     * Mends what rounding down to levels has put out of reach, where all limits still hold then.
     */
    private void lift(Shield by, Dispatch dispatch, @Nullable FlowResult state) {
        System.arraycopy(dispatch.power, 0, p, 0, limits.pluggedInCount);
        if (by.lift(dispatch) && !holds(dispatch, state)) {
            System.arraycopy(p, 0, dispatch.power, 0, limits.pluggedInCount);
            holds(dispatch, state);
        }
    }

    /** The nearest point to the wish under the rows at hand, look-ahead rows added as needed. */
    private void solve() {
        problem.solve(p);
        for (int i = 0; shield != null && i < MAX_AHEAD && shield.addRows(p, rows); i++) {
            problem.solve(p);
        }
    }

    /**
     * Adds and renews rows until a flow confirms the powers: with a network first on the continuous
     * set, so that nobody is let go because of a row drawn far away, then on the power levels.
     */
    private boolean search(Dispatch dispatch, @Nullable FlowResult state) {
        boolean isContinuous = network != null;
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
            } else if (network == null || state == null) {
                return true;
            } else if (!network.hold(dispatch, dispatch.after, state)) {
                added = network.addRows(dispatch.power, state, rows);
            } else if (!groupsHoldStill(dispatch, dispatch.after)) {
                added = groups.addRows(dispatch, rows);
            } else {
                added =
                        moved
                                && round % (MAX_ROUNDS / 2) < REFINEMENTS
                                && renewRows(dispatch, state);
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
    private boolean renewRows(Dispatch dispatch, FlowResult state) {
        boolean renewed = false;
        for (int r = 0; r < rows.count(); r++) {
            if (rows.key(r) != LimitRows.EXACT && problem.multiplier(r) > 0 && network != null) {
                renewed |= network.renew(rows.key(r), dispatch.power, state, rows);
            }
        }
        return renewed;
    }

    /**
     * Solves, then lets go of connectors below their smallest power, half of them at a time (those
     * with least weight, the later of equals), until none is left.
     */
    private void solveLevels() {
        int n = limits.pluggedInCount;
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
            if (shield != null) {
                shield.sort(below, count);
            }
            for (int i = count / 2; i < count; i++) {
                dropped[below[i]] = true;
                problem.fixAtZero(below[i]);
            }
        }
    }

    private boolean isBelowMinimum(int rank) {
        return p[rank] > 0
                && p[rank] < limits.high[rank]
                && p[rank] < limits.min[rank] - POWER_TOLERANCE_KW
                && !dropped[rank];
    }

    /** Writes a share of the powers, on their levels or as they are; whether any moved. */
    private boolean write(Dispatch dispatch, double share, boolean isContinuous) {
        boolean moved = false;
        for (int rank = 0; rank < limits.pluggedInCount; rank++) {
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
    private void scaleBack(Dispatch dispatch, @Nullable FlowResult state) {
        double low = 0;
        double high = 1;
        for (int i = 0; i < 30; i++) {
            double share = (low + high) / 2;
            write(dispatch, share, false);
            if (holds(dispatch, state)) {
                low = share;
            } else {
                high = share;
            }
        }
        // A little less than what just holds, so that it still holds when asked again.
        write(dispatch, Math.max(0, low - 1e-6), false);
        holds(dispatch, state);
    }

    private boolean holds(Dispatch dispatch, @Nullable FlowResult state) {
        boolean holds = groups.hold(dispatch.power, dispatch, dispatch.after);
        return (network == null || state == null || network.hold(dispatch, dispatch.after, state))
                && groupsHoldStill(dispatch, dispatch.after)
                && holds;
    }

    /**
     * Whether sums hold once reactive powers have followed the voltages of a solved network, and
     * plants have been curtailed for it.
     */
    private boolean groupsHoldStill(Dispatch dispatch, Dispatch.Violation violation) {
        if (limits.surplus != null && limits.surplus.isBehindTransformers) {
            boolean station = violation.station;
            boolean transformer = violation.transformer;
            boolean holds = groups.holdStill(dispatch.power, dispatch, violation);
            violation.station |= station;
            violation.transformer |= transformer;
            return holds;
        }
        return limits.phases == null
                || limits.wiring == null
                || !limits.wiring.isVoltageFollowed
                || limits.phases.hold(dispatch.power, dispatch, violation);
    }

    private void explain(Dispatch dispatch) {
        for (int rank = 0; rank < limits.pluggedInCount; rank++) {
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
            if (shield != null) {
                shield.explain(rank, dispatch, explained, problem.floorPull(rank));
            }
        }
    }

    /** Why a power was cut that no row pulls at. */
    private CutReason rowless(Dispatch dispatch, int rank) {
        if (dropped[rank]) {
            return CutReason.MINIMUM_POWER;
        }
        if (network == null || dispatch.before.isFlowSolved) {
            return CutReason.POWER_STEP;
        }
        // Beyond what the feeder can carry at any voltage, by the wish or without it.
        return network.hasBaseState() ? CutReason.VOLTAGE : CutReason.BASE_LOAD;
    }
}
