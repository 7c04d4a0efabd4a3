package org.evenflow.control.rule;

import org.evenflow.control.Limits;
import org.evenflow.control.Observation;

/**
 * What stations, transformers and site still allow while powers are handed out one vehicle after
 * the other. Mutable, refilled for every step.
 */
final class Headroom {
    private static final double EPSILON_KW = 1e-9;

    private double[] stationKw = new double[0];
    private double[] transformerKw = new double[0];
    private double siteKw;

    /** Looks at a step in which nobody charges yet. */
    void startStep(Limits limits) {
        if (stationKw.length != limits.stations()) {
            stationKw = new double[limits.stations()];
            transformerKw = new double[limits.transformers()];
        }
        limits.layout().copyStationHighKw(stationKw);
        for (int t = 0; t < transformerKw.length; t++) {
            transformerKw[t] = Math.max(0, limits.transformerHighKw(t));
        }
        siteKw = limits.layout().siteHighKw();
    }

    /** The most that a connector may take now, on one of its power levels. */
    double available(Limits limits, int connector) {
        int station = limits.layout().stationOf(connector);
        int transformer = limits.layout().transformerOf(station);
        double room = Math.min(siteKw, stationKw[station]);
        if (transformer >= 0) {
            room = Math.min(room, transformerKw[transformer]);
        }
        return level(limits, connector, Math.min(room, limits.highKw(connector)));
    }

    /** The connector's power level at or below a power. */
    static double level(Limits limits, int connector, double powerKw) {
        if (powerKw >= limits.highKw(connector)) {
            return limits.highKw(connector);
        }
        if (powerKw < limits.minKw(connector) - EPSILON_KW) {
            return 0;
        }
        double step = limits.stepKw(connector);
        if (step == 0) {
            return Math.max(0, powerKw);
        }
        double level = Math.floor((powerKw + EPSILON_KW) / step) * step;
        return level < limits.minKw(connector) - EPSILON_KW ? 0 : Math.min(powerKw, level);
    }

    /** Gives a connector a power. */
    void allocate(Limits limits, int connector, double powerKw) {
        int station = limits.layout().stationOf(connector);
        int transformer = limits.layout().transformerOf(station);
        stationKw[station] -= powerKw;
        siteKw -= powerKw;
        if (transformer >= 0) {
            transformerKw[transformer] -= powerKw;
        }
    }

    /**
     * Full power to each connector in the given order, as far as the limits reach. Returns how many
     * got any.
     */
    int serve(Observation observation, int[] order, int count, double[] powerKw) {
        Limits limits = observation.limits();
        startStep(limits);
        int served = 0;
        for (int i = 0; i < count; i++) {
            int connector = order[i];
            double power = available(limits, connector);
            if (power > 0) {
                allocate(limits, connector, power);
                powerKw[connector] = power;
                served++;
            }
        }
        return served;
    }
}
