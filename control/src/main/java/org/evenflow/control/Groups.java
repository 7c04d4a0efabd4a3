package org.evenflow.control;

import java.util.Arrays;

/**
 * Limits on sums of connectors: stations, the supply transformers above them, the phases of both
 * where they are loaded unevenly ({@link PhaseGroups}), and the site. Where base load and plants
 * leave no room, charging may use none but is not made to give back.
 */
final class Groups {
    private final Limits limits;

    /** Station limits with their tolerance. */
    private final double[] stationHigh;

    private final double[] stationLow;

    Groups(Limits limits) {
        this.limits = limits;
        stationHigh = Arrays.stream(limits.stationHighKw).map(Groups::withTolerance).toArray();
        stationLow = Arrays.stream(limits.stationLowKw).map(low -> -withTolerance(-low)).toArray();
    }

    /**
     * Sums the powers, notes what they violate, and tells whether they are as far within the limits
     * as charging can bring them.
     */
    boolean hold(double[] power, Dispatch dispatch, Dispatch.Violation violation) {
        sum(power, dispatch);
        if (limits.surplus != null) {
            limits.surplus.estimate(dispatch.siteKw);
        }
        return holdStill(power, dispatch, violation);
    }

    /**
     * The same for sums that are known, once a solved network has told what it moves: the reactive
     * powers that follow voltages, the plants' power that export leaves room for.
     */
    boolean holdStill(double[] power, Dispatch dispatch, Dispatch.Violation violation) {
        boolean station = dispatch.siteKw > withTolerance(limits.siteHighKw);
        station |= limits.surplus != null && isExportBeyond(limits.surplus, dispatch.siteKw);
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
                    kw > withTolerance(limits.transformerHighKw[t])
                            || -kw > withTolerance(-limits.transformerLowKw[t]);
            holds &= kw <= withTolerance(high(t)) && -kw <= withTolerance(-low(t));
        }
        violation.station = station;
        violation.transformer = transformer;
        return limits.phases == null
                ? holds
                : limits.phases.hold(power, dispatch, violation) & holds;
    }

    private static boolean isExportBeyond(Surplus surplus, double siteKw) {
        return -siteKw > withTolerance(-surplus.siteLowKw());
    }

    /**
     * Adds a row for every sum beyond its limit; false where none was, or where there is no room.
     */
    boolean addRows(Dispatch dispatch, LimitRows to) {
        boolean added = false;
        for (int s = 0; s < dispatch.stationKw.length; s++) {
            if (dispatch.stationKw[s] > withTolerance(limits.stationHighKw[s])) {
                added |= addRow(1, limits.stationHighKw[s], CutReason.STATION, s, to);
            }
            if (-dispatch.stationKw[s] > withTolerance(-limits.stationLowKw[s])) {
                added |= addRow(-1, -limits.stationLowKw[s], CutReason.STATION, s, to);
            }
        }
        for (int t = 0; t < dispatch.transformerKw.length; t++) {
            if (dispatch.transformerKw[t] > withTolerance(high(t))) {
                added |=
                        addRow(
                                1,
                                high(t),
                                limits.transformerHighKw[t] < 0
                                        ? CutReason.BASE_LOAD
                                        : CutReason.TRANSFORMER,
                                t,
                                to);
            }
            if (-dispatch.transformerKw[t] > withTolerance(-low(t))) {
                added |=
                        addRow(
                                -1,
                                -low(t),
                                limits.transformerLowKw[t] > 0
                                        ? CutReason.BASE_LOAD
                                        : CutReason.TRANSFORMER,
                                t,
                                to);
            }
        }
        if (dispatch.siteKw > withTolerance(limits.siteHighKw)) {
            added |= addRow(1, limits.siteHighKw, CutReason.SITE, -1, to);
        }
        if (limits.surplus != null && isExportBeyond(limits.surplus, dispatch.siteKw)) {
            added |= addRow(-1, -limits.surplus.siteLowKw(), CutReason.EXPORT, -1, to);
        }
        return limits.phases == null ? added : limits.phases.addRows(dispatch.power, to) | added;
    }

    private double high(int transformer) {
        return Math.max(0, limits.transformerHighKw[transformer]);
    }

    private double low(int transformer) {
        return Math.min(0, limits.transformerLowKw[transformer]);
    }

    private void sum(double[] power, Dispatch dispatch) {
        double[] stationKw = dispatch.stationKw;
        Arrays.fill(stationKw, 0);
        int[] station = limits.station;
        for (int rank = 0; rank < limits.pluggedInCount; rank++) {
            stationKw[station[rank]] += power[rank];
        }
        Arrays.fill(dispatch.transformerKw, 0);
        double site = 0;
        for (int s = 0; s < stationKw.length; s++) {
            site += stationKw[s];
            int t = limits.transformerOf[s];
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
        for (int rank = 0; rank < limits.pluggedInCount; rank++) {
            int station = limits.station[rank];
            boolean member =
                    switch (reason) {
                        case STATION -> station == thing;
                        case SITE, EXPORT -> true;
                        default -> limits.transformerOf[station] == thing;
                    };
            row[rank] = member ? sign : 0;
        }
        return true;
    }

    static double withTolerance(double limit) {
        return limit + 1e-9 * Math.max(1, Math.abs(limit));
    }
}
