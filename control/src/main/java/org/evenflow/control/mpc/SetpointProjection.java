package org.evenflow.control.mpc;

import org.evenflow.control.LimitSets;
import org.evenflow.control.Limits;
import org.evenflow.control.Observation;
import org.evenflow.numeric.AlternatingProjections;

/**
 * Projects setpoints of a step onto what limits them, by alternating projections: the box of what
 * each vehicle can do, and half-spaces for stations, supply transformers, site, voltages, lines and
 * export. As the last three are drawn at an AC state, projection and power flow alternate until the
 * flow confirms the result, on the chargers' power levels. Mutable work arrays.
 */
final class SetpointProjection {
    private static final double FLOW_TOLERANCE_PU = 1e-10;

    /** Most rounds of power flow and projection. */
    private static final int ROUNDS = 40;

    /** Most cycles of one projection; what needs more, where it was tried, had no common point. */
    private static final int CYCLES = 2000;

    private static final double TOLERANCE_KW = 1e-8;

    /** Half-spaces are taken this much smaller, kW, so that the projection's rest stays inside. */
    private static final double MARGIN_KW = 1e-6;

    private final LimitSets sets;
    private final AlternatingProjections projections =
            new AlternatingProjections(TOLERANCE_KW, CYCLES);
    private final double[] wishKw;
    private final double[] leastKw;
    private final double[] pointKw;
    private final double[] levelKw;

    /** Whether the last setpoints were moved. */
    boolean moved;

    /** Whether the last result was confirmed. */
    boolean isConfirmed;

    SetpointProjection(Observation observation) {
        Limits limits = observation.limits();
        sets = new LimitSets(limits, observation.site().feeder(), FLOW_TOLERANCE_PU);
        wishKw = new double[limits.connectors()];
        leastKw = new double[limits.connectors()];
        pointKw = new double[limits.connectors()];
        levelKw = new double[limits.connectors()];
    }

    /**
     * Moves setpoints in place.
     *
     * @param powerKw kW, {@code [connector]}
     */
    void project(Observation observation, double[] powerKw, Deadline deadline) {
        Limits limits = observation.limits();
        int n = limits.pluggedInCount;
        for (int rank = 0; rank < n; rank++) {
            int connector = limits.pluggedIn[rank];
            wishKw[rank] = powerKw[connector];
            pointKw[rank] = wishKw[rank];
            levelKw[rank] = wishKw[rank];
            double least =
                    Math.min(
                            wishKw[rank],
                            Urgency.leastKw(
                                    observation, connector, observation.declaredStep(connector)));
            leastKw[rank] = Math.max(limits.low[rank], least);
        }
        moved = false;
        isConfirmed = false;
        sets.begin();
        for (int round = 0; round < ROUNDS && !deadline.isOver(); round++) {
            for (int rank = 0; rank < n; rank++) {
                levelKw[rank] = Rounding.level(limits, limits.pluggedIn[rank], pointKw[rank]);
            }
            isConfirmed = sets.hold(levelKw);
            if (isConfirmed) {
                break;
            }
            moved = true;
            if (sets.isFlowSolved()) {
                toNearest(limits);
            } else {
                // Beyond what the feeder can carry at any voltage there is nothing to draw.
                for (int rank = 0; rank < n; rank++) {
                    pointKw[rank] /= 2;
                }
            }
        }
        for (int rank = 0; rank < n; rank++) {
            powerKw[limits.pluggedIn[rank]] = levelKw[rank];
        }
    }

    /** The nearest point to the wish; drivers' needs give way where they leave none. */
    private void toNearest(Limits limits) {
        if (!solve(limits, leastKw)) {
            System.arraycopy(limits.low, 0, leastKw, 0, limits.pluggedInCount);
            solve(limits, leastKw);
        }
        for (int rank = 0; rank < limits.pluggedInCount; rank++) {
            pointKw[rank] = Math.abs(pointKw[rank]) < MARGIN_KW ? 0 : pointKw[rank];
        }
    }

    private boolean solve(Limits limits, double[] lowKw) {
        int n = limits.pluggedInCount;
        projections.begin(n);
        for (int rank = 0; rank < n; rank++) {
            projections.bounds(rank, lowKw[rank], Math.max(lowKw[rank], limits.high[rank]));
            pointKw[rank] = wishKw[rank];
        }
        boolean hasPoint = true;
        for (int h = 0; h < sets.count(); h++) {
            double[] a = sets.coefficients(h);
            double least = 0;
            for (int rank = 0; rank < n; rank++) {
                least += a[rank] * (a[rank] > 0 ? lowKw[rank] : limits.high[rank]);
            }
            hasPoint &= least <= sets.mostKw(h);
            projections.halfSpace(a, Math.max(sets.mostKw(h) - MARGIN_KW, least));
        }
        return projections.nearest(pointKw).isReached() && hasPoint;
    }
}
