package org.evenflow.planning;

import org.evenflow.control.LevelRounding;
import org.evenflow.control.Limits;
import org.evenflow.control.Observation;
import org.evenflow.dispatch.LimitSets;
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
        sets = new LimitSets(limits, FLOW_TOLERANCE_PU);
        wishKw = new double[limits.connectors()];
        leastKw = new double[limits.connectors()];
        pointKw = new double[limits.connectors()];
        levelKw = new double[limits.connectors()];
    }

    /**
     * Moves setpoints in place.
     *
     * @param powerKw kW, {@code [connector]}
     * @param rounding that puts the result on the chargers' levels
     */
    void project(
            Observation observation,
            double[] powerKw,
            LevelRounding rounding,
            Fallback.Deadline deadline) {
        Limits limits = observation.limits();
        int n = limits.pluggedInCount();
        readWishes(observation, powerKw);
        moved = false;
        isConfirmed = false;
        sets.startStep();
        for (int round = 0; round < ROUNDS && !isConfirmed && !deadline.isOver(); round++) {
            for (int rank = 0; rank < n; rank++) {
                levelKw[rank] =
                        LevelRounding.level(limits, limits.connectorAt(rank), pointKw[rank]);
            }
            isConfirmed = sets.hold(levelKw);
            if (!isConfirmed) {
                move(limits);
            }
        }
        for (int rank = 0; rank < n; rank++) {
            powerKw[limits.connectorAt(rank)] = pointKw[rank];
        }
        rounding.round(limits, powerKw);
        if (!isHeld(limits, powerKw)) {
            for (int rank = 0; rank < n; rank++) {
                powerKw[limits.connectorAt(rank)] = levelKw[rank];
            }
        }
    }

    private boolean isHeld(Limits limits, double[] powerKw) {
        double[] byRank = new double[levelKw.length];
        for (int rank = 0; rank < limits.pluggedInCount(); rank++) {
            byRank[rank] = powerKw[limits.connectorAt(rank)];
        }
        return sets.hold(byRank);
    }

    private void readWishes(Observation observation, double[] powerKw) {
        Limits limits = observation.limits();
        for (int rank = 0; rank < limits.pluggedInCount(); rank++) {
            int connector = limits.connectorAt(rank);
            wishKw[rank] = powerKw[connector];
            pointKw[rank] = wishKw[rank];
            levelKw[rank] = wishKw[rank];
            double least =
                    Math.min(
                            wishKw[rank],
                            Stays.leastKw(
                                    observation, connector, observation.declaredStep(connector)));
            leastKw[rank] = Math.max(limits.lowKwAt(rank), least);
        }
    }

    /** Moves the point towards the limits that levels break. */
    private void move(Limits limits) {
        moved = true;
        if (sets.isFlowSolved()) {
            toNearest(limits);
        } else {
            // Beyond what the feeder can carry at any voltage there is nothing to draw.
            for (int rank = 0; rank < limits.pluggedInCount(); rank++) {
                pointKw[rank] /= 2;
            }
        }
    }

    /** The nearest point to the wish; drivers' needs give way where they leave none. */
    private void toNearest(Limits limits) {
        if (!solve(limits, leastKw)) {
            for (int rank = 0; rank < limits.pluggedInCount(); rank++) {
                leastKw[rank] = limits.lowKwAt(rank);
            }
            solve(limits, leastKw);
        }
        for (int rank = 0; rank < limits.pluggedInCount(); rank++) {
            pointKw[rank] = Math.abs(pointKw[rank]) < MARGIN_KW ? 0 : pointKw[rank];
        }
    }

    private boolean solve(Limits limits, double[] lowKw) {
        int n = limits.pluggedInCount();
        projections.begin(n);
        for (int rank = 0; rank < n; rank++) {
            projections.bounds(rank, lowKw[rank], Math.max(lowKw[rank], limits.highKwAt(rank)));
            pointKw[rank] = wishKw[rank];
        }
        boolean hasPoint = true;
        for (int h = 0; h < sets.count(); h++) {
            double[] a = sets.coefficients(h);
            double least = 0;
            for (int rank = 0; rank < n; rank++) {
                least += a[rank] * (a[rank] > 0 ? lowKw[rank] : limits.highKwAt(rank));
            }
            hasPoint &= least <= sets.mostKw(h);
            projections.halfSpace(a, Math.max(sets.mostKw(h) - MARGIN_KW, least));
        }
        return projections.nearest(pointKw).isReached() && hasPoint;
    }
}
