package org.evenflow.control;

/**
 * Limits on sums of connectors: stations, the supply transformers above them, and the site. Where
 * base load and plants leave no room, charging may use none but is not made to give back. Mutable
 * sums, reused.
 */
final class Groups {
    private final Limits limits;
    private final double[] stationSum;
    private final double[] transformerSum;
    private double siteSum;

    Groups(Limits limits) {
        this.limits = limits;
        stationSum = new double[limits.stations()];
        transformerSum = new double[limits.transformerHighKw.length];
    }

    /** Whether all sums are within their limits, to a tolerance far below a watt. */
    boolean hold(double[] powerKw) {
        sum(powerKw);
        boolean holds = siteSum <= withTolerance(limits.siteHighKw);
        for (int s = 0; s < stationSum.length; s++) {
            holds &=
                    stationSum[s] <= withTolerance(limits.stationHighKw[s])
                            && stationSum[s] >= -withTolerance(-limits.stationLowKw[s]);
        }
        for (int t = 0; t < transformerSum.length; t++) {
            holds &=
                    transformerSum[t] <= withTolerance(high(t))
                            && transformerSum[t] >= -withTolerance(-low(t));
        }
        return holds;
    }

    /**
     * Adds a row for every sum beyond its limit; false where none was, or where there is no room.
     */
    boolean addRows(double[] powerKw, Dispatcher to) {
        sum(powerKw);
        boolean added = false;
        for (int s = 0; s < stationSum.length; s++) {
            if (stationSum[s] > withTolerance(limits.stationHighKw[s])) {
                added |= addRow(1, limits.stationHighKw[s], CutReason.STATION, s, to);
            }
            if (stationSum[s] < -withTolerance(-limits.stationLowKw[s])) {
                added |= addRow(-1, -limits.stationLowKw[s], CutReason.STATION, s, to);
            }
        }
        for (int t = 0; t < transformerSum.length; t++) {
            if (transformerSum[t] > withTolerance(high(t))) {
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
            if (transformerSum[t] < -withTolerance(-low(t))) {
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
        if (siteSum > withTolerance(limits.siteHighKw)) {
            added |= addRow(1, limits.siteHighKw, CutReason.SITE, -1, to);
        }
        return added;
    }

    private double high(int transformer) {
        return Math.max(0, limits.transformerHighKw[transformer]);
    }

    private double low(int transformer) {
        return Math.min(0, limits.transformerLowKw[transformer]);
    }

    private void sum(double[] powerKw) {
        java.util.Arrays.fill(stationSum, 0);
        java.util.Arrays.fill(transformerSum, 0);
        for (int rank = 0; rank < limits.pluggedInCount; rank++) {
            int c = limits.pluggedIn[rank];
            stationSum[limits.stationOf[c]] += powerKw[c];
        }
        siteSum = 0;
        for (int s = 0; s < stationSum.length; s++) {
            siteSum += stationSum[s];
            int t = limits.transformerOf[s];
            if (t >= 0) {
                transformerSum[t] += stationSum[s];
            }
        }
    }

    private boolean addRow(double sign, double bound, CutReason reason, int thing, Dispatcher to) {
        double[] row = to.row(bound, reason, thing);
        if (row == null) {
            return false;
        }
        for (int rank = 0; rank < limits.pluggedInCount; rank++) {
            int station = limits.stationOf[limits.pluggedIn[rank]];
            boolean member =
                    switch (reason) {
                        case STATION -> station == thing;
                        case SITE -> true;
                        default -> limits.transformerOf[station] == thing;
                    };
            row[rank] = member ? sign : 0;
        }
        return true;
    }

    private static double withTolerance(double limit) {
        return limit + 1e-9 * Math.max(1, Math.abs(limit));
    }
}
