package org.evenflow.control;

import java.util.Arrays;
import org.evenflow.model.Scenario;
import org.evenflow.model.Station;
import org.jspecify.annotations.Nullable;

/**
 * Limits of stations and supply transformers on each phase: a third of the limit, as apparent power
 * at nominal voltage. They are there where a connector behind them may load its phases unevenly;
 * for a transformer also where one takes reactive power. The current of a phase is the length of a
 * phasor that is linear in the powers, so the limit is a cone; a row is its tangent at the powers
 * at hand, which cuts off no allowed point, and a few of them reach the nearest one (J. E. Kelley,
 * The cutting-plane method for solving convex programs, J. SIAM 8(4), 1960). Mutable work arrays.
 */
final class PhaseGroups {
    /** Tangents of a curved limit aim this share inside, so that they end. */
    private static final double MARGIN = 1e-7;

    private final Limits limits;
    private final Wiring wiring;

    /** Whether a station, a transformer is held phase by phase. */
    private final boolean[] isStationHeld;

    private final boolean[] isTransformerHeld;

    /** Phasors, kVA: {@code [3 * station + phase]}, {@code [3 * transformer + phase]}. */
    private final double[] stationAlong;

    private final double[] stationAcross;
    private final double[] transformerAlong;
    private final double[] transformerAcross;

    private PhaseGroups(Scenario scenario, Limits limits, Wiring wiring) {
        this.limits = limits;
        this.wiring = wiring;
        isStationHeld = new boolean[limits.stations()];
        isTransformerHeld = new boolean[limits.transformerKva.length];
        for (int s = 0; s < isStationHeld.length; s++) {
            Station station = scenario.stations().get(s);
            isStationHeld[s] = Wiring.isUneven(station);
            int t = limits.transformerOf[s];
            if (t >= 0) {
                isTransformerHeld[t] |= isStationHeld[s] || wiring.isReactive(station);
            }
        }
        stationAlong = new double[3 * isStationHeld.length];
        stationAcross = new double[stationAlong.length];
        transformerAlong = new double[3 * isTransformerHeld.length];
        transformerAcross = new double[transformerAlong.length];
    }

    /** The limits by phase of a scenario; null where there are none. */
    static @Nullable PhaseGroups of(Scenario scenario, Limits limits, @Nullable Wiring wiring) {
        if (wiring == null) {
            return null;
        }
        var groups = new PhaseGroups(scenario, limits, wiring);
        boolean any = false;
        for (boolean held : groups.isStationHeld) {
            any |= held;
        }
        for (boolean held : groups.isTransformerHeld) {
            any |= held;
        }
        return any ? groups : null;
    }

    /** How many phases are held. */
    int count() {
        int count = 0;
        for (boolean held : isStationHeld) {
            count += held ? 3 : 0;
        }
        for (boolean held : isTransformerHeld) {
            count += held ? 3 : 0;
        }
        return count;
    }

    /** As {@link Groups#hold}, for phases. */
    boolean hold(double[] power, Dispatch dispatch, Dispatch.Violation violation) {
        sum(power);
        boolean holds = true;
        for (int s = 0; s < isStationHeld.length; s++) {
            for (int at = 3 * s; isStationHeld[s] && at < 3 * s + 3; at++) {
                boolean beyond = isStationBeyond(at);
                violation.station |= beyond;
                holds &= !beyond;
            }
        }
        for (int t = 0; t < isTransformerHeld.length; t++) {
            double largest = 0;
            for (int at = 3 * t; isTransformerHeld[t] && at < 3 * t + 3; at++) {
                double kva = transformerKva(at);
                largest = Math.max(largest, kva);
                violation.transformer |= kva > Groups.withTolerance(limits.transformerKva[t] / 3);
                holds &= kva <= Groups.withTolerance(highKva(at));
            }
            dispatch.transformerPhaseKva[t] = largest;
        }
        return holds;
    }

    /** As {@link Groups#addRows}, for phases. */
    boolean addRows(double[] power, LimitRows to) {
        boolean added = false;
        for (int s = 0; s < isStationHeld.length; s++) {
            for (int at = 3 * s; isStationHeld[s] && at < 3 * s + 3; at++) {
                if (isStationBeyond(at)) {
                    double high = stationHigh(at);
                    added |= addRow(power, at, high, CutReason.STATION, to);
                }
            }
        }
        for (int t = 0; t < isTransformerHeld.length; t++) {
            for (int at = 3 * t; isTransformerHeld[t] && at < 3 * t + 3; at++) {
                if (transformerKva(at) > Groups.withTolerance(highKva(at))) {
                    boolean byBase = highKva(at) > limits.transformerKva[t] / 3;
                    var reason = byBase ? CutReason.BASE_LOAD : CutReason.TRANSFORMER;
                    added |= addRow(power, at, highKva(at), reason, to);
                }
            }
        }
        return added;
    }

    private boolean isStationBeyond(int at) {
        double kva = Math.hypot(stationAlong[at], stationAcross[at]);
        return kva > Groups.withTolerance(stationHigh(at));
    }

    /** Share of its limit that a phase of a station carries under the powers last asked about. */
    double stationLoading(int at) {
        return Math.hypot(stationAlong[at], stationAcross[at]) / stationHigh(at);
    }

    /** What a phase of a station may carry in the direction in which it does. */
    private double stationHigh(int at) {
        int s = at / 3;
        return (stationAlong[at] < 0 ? -limits.stationLowKw[s] : limits.stationHighKw[s]) / 3;
    }

    private double transformerKva(int at) {
        double along = limits.transformerPhaseKw[at] + transformerAlong[at];
        return Math.hypot(along, transformerAcross[at]);
    }

    private double highKva(int at) {
        return Math.max(limits.transformerKva[at / 3] / 3, Math.abs(limits.transformerPhaseKw[at]));
    }

    private void sum(double[] power) {
        Arrays.fill(stationAlong, 0);
        Arrays.fill(stationAcross, 0);
        for (int rank = 0; rank < limits.pluggedInCount; rank++) {
            int connector = limits.pluggedIn[rank];
            int first = 3 * limits.station[rank];
            double kvar = wiring.kvar(connector, power[rank]);
            for (int phase = 0; phase < 3; phase++) {
                double along = wiring.along(connector, phase);
                double across = wiring.across(connector, phase);
                stationAlong[first + phase] += power[rank] * along + kvar * across;
                stationAcross[first + phase] += power[rank] * across - kvar * along;
            }
        }
        Arrays.fill(transformerAlong, 0);
        Arrays.fill(transformerAcross, 0);
        for (int s = 0; s < isStationHeld.length; s++) {
            int t = limits.transformerOf[s];
            for (int phase = 0; t >= 0 && phase < 3; phase++) {
                transformerAlong[3 * t + phase] += stationAlong[3 * s + phase];
                transformerAcross[3 * t + phase] += stationAcross[3 * s + phase];
            }
        }
    }

    /** The tangent of a phase's limit at the powers at hand. */
    private boolean addRow(double[] power, int at, double highKva, CutReason reason, LimitRows to) {
        boolean isStation = reason == CutReason.STATION;
        double along =
                isStation ? stationAlong[at] : limits.transformerPhaseKw[at] + transformerAlong[at];
        double across = isStation ? stationAcross[at] : transformerAcross[at];
        double kva = Math.hypot(along, across);
        double room = highKva * (across == 0 ? 1 : 1 - MARGIN) - kva;
        double[] slope = to.slopes();
        for (int rank = 0; rank < limits.pluggedInCount; rank++) {
            int s = limits.station[rank];
            boolean isMember = (isStation ? s : limits.transformerOf[s]) == at / 3;
            slope[rank] = isMember ? slope(rank, at % 3, power[rank], along, across) / kva : 0;
            room += slope[rank] * power[rank];
        }
        var kind = isStation ? ThingKind.STATION : ThingKind.TRANSFORMER;
        double[] row = to.row(room, reason, kind, at / 3, at % 3, LimitRows.EXACT);
        if (row == null) {
            return false;
        }
        System.arraycopy(slope, 0, row, 0, limits.pluggedInCount);
        return true;
    }

    private double slope(int rank, int phase, double power, double along, double across) {
        int connector = limits.pluggedIn[rank];
        double here = wiring.along(connector, phase);
        double ahead = wiring.across(connector, phase);
        double kvar = wiring.reactiveSlope(connector, power);
        return along * (here + kvar * ahead) + across * (ahead - kvar * here);
    }
}
