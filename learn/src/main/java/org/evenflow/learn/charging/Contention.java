package org.evenflow.learn.charging;

import java.util.Arrays;
import org.evenflow.control.Limits;
import org.evenflow.control.Observation;

/**
 * Who stands before whom at shared limits, in order of the time to spare (least laxity first), and
 * what all want together. Mutable arrays, refilled for every step; arrays by rank as in {@link
 * Limits}.
 */
final class Contention {
    private final long[] keys;
    private final double[] stationAheadKw;
    private final double[] transformerAheadKw;
    private final double[] stationRateKw;
    private final double[] transformerRateKw;

    /** Ranks from the least time to spare to the most, {@code [place]}. */
    final int[] order;

    /** Time to spare, h, {@code [rank]}. */
    final double[] laxityHours;

    /** What others with less time to spare can take, kW: all of them, {@code [rank]}. */
    final double[] aheadKw;

    /** Room that they leave at station, transformer and site, kW, {@code [rank]}. */
    final double[] roomKw;

    /** Needs of all over their remaining stays, kW. */
    double rateKw;

    /** What all lack, kWh. */
    double needKwh;

    /** What must be taken now lest a departure be missed, kW. */
    double pressingKw;

    /** What all can take now, kW. */
    double highKw;

    /** Steps until all needs are met on average, weighted by need; at least 1. */
    int meanSteps;

    Contention(Limits limits) {
        int connectors = limits.connectors();
        keys = new long[connectors];
        order = new int[connectors];
        laxityHours = new double[connectors];
        aheadKw = new double[connectors];
        roomKw = new double[connectors];
        stationAheadKw = new double[limits.stations()];
        stationRateKw = new double[limits.stations()];
        transformerAheadKw = new double[limits.transformers()];
        transformerRateKw = new double[limits.transformers()];
    }

    void fill(Observation observation) {
        Limits limits = observation.limits();
        sort(observation, limits);
        sum(observation, limits);
        Arrays.fill(stationAheadKw, 0);
        Arrays.fill(transformerAheadKw, 0);
        double ahead = 0;
        for (int place = 0; place < limits.pluggedInCount(); place++) {
            int rank = order[place];
            int station = limits.stationAt(rank);
            int transformer = limits.layout().transformerOf(station);
            double high = limits.highKwAt(rank);
            double room = limits.layout().siteHighKw() - ahead;
            room = Math.min(room, limits.layout().stationHighKw(station) - stationAheadKw[station]);
            if (transformer >= 0) {
                double own = limits.transformerHighKw(transformer);
                room = Math.min(room, own - transformerAheadKw[transformer]);
                transformerAheadKw[transformer] += high;
            }
            aheadKw[rank] = ahead;
            roomKw[rank] = room;
            stationAheadKw[station] += high;
            ahead += high;
        }
        highKw = ahead;
    }

    /** Sorts by time to spare, then by connector, so that ranks do not matter. */
    private void sort(Observation observation, Limits limits) {
        int count = limits.pluggedInCount();
        for (int rank = 0; rank < count; rank++) {
            int connector = limits.connectorAt(rank);
            double laxity = observation.laxityHours(connector);
            laxityHours[rank] = laxity;
            int bits = Float.floatToIntBits((float) laxity);
            long rising = bits ^ (bits >> 31 & 0x7fffffff);
            keys[rank] = rising << 32 | connector;
        }
        Arrays.sort(keys, 0, count);
        for (int place = 0; place < count; place++) {
            order[place] = limits.rank((int) keys[place]);
        }
    }

    private void sum(Observation observation, Limits limits) {
        Arrays.fill(stationRateKw, 0);
        Arrays.fill(transformerRateKw, 0);
        rateKw = needKwh = pressingKw = 0;
        double weighted = 0;
        double stepHours = observation.stepHours();
        for (int place = 0; place < limits.pluggedInCount(); place++) {
            int rank = order[place];
            int connector = limits.connectorAt(rank);
            double need = observation.neededKwh(connector);
            int steps = Math.max(1, observation.declaredStep(connector) - observation.step());
            double rate = Math.min(need / (steps * stepHours), observation.ratedKw(connector));
            int station = limits.stationAt(rank);
            int transformer = limits.layout().transformerOf(station);
            stationRateKw[station] += rate;
            if (transformer >= 0) {
                transformerRateKw[transformer] += rate;
            }
            rateKw += rate;
            needKwh += need;
            weighted += need * steps;
            pressingKw += laxityHours[rank] < stepHours ? limits.highKwAt(rank) : 0;
        }
        meanSteps = needKwh > 0 ? (int) Math.max(1, Math.round(weighted / needKwh)) : 1;
    }

    /** Needs over remaining stays against the tightest limit that a station stands under. */
    double strain(Limits limits, int station) {
        return tightest(limits, station, stationRateKw, transformerRateKw, rateKw);
    }

    /** Likewise what vehicles can take now. */
    double crowding(Limits limits, int station) {
        return tightest(limits, station, stationAheadKw, transformerAheadKw, highKw);
    }

    private static double tightest(
            Limits limits, int station, double[] stationKw, double[] transformerKw, double siteKw) {
        int transformer = limits.layout().transformerOf(station);
        double most =
                Math.max(
                        ratio(stationKw[station], limits.layout().stationHighKw(station)),
                        ratio(siteKw, limits.layout().siteHighKw()));
        return transformer < 0
                ? most
                : Math.max(
                        most,
                        ratio(transformerKw[transformer], limits.transformerHighKw(transformer)));
    }

    private static double ratio(double wanted, double room) {
        return wanted <= 0 ? 0 : wanted / Math.max(room, 0.01 * wanted);
    }
}
