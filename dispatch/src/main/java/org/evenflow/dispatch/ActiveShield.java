package org.evenflow.dispatch;

import java.util.Arrays;
import org.evenflow.control.Limits;
import org.evenflow.control.Observation;
import org.evenflow.model.scenario.Scenario.Dispatching;
import org.evenflow.numeric.LeastSquares;
import org.jspecify.annotations.Nullable;

/**
 * The shield of a scenario that asks for one: weights, {@link LookAhead} and {@link Ramp}. Mutable
 * work arrays.
 */
final class ActiveShield implements Shield {
    private final Limits limits;
    private final Curtailment curtailment;
    private final Dispatching dispatching;
    private final Observation world;
    private final Stays stays;
    private final Ramp ramp;
    private final @Nullable LookAhead lookAhead;
    private final boolean[] isMember;
    private final long[] order;

    ActiveShield(
            Limits limits, Curtailment curtailment, Dispatching dispatching, Observation world) {
        this.limits = limits;
        this.curtailment = curtailment;
        this.dispatching = dispatching;
        this.world = world;
        stays = new Stays(limits.connectors());
        ramp = new Ramp(limits, dispatching);
        lookAhead = dispatching.lookAhead() ? new LookAhead(limits, curtailment, stays) : null;
        isMember = new boolean[limits.connectors()];
        order = new long[limits.connectors()];
    }

    @Override
    public boolean isActive() {
        return true;
    }

    @Override
    public void startStep(Dispatch dispatch) {
        stays.read(limits, world);
        ramp.startStep(world);
        if (lookAhead != null) {
            lookAhead.startStep(world.stepHours(), ramp);
            lookAhead.reportShortage(dispatch);
        }
    }

    @Override
    public boolean hold(double[] power) {
        return ramp.hold(power) && (lookAhead == null || lookAhead.hold(power));
    }

    @Override
    public void prepare(LeastSquares problem, Dispatch dispatch) {
        for (int rank = 0; rank < limits.pluggedInCount(); rank++) {
            double wish = dispatch.wish[rank];
            double most = ramp.mostKw(rank);
            double floor = floorKw(rank);
            double low = Math.max(Math.min(0, wish), ramp.leastKw(rank));
            double high = Math.max(Math.min(Math.max(0, wish), most), floor);
            problem.variable(rank, wish, low, high);
            problem.softFloor(rank, floor);
            if (wish > 0) {
                problem.weight(rank, weight(rank));
            }
        }
    }

    private double weight(int rank) {
        return dispatching.weights() == Dispatching.Weights.LAXITY ? stays.weight(rank) : 1;
    }

    /** The least power that a connector by itself should have, on a level; infinite for none. */
    private double floorKw(int rank) {
        double floor = ramp.floorKw(rank);
        if (lookAhead != null) {
            double ahead = lookAhead.floorKw(rank);
            double high = limits.highKwAt(rank);
            boolean isBetween = ahead > 0 && ahead < high;
            boolean isLevel = isBetween && limits.levelKwAt(ahead, rank) >= ahead - 1e-9;
            floor =
                    Math.max(
                            floor,
                            isBetween && !isLevel
                                    ? Math.min(high, limits.nextLevelKwAt(ahead, rank))
                                    : ahead);
        }
        return floor;
    }

    @Override
    public boolean addRows(double[] power, LimitRows to) {
        boolean added = ramp.addRows(power, to);
        return lookAhead == null ? added : lookAhead.addRows(power, to) | added;
    }

    @Override
    public void sort(int[] ranks, int count) {
        for (int i = 0; i < count; i++) {
            // Weights lie between 1 and 20; a millionth of one decides.
            order[i] = ((long) (-1e6 * weight(ranks[i])) << 32) | i;
        }
        Arrays.sort(order, 0, count);
        int[] before = Arrays.copyOf(ranks, count);
        for (int i = 0; i < count; i++) {
            ranks[i] = before[(int) order[i]];
        }
    }

    @Override
    public boolean lift(Dispatch dispatch) {
        if (lookAhead == null) {
            return false;
        }
        boolean lifted = false;
        for (int i = 0; i < limits.pluggedInCount(); i++) {
            double lacking = lookAhead.lacking(dispatch.power, isMember);
            boolean raised = false;
            for (int rank = 0; rank < limits.pluggedInCount() && lacking > 0; rank++) {
                double gain = isMember[rank] ? raise(rank, dispatch) : 0;
                raised |= gain > 0;
                lacking -= gain;
            }
            if (!raised) {
                return lifted;
            }
            lifted = true;
        }
        return lifted;
    }

    /** Raises one power to its next level; by how much, kW. */
    private double raise(int rank, Dispatch dispatch) {
        double power = dispatch.power[rank];
        double most = Math.min(limits.highKwAt(rank), ramp.mostKw(rank));
        double next = Math.min(most, limits.nextLevelKwAt(Math.max(0, power), rank));
        double gain = next - power;
        boolean isLevelled = limits.stepKwAt(rank) > 0 || limits.minKwAt(rank) > 0;
        if (gain <= 0 || !isLevelled) {
            return 0;
        }
        int s = limits.stationAt(rank);
        int t = limits.layout().transformerOf(s);
        boolean fits =
                dispatch.stationKw[s] + gain <= limits.layout().stationHighKw(s)
                        && dispatch.siteKw + gain <= limits.layout().siteHighKw()
                        && (t < 0
                                || dispatch.transformerKw[t] + gain
                                        <= curtailment.transformerHighKw(t));
        if (!fits) {
            return 0;
        }
        dispatch.power[rank] = next;
        dispatch.stationKw[s] += gain;
        dispatch.siteKw += gain;
        if (t >= 0) {
            dispatch.transformerKw[t] += gain;
        }
        return gain;
    }

    @Override
    public void explain(int rank, Dispatch dispatch, double explainedKw, double pull) {
        double change = dispatch.power[rank] - dispatch.wish[rank];
        boolean isRising = change > 0 && pull > explainedKw;
        boolean isUnexplained = explainedKw == 0 && change > 0;
        boolean isAtMost = Math.abs(dispatch.power[rank] - ramp.mostKw(rank)) < 1e-6;
        boolean isHeldBack = change < 0 && isAtMost && explainedKw < -change - 1e-6;
        if (!isRising && !isUnexplained && !isHeldBack) {
            return;
        }
        boolean isRamp =
                isHeldBack || lookAhead == null || ramp.floorKw(rank) > lookAhead.floorKw(rank);
        dispatch.reason[rank] = (byte) (isRamp ? CutReason.RAMP : CutReason.LOOK_AHEAD).ordinal();
        dispatch.kind[rank] = (byte) ThingKind.NONE.ordinal();
        dispatch.thing[rank] = -1;
        dispatch.phase[rank] = LimitRows.NO_PHASE;
        dispatch.priceKw[rank] = Math.max(pull, Math.abs(change) - explainedKw);
    }

    @Override
    public void endStep(Dispatch dispatch) {
        ramp.remember(world, dispatch);
    }
}
