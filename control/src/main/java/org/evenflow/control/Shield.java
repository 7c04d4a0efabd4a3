package org.evenflow.control;

import java.util.Arrays;
import org.evenflow.model.Scenario.Dispatching;
import org.evenflow.numeric.LeastSquares;
import org.jspecify.annotations.Nullable;

/**
 * What the dispatcher does beyond holding limits, where a scenario asks for it: weights, {@link
 * LookAhead} and {@link Ramp}. Unlike limits these may raise a power above its wish. Mutable work
 * arrays.
 */
final class Shield {
    private final Limits limits;
    private final Dispatching dispatching;
    private final Observation world;
    private final Stays stays;
    private final Ramp ramp;
    private final @Nullable LookAhead lookAhead;
    private final boolean[] isMember;
    private final long[] order;

    Shield(Limits limits, Dispatching dispatching, Observation world) {
        this.limits = limits;
        this.dispatching = dispatching;
        this.world = world;
        stays = new Stays(limits.connectors());
        ramp = new Ramp(limits, dispatching);
        lookAhead = dispatching.lookAhead() ? new LookAhead(limits, stays) : null;
        isMember = new boolean[limits.connectors()];
        order = new long[limits.connectors()];
    }

    /** Looks at the present step. */
    void begin(Dispatch dispatch) {
        stays.read(limits, world);
        ramp.begin(world);
        if (lookAhead != null) {
            lookAhead.begin(world.stepHours(), ramp);
            lookAhead.tell(dispatch);
        }
    }

    /** Whether powers keep all that can be kept. */
    boolean hold(double[] power) {
        return ramp.hold(power) && (lookAhead == null || lookAhead.hold(power));
    }

    /** Sets weights, bounds and floors of all powers. */
    void prepare(LeastSquares problem, Dispatch dispatch) {
        for (int rank = 0; rank < limits.pluggedInCount; rank++) {
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
            double high = limits.high[rank];
            boolean isBetween = ahead > 0 && ahead < high;
            boolean isLevel = isBetween && limits.levelKw(ahead, rank) >= ahead - 1e-9;
            floor =
                    Math.max(
                            floor,
                            isBetween && !isLevel
                                    ? Math.min(high, limits.nextLevelKw(ahead, rank))
                                    : ahead);
        }
        return floor;
    }

    /** Adds rows for what powers miss; whether any was new. */
    boolean addRows(double[] power, LimitRows to) {
        boolean added = ramp.addRows(power, to);
        return lookAhead == null ? added : lookAhead.addRows(power, to) | added;
    }

    /** Sorts ranks: those with the greatest weight first, equals as they are. */
    void sort(int[] ranks, int count) {
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

    /**
     * Raises powers that rounding to levels has put below what look-ahead asks, a level at a time,
     * as far as stations, transformers and the site leave room. Whether any was raised.
     */
    boolean lift(Dispatch dispatch) {
        if (lookAhead == null) {
            return false;
        }
        boolean lifted = false;
        for (int i = 0; i < limits.pluggedInCount; i++) {
            double lacking = lookAhead.lacking(dispatch.power, isMember);
            boolean raised = false;
            for (int rank = 0; rank < limits.pluggedInCount && lacking > 0; rank++) {
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
        double most = Math.min(limits.high[rank], ramp.mostKw(rank));
        double next = Math.min(most, limits.nextLevelKw(Math.max(0, power), rank));
        double gain = next - power;
        boolean isLevelled = limits.step[rank] > 0 || limits.min[rank] > 0;
        if (gain <= 0 || !isLevelled) {
            return 0;
        }
        int s = limits.station[rank];
        int t = limits.transformerOf[s];
        boolean fits =
                dispatch.stationKw[s] + gain <= limits.stationHighKw[s]
                        && dispatch.siteKw + gain <= limits.siteHighKw
                        && (t < 0
                                || dispatch.transformerKw[t] + gain <= limits.transformerHighKw[t]);
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

    /**
     * Tells why a power is not what was wished where no row does.
     *
     * @param explainedKw how far the strongest row pulls
     * @param pull how far a floor holds it
     */
    void explain(int rank, Dispatch dispatch, double explainedKw, double pull) {
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

    /** Remembers what was dispatched. */
    void end(Dispatch dispatch) {
        ramp.remember(world, dispatch);
    }

    /**
     * What the dispatcher knows of the plugged-in vehicles beyond their limits: what they need
     * until they leave, as their drivers have declared. Arrays by rank, refilled for every step;
     * package-private.
     */
    static final class Stays {
        /** Least share of the remaining stay that counts as to spare: what bounds weights. */
        private static final double LEAST_SPARE = 0.05;

        /**
         * Energy at the meter that lacks at the beginning of the step; negative for what is over.
         */
        final double[] needKwh;

        /** Energy needed at the meter for each kWh given back. */
        final double[] regain;

        /** Power without regard to request and charge curve. */
        final double[] ratedKw;

        /**
         * Time between the step and the declared departure, less what the charge curve costs;
         * negative where there is none.
         */
        final double[] leftHours;

        /** Whether the declared departure is yet to come. */
        final boolean[] isDue;

        private final double[] spare;

        Stays(int connectors) {
            needKwh = new double[connectors];
            regain = new double[connectors];
            ratedKw = new double[connectors];
            leftHours = new double[connectors];
            isDue = new boolean[connectors];
            spare = new double[connectors];
        }

        /** Reads the present step. */
        void read(Limits limits, Observation world) {
            double stepHours = world.stepHours();
            for (int rank = 0; rank < limits.pluggedInCount; rank++) {
                int c = limits.pluggedIn[rank];
                double rated = world.ratedKw(c);
                double needed = world.neededKwh(c);
                double neededHours = world.neededHours(c);
                double charge = world.chargeEfficiency(c);
                double over = Math.max(0, world.storedKwh(c) - world.targetKwh(c)) / charge;
                int steps = world.declaredStep(c) - world.step();
                double lost = rated > 0 ? Math.max(0, neededHours - needed / rated) : 0;
                isDue[rank] = steps > 0;
                needKwh[rank] = needed > 0 ? needed : -over;
                regain[rank] = 1 / (charge * world.dischargeEfficiency(c));
                ratedKw[rank] = rated;
                leftHours[rank] = (steps - 1) * stepHours - lost;
                double share = steps > 0 ? 1 - neededHours / (steps * stepHours) : 0;
                spare[rank] = Math.max(LEAST_SPARE, share);
            }
        }

        /**
         * What a vehicle still needs after a step at some power, kWh; negative for what is over.
         */
        double needAfter(int rank, double powerKw, double stepHours) {
            double kwh = powerKw * stepHours;
            return needKwh[rank] - (kwh < 0 ? regain[rank] * kwh : kwh);
        }

        /**
         * Weight of a vehicle's power: one over the share of its remaining stay that it can spare,
         * 1 for all of it, 20 for a twentieth or less.
         */
        double weight(int rank) {
            return 1 / spare[rank];
        }
    }
}
