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
        transformerKw = new double[limits.transformerHighKw.length];
    }

    /** Begins a step: nobody charges. */
    void begin(Limits limits) {
        System.arraycopy(limits.stationHighKw, 0, stationKw, 0, stationKw.length);
        System.arraycopy(limits.transformerHighKw, 0, transformerKw, 0, transformerKw.length);
        siteKw = limits.siteHighKw;
    }

    /**
     * Takes what there is room for of a wish above 0; nothing where that is less than the connector
     * can do.
     */
    double take(Limits limits, int rank, double wishKw) {
        int station = limits.station[rank];
        int transformer = limits.transformerOf[station];
        double room = Math.min(siteKw, stationKw[station]);
        room = transformer < 0 ? room : Math.min(room, transformerKw[transformer]);
        double kw = Math.min(wishKw, Math.max(0, room));
        if (kw < limits.min[rank] && kw < limits.high[rank]) {
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
