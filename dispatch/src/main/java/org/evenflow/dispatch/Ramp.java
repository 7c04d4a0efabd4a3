package org.evenflow.dispatch;

import java.util.Arrays;
import org.evenflow.control.Limits;
import org.evenflow.control.Observation;
import org.evenflow.model.scenario.Scenario.Dispatching;

/**
 * Limits on how fast power changes from step to step: of a connector, and of all connectors of a
 * station. They bound the rise of charging and of giving back, and the fall of charging; giving
 * back may end at once, a vehicle that leaves takes its power with it, and where a limit of the
 * network leaves no other way power falls as fast as it must. A charger with power levels may
 * always take the next one. Mutable arrays.
 */
final class Ramp {
    private static final double TOLERANCE_KW = 1e-7;

    private final Limits limits;
    private final double perMin;
    private final double stationPerMin;

    /** Power of the step before, and the vehicle that had it, {@code [connector]}. */
    private final double[] before;

    private final double[] last;
    private final int[] vehicle;
    private final double[] stationBefore;
    private final double[] stationLast;

    /** Power of the step before of those who are still there. */
    private final double[] stationStaying;

    private final double[] stationKw;

    /** Largest least power or level of a station's chargers. */
    private final double[] stationLevel;

    private double mostKw;
    private double stationMostKw;
    private double stepHours;
    private int step = -1;

    Ramp(Limits limits, Dispatching dispatching) {
        this.limits = limits;
        perMin = dispatching.rampKwPerMin();
        stationPerMin = dispatching.stationRampKwPerMin();
        before = new double[limits.connectors()];
        last = new double[limits.connectors()];
        vehicle = new int[limits.connectors()];
        stationBefore = new double[limits.stations()];
        stationLast = new double[limits.stations()];
        stationStaying = new double[limits.stations()];
        stationKw = new double[limits.stations()];
        stationLevel = new double[limits.stations()];
    }

    /** Whether there is any limit. */
    boolean isLimited() {
        return perMin < Double.POSITIVE_INFINITY || stationPerMin < Double.POSITIVE_INFINITY;
    }

    /**
     * Looks at a step: what was dispatched in another step before it is what power changes from.
     */
    void startStep(Observation world) {
        stepHours = world.stepHours();
        mostKw = perMin * 60 * stepHours;
        stationMostKw = stationPerMin * 60 * stepHours;
        if (!isLimited()) {
            return;
        }
        if (world.step() == 0) {
            Arrays.fill(before, 0);
            Arrays.fill(stationBefore, 0);
        } else if (world.step() != step) {
            System.arraycopy(last, 0, before, 0, last.length);
            System.arraycopy(stationLast, 0, stationBefore, 0, stationLast.length);
        }
        step = world.step();
        Arrays.fill(stationStaying, 0);
        Arrays.fill(stationLevel, 0);
        for (int rank = 0; rank < limits.pluggedInCount(); rank++) {
            int c = limits.connectorAt(rank);
            int s = limits.stationAt(rank);
            if (world.arrivalRank(c) != vehicle[c]) {
                before[c] = 0;
            }
            stationStaying[s] += Math.min(before[c], limits.highKwAt(rank));
            double level = Math.max(limits.minKwAt(rank), limits.stepKwAt(rank));
            stationLevel[s] = Math.max(stationLevel[s], level);
        }
    }

    /** Remembers what was dispatched. */
    void remember(Observation world, Dispatch dispatch) {
        if (!isLimited()) {
            return;
        }
        Arrays.fill(stationLast, 0);
        for (int rank = 0; rank < limits.pluggedInCount(); rank++) {
            int c = limits.connectorAt(rank);
            last[c] = dispatch.power[rank];
            vehicle[c] = world.arrivalRank(c);
            stationLast[limits.stationAt(rank)] += dispatch.power[rank];
        }
    }

    /** Greatest power that a connector may rise to. */
    double mostKw(int rank) {
        if (perMin == Double.POSITIVE_INFINITY) {
            return perMin;
        }
        double from = Math.max(0, before[limits.connectorAt(rank)]);
        return Math.max(from + mostKw, limits.nextLevelKwAt(from, rank));
    }

    /** Least power that it may give back to. */
    double leastKw(int rank) {
        return Math.min(0, before[limits.connectorAt(rank)] - mostKw);
    }

    /** Power below which its charging should not fall; minus infinity for none. */
    double floorKw(int rank) {
        double from = before[limits.connectorAt(rank)] - mostKw;
        if (from <= 0) {
            return Double.NEGATIVE_INFINITY;
        }
        double high = limits.highKwAt(rank);
        return from >= high ? high : limits.levelKwAt(from, rank);
    }

    /** Energy that a vehicle can take after the step if it has some power in it, kWh. */
    double laterKwh(int rank, double powerKw, Stays stays) {
        double hours = Math.max(0, stays.leftHours[rank]);
        double rated = stays.ratedKw[rank];
        double full = rated * hours;
        double lost = 0;
        for (double kw = Math.max(0, powerKw) + mostKw; kw < rated && lost < full; kw += mostKw) {
            lost += (rated - kw) * stepHours;
        }
        return Math.max(0, full - lost);
    }

    /** Whether powers keep what can be kept. */
    boolean hold(double[] power) {
        if (!isLimited()) {
            return true;
        }
        boolean holds = true;
        Arrays.fill(stationKw, 0);
        for (int rank = 0; rank < limits.pluggedInCount(); rank++) {
            double kw = power[rank];
            stationKw[limits.stationAt(rank)] += kw;
            holds &= kw <= mostKw(rank) + TOLERANCE_KW;
            holds &= kw >= Math.max(leastKw(rank), floorKw(rank)) - TOLERANCE_KW;
        }
        for (int s = 0; s < stationKw.length; s++) {
            holds &= stationKw[s] <= stationHighKw(s) + TOLERANCE_KW;
            double least = Math.max(stationLowKw(s), stationFloorKw(s));
            holds &= stationKw[s] >= least - TOLERANCE_KW;
        }
        return holds;
    }

    private double stationHighKw(int s) {
        return Math.max(0, stationBefore[s]) + Math.max(stationMostKw, stationLevel[s]);
    }

    private double stationLowKw(int s) {
        return Math.min(0, stationBefore[s] - stationMostKw);
    }

    private double stationFloorKw(int s) {
        return stationStaying[s] - Math.max(stationMostKw, stationLevel[s]);
    }

    /** Adds rows for stations that change too fast; whether any was new. */
    boolean addRows(double[] power, LimitRows to) {
        if (stationPerMin == Double.POSITIVE_INFINITY) {
            return false;
        }
        boolean added = false;
        hold(power);
        for (int s = 0; s < stationKw.length; s++) {
            if (stationKw[s] > stationHighKw(s) + TOLERANCE_KW) {
                added |= addRow(s, 1, stationHighKw(s), false, to);
            }
            if (stationKw[s] < stationLowKw(s) - TOLERANCE_KW) {
                added |= addRow(s, -1, -stationLowKw(s), false, to);
            }
            if (stationKw[s] < stationFloorKw(s) - TOLERANCE_KW) {
                added |= addRow(s, -1, -stationFloorKw(s), true, to);
            }
        }
        return added;
    }

    private boolean addRow(int station, double sign, double bound, boolean isSoft, LimitRows to) {
        double[] slopes = to.slopes();
        for (int rank = 0; rank < limits.pluggedInCount(); rank++) {
            slopes[rank] = limits.stationAt(rank) == station ? sign : 0;
        }
        if (!to.newRow(bound, CutReason.RAMP, ThingKind.STATION, station, isSoft)) {
            return false;
        }
        for (int rank = 0; isSoft && rank < limits.pluggedInCount(); rank++) {
            if (limits.stationAt(rank) == station) {
                // Everybody staying as before is enough.
                double most = Math.min(limits.highKwAt(rank), before[limits.connectorAt(rank)]);
                to.problem.letRise(rank, most);
            }
        }
        return true;
    }
}
