package org.evenflow.dispatch;

import java.util.Arrays;
import org.evenflow.control.Limits;
import org.jspecify.annotations.Nullable;

/**
 * Limits on sums of connectors: stations, the supply transformers above them, the phases of both
 * where they are loaded unevenly ({@link PhaseGroups}), and the site. Where base load and plants
 * leave no room, charging may use none but is not made to give back.
 */
final class Groups {
    private final Limits limits;
    private final Curtailment curtailment;

    /** Limits by phase; null where none is needed. */
    private final @Nullable PhaseGroups phases;

    /** Whether the reactive power of any connector follows the voltage. */
    private final boolean isVoltageFollowed;

    /** Station limits with their tolerance. */
    private final double[] stationHigh;

    private final double[] stationLow;

    /** The site's limit with its tolerance. */
    private final double siteHigh;

    Groups(Limits limits, @Nullable Wiring wiring, Curtailment curtailment) {
        this.limits = limits;
        this.curtailment = curtailment;
        phases = PhaseGroups.of(limits, wiring, curtailment);
        isVoltageFollowed = wiring != null && wiring.isVoltageFollowed;
        siteHigh = Tolerance.beyond(limits.layout().siteHighKw());
        int stations = limits.stations();
        stationHigh = new double[stations];
        stationLow = new double[stations];
        for (int s = 0; s < stations; s++) {
            stationHigh[s] = Tolerance.beyond(limits.layout().stationHighKw(s));
            stationLow[s] = -Tolerance.beyond(-limits.layout().stationLowKw(s));
        }
    }

    /** How many phases are held one by one. */
    int phaseCount() {
        return phases == null ? 0 : phases.count();
    }

    /**
     * Writes the share of its limit that each phase of a station carries, where phases are held.
     */
    void recordLoadings(Dispatch dispatch) {
        for (int at = 0; phases != null && at < dispatch.stationPhaseLoading.length; at++) {
            dispatch.stationPhaseLoading[at] = phases.stationLoading(at);
        }
    }

    /**
     * Sums the powers, notes what they violate, and tells whether they are as far within the limits
     * as charging can bring them.
     */
    boolean hold(double[] power, Dispatch dispatch, Dispatch.Violation violation) {
        sum(power, dispatch);
        curtailment.estimate(dispatch.siteKw);
        return holdAsMoved(power, dispatch, violation);
    }

    private boolean holdAsMoved(double[] power, Dispatch dispatch, Dispatch.Violation violation) {
        boolean station = dispatch.siteKw > siteHigh;
        station |= isExportBeyond(dispatch.siteKw);
        double[] stationKw = dispatch.stationKw;
        for (int s = 0; s < stationKw.length; s++) {
            station |= stationKw[s] > stationHigh[s] | stationKw[s] < stationLow[s];
        }
        boolean transformer = false;
        boolean holds = !station;
        double[] transformerKw = dispatch.transformerKw;
        for (int t = 0; t < transformerKw.length; t++) {
            double kw = transformerKw[t];
            transformer |=
                    kw > Tolerance.beyond(curtailment.transformerHighKw(t))
                            || -kw > Tolerance.beyond(-curtailment.transformerLowKw(t));
            holds &= kw <= Tolerance.beyond(high(t)) && -kw <= Tolerance.beyond(-low(t));
        }
        violation.station = station;
        violation.transformer = transformer;
        return phases == null ? holds : phases.hold(power, dispatch, violation) & holds;
    }

    /**
     * The same for sums that are known, once a solved network has told what it moves: reactive
     * powers that have followed the voltages, plants that have been curtailed. Adds to what is
     * violated already.
     */
    boolean holdStill(Dispatch dispatch, Dispatch.Violation violation) {
        if (curtailment.isBehindTransformers) {
            boolean station = violation.station;
            boolean transformer = violation.transformer;
            boolean holds = holdAsMoved(dispatch.power, dispatch, violation);
            violation.station |= station;
            violation.transformer |= transformer;
            return holds;
        }
        return phases == null
                || !isVoltageFollowed
                || phases.hold(dispatch.power, dispatch, violation);
    }

    private boolean isExportBeyond(double siteKw) {
        return curtailment.isLimited() && -siteKw > Tolerance.beyond(-curtailment.siteLowKw());
    }

    /**
     * Adds a row for every sum beyond its limit; false where none was, or where there is no room.
     */
    boolean addRows(Dispatch dispatch, LimitRows to) {
        boolean added = false;
        for (int s = 0; s < dispatch.stationKw.length; s++) {
            if (dispatch.stationKw[s] > Tolerance.beyond(limits.layout().stationHighKw(s))) {
                added |= addRow(1, limits.layout().stationHighKw(s), CutReason.STATION, s, to);
            }
            if (-dispatch.stationKw[s] > Tolerance.beyond(-limits.layout().stationLowKw(s))) {
                added |= addRow(-1, -limits.layout().stationLowKw(s), CutReason.STATION, s, to);
            }
        }
        for (int t = 0; t < dispatch.transformerKw.length; t++) {
            if (dispatch.transformerKw[t] > Tolerance.beyond(high(t))) {
                added |=
                        addRow(
                                1,
                                high(t),
                                curtailment.transformerHighKw(t) < 0
                                        ? CutReason.BASE_LOAD
                                        : CutReason.TRANSFORMER,
                                t,
                                to);
            }
            if (-dispatch.transformerKw[t] > Tolerance.beyond(-low(t))) {
                added |=
                        addRow(
                                -1,
                                -low(t),
                                curtailment.transformerLowKw(t) > 0
                                        ? CutReason.BASE_LOAD
                                        : CutReason.TRANSFORMER,
                                t,
                                to);
            }
        }
        if (dispatch.siteKw > siteHigh) {
            added |= addRow(1, limits.layout().siteHighKw(), CutReason.SITE, -1, to);
        }
        if (isExportBeyond(dispatch.siteKw)) {
            added |= addRow(-1, -curtailment.siteLowKw(), CutReason.EXPORT, -1, to);
        }
        return phases == null ? added : phases.addRows(dispatch.power, to) | added;
    }

    private double high(int transformer) {
        return Math.max(0, curtailment.transformerHighKw(transformer));
    }

    private double low(int transformer) {
        return Math.min(0, curtailment.transformerLowKw(transformer));
    }

    private void sum(double[] power, Dispatch dispatch) {
        double[] stationKw = dispatch.stationKw;
        Arrays.fill(stationKw, 0);
        for (int rank = 0; rank < limits.pluggedInCount(); rank++) {
            stationKw[limits.stationAt(rank)] += power[rank];
        }
        Arrays.fill(dispatch.transformerKw, 0);
        double site = 0;
        for (int s = 0; s < stationKw.length; s++) {
            site += stationKw[s];
            int t = limits.layout().transformerOf(s);
            if (t >= 0) {
                dispatch.transformerKw[t] += stationKw[s];
            }
        }
        dispatch.siteKw = site;
    }

    private boolean addRow(double sign, double bound, CutReason reason, int thing, LimitRows to) {
        var kind =
                switch (reason) {
                    case STATION -> ThingKind.STATION;
                    case SITE -> ThingKind.SITE;
                    case EXPORT -> ThingKind.SUBSTATION;
                    default -> ThingKind.TRANSFORMER;
                };
        double[] row = to.row(bound, reason, kind, thing, LimitRows.NO_PHASE, LimitRows.EXACT);
        if (row == null) {
            return false;
        }
        for (int rank = 0; rank < limits.pluggedInCount(); rank++) {
            int station = limits.stationAt(rank);
            boolean member =
                    switch (reason) {
                        case STATION -> station == thing;
                        case SITE, EXPORT -> true;
                        default -> limits.layout().transformerOf(station) == thing;
                    };
            row[rank] = member ? sign : 0;
        }
        return true;
    }
}
