package org.evenflow.learn.charging;

import org.evenflow.control.Limits;

/**
 * What stations, supply transformers and the site still leave while wishes are served one after the
 * other. Mutable, refilled for every step.
 */
final class Rooms {
    private final double[] stationKw;
    private final double[] transformerKw;
    private double siteKw;

    Rooms(Limits limits) {
        stationKw = new double[limits.stations()];
        transformerKw = new double[limits.transformers()];
    }

    /** Starts a step: nobody charges. */
    void startStep(Limits limits) {
        limits.layout().copyStationHighKw(stationKw);
        for (int t = 0; t < transformerKw.length; t++) {
            transformerKw[t] = limits.transformerHighKw(t);
        }
        siteKw = limits.layout().siteHighKw();
    }

    /**
     * Allocates what there is room for of a wish above 0; nothing where that is less than the
     * connector can do.
     */
    double allocate(Limits limits, int rank, double wishKw) {
        int station = limits.stationAt(rank);
        int transformer = limits.layout().transformerOf(station);
        double room = Math.min(siteKw, stationKw[station]);
        room = transformer < 0 ? room : Math.min(room, transformerKw[transformer]);
        double kw = Math.min(wishKw, Math.max(0, room));
        if (kw < limits.minKwAt(rank) && kw < limits.highKwAt(rank)) {
            return 0;
        }
        siteKw -= kw;
        stationKw[station] -= kw;
        if (transformer >= 0) {
            transformerKw[transformer] -= kw;
        }
        return kw;
    }
}
