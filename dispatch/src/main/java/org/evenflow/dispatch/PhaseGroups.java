package org.evenflow.dispatch;

import java.util.Arrays;
import org.evenflow.control.Limits;
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
    private final Curtailment curtailment;

    /** Whether a station, a transformer is held phase by phase. */
    private final boolean[] isStationHeld;

    private final boolean[] isTransformerHeld;

    /** Phasors, kVA: {@code [3 * station + phase]}, {@code [3 * transformer + phase]}. */
    private final double[] stationAlong;

    private final double[] stationAcross;
    private final double[] transformerAlong;
    private final double[] transformerAcross;

    private PhaseGroups(Limits limits, Wiring wiring, Curtailment curtailment) {
        this.limits = limits;
        this.wiring = wiring;
        this.curtailment = curtailment;
        var layout = limits.layout();
        isStationHeld = new boolean[layout.stations()];
        isTransformerHeld = new boolean[layout.transformers()];
        for (int s = 0; s < isStationHeld.length; s++) {
            Station station = layout.site().stations().get(s);
            isStationHeld[s] = Wiring.isUneven(station);
            int t = layout.transformerOf(s);
            if (t >= 0) {
                isTransformerHeld[t] |= isStationHeld[s] || Wiring.isReactive(station);
            }
        }
        stationAlong = new double[3 * isStationHeld.length];
        stationAcross = new double[stationAlong.length];
        transformerAlong = new double[3 * isTransformerHeld.length];
        transformerAcross = new double[transformerAlong.length];
    }

    /** The limits by phase of a site; null where there are none. */
    static @Nullable PhaseGroups of(
            Limits limits, @Nullable Wiring wiring, Curtailment curtailment) {
        if (wiring == null) {
            return null;
        }
        var groups = new PhaseGroups(limits, wiring, curtailment);
        return groups.count() > 0 ? groups : null;
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
                violation.transformer |=
                        kva > Tolerance.beyond(limits.layout().transformerKva(t) / 3);
                holds &= kva <= Tolerance.beyond(highKva(at));
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
                if (transformerKva(at) > Tolerance.beyond(highKva(at))) {
                    boolean byBase = highKva(at) > limits.layout().transformerKva(t) / 3;
                    var reason = byBase ? CutReason.BASE_LOAD : CutReason.TRANSFORMER;
                    added |= addRow(power, at, highKva(at), reason, to);
                }
            }
        }
        return added;
    }

    private boolean isStationBeyond(int at) {
        double kva = Math.hypot(stationAlong[at], stationAcross[at]);
        return kva > Tolerance.beyond(stationHigh(at));
    }

    /** Share of its limit that a phase of a station carries under the powers last asked about. */
    double stationLoading(int at) {
        return Math.hypot(stationAlong[at], stationAcross[at]) / stationHigh(at);
    }

    /** What a phase of a station may carry in the direction in which it does. */
    private double stationHigh(int at) {
        int s = at / 3;
        return (stationAlong[at] < 0
                        ? -limits.layout().stationLowKw(s)
                        : limits.layout().stationHighKw(s))
                / 3;
    }

    private double transformerKva(int at) {
        double along = curtailment.transformerPhaseKw(at) + transformerAlong[at];
        return Math.hypot(along, transformerAcross[at]);
    }

    private double highKva(int at) {
        return Math.max(
                limits.layout().transformerKva(at / 3) / 3,
                Math.abs(curtailment.transformerPhaseKw(at)));
    }

    private void sum(double[] power) {
        Arrays.fill(stationAlong, 0);
        Arrays.fill(stationAcross, 0);
        for (int rank = 0; rank < limits.pluggedInCount(); rank++) {
            int connector = limits.connectorAt(rank);
            int first = 3 * limits.stationAt(rank);
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
            int t = limits.layout().transformerOf(s);
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
                isStation
                        ? stationAlong[at]
                        : curtailment.transformerPhaseKw(at) + transformerAlong[at];
        double across = isStation ? stationAcross[at] : transformerAcross[at];
        double kva = Math.hypot(along, across);
        double room = highKva * (across == 0 ? 1 : 1 - MARGIN) - kva;
        double[] slope = to.slopes();
        for (int rank = 0; rank < limits.pluggedInCount(); rank++) {
            int s = limits.stationAt(rank);
            boolean isMember = (isStation ? s : limits.layout().transformerOf(s)) == at / 3;
            slope[rank] = isMember ? slope(rank, at % 3, power[rank], along, across) / kva : 0;
            room += slope[rank] * power[rank];
        }
        var kind = isStation ? ThingKind.STATION : ThingKind.TRANSFORMER;
        double[] row = to.row(room, reason, kind, at / 3, at % 3, LimitRows.EXACT);
        if (row == null) {
            return false;
        }
        System.arraycopy(slope, 0, row, 0, limits.pluggedInCount());
        return true;
    }

    private double slope(int rank, int phase, double power, double along, double across) {
        int connector = limits.connectorAt(rank);
        double here = wiring.along(connector, phase);
        double ahead = wiring.across(connector, phase);
        double kvar = wiring.reactiveSlope(connector, power);
        return along * (here + kvar * ahead) + across * (ahead - kvar * here);
    }
}
