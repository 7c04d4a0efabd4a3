package org.evenflow.planning;

import java.util.Arrays;
import org.evenflow.control.Limits;

/**
 * Puts planned powers on the chargers' levels so that sums stay what was planned: everyone goes
 * down to a level, then those to whom most is owed go up again, as far as the planned sum and the
 * limits reach. Who would be late a level lower goes up first. What rounding takes or gives is
 * remembered until the vehicle leaves. Mutable arrays.
 */
final class Rounding {
    private static final double EPSILON_KW = 1e-9;

    /** Energy that rounding owes, in kW steps, {@code [connector]}. */
    private final double[] owed;

    /** What a vehicle must not get less of where it was planned to get it, kW. */
    private final double[] leastKw;

    private final int[] arrival;
    private final double[] stationKw;
    private final double[] transformerKw;
    private long[] order = new long[16];

    /** Of the planned sum, what nobody has got yet, and what all have, kW. */
    private double rest;

    private double siteKw;

    Rounding(Limits limits) {
        owed = new double[limits.connectors()];
        leastKw = new double[limits.connectors()];
        arrival = new int[limits.connectors()];
        Arrays.fill(arrival, -1);
        stationKw = new double[limits.stations()];
        transformerKw = new double[limits.transformers()];
    }

    void reset() {
        Arrays.fill(arrival, -1);
        Arrays.fill(owed, 0);
    }

    /** A vehicle of this arrival rank is at the connector. */
    void at(int connector, int arrivalRank) {
        if (arrival[connector] != arrivalRank) {
            arrival[connector] = arrivalRank;
            owed[connector] = 0;
        }
    }

    /** Says below which power of this step the vehicle at a connector would be late, kW. */
    void least(int connector, double kw) {
        leastKw[connector] = kw;
    }

    /** Rounds the powers of all plugged-in connectors in place, kW by connector. */
    void round(Limits limits, double[] powerKw) {
        Arrays.fill(stationKw, 0);
        Arrays.fill(transformerKw, 0);
        if (order.length < limits.pluggedInCount()) {
            order = new long[2 * limits.pluggedInCount()];
        }
        rest = 0;
        siteKw = 0;
        int open = fall(limits, powerKw);
        Arrays.sort(order, 0, open);
        for (int i = 0; i < open; i++) {
            rise(limits, limits.connectorAt((int) order[i]), powerKw);
        }
        for (int rank = 0; rank < limits.pluggedInCount(); rank++) {
            int connector = limits.connectorAt(rank);
            double least = nextLevel(limits, connector, 0);
            owed[connector] = Math.clamp(owed[connector], -least, 2 * least);
            leastKw[connector] = 0;
        }
    }

    /** Puts everyone down to a level; how many may go up again, in {@link #order}. */
    private int fall(Limits limits, double[] powerKw) {
        int open = 0;
        for (int rank = 0; rank < limits.pluggedInCount(); rank++) {
            int connector = limits.connectorAt(rank);
            double planned = powerKw[connector];
            double level = level(limits, connector, planned);
            rest += planned - level;
            owed[connector] += planned - level;
            powerKw[connector] = level;
            siteKw += level;
            add(limits, connector, level);
            boolean isDue = level < leastKw[connector] - EPSILON_KW;
            if (planned >= 0 && (isDue && planned > level || owed[connector] > EPSILON_KW)) {
                // Most owed first; the complement makes the sort descending.
                float first = isDue ? Float.MAX_VALUE : (float) owed[connector];
                long key = ~Float.floatToRawIntBits(first) & 0xffffffffL;
                order[open++] = key << 32 | rank;
            }
        }
        return open;
    }

    /** Lets a connector go up a level where it is due or enough is left, and limits allow it. */
    private void rise(Limits limits, int connector, double[] powerKw) {
        double more = nextLevel(limits, connector, powerKw[connector]) - powerKw[connector];
        boolean isDue = powerKw[connector] < leastKw[connector] - EPSILON_KW;
        if (more > EPSILON_KW
                && (isDue || more / 2 <= rest)
                && more <= room(limits, connector) + EPSILON_KW) {
            powerKw[connector] += more;
            owed[connector] -= more;
            rest -= more;
            siteKw += more;
            add(limits, connector, more);
        }
    }

    private void add(Limits limits, int connector, double kw) {
        int station = limits.layout().stationOf(connector);
        stationKw[station] += kw;
        int transformer = limits.layout().transformerOf(station);
        if (transformer >= 0) {
            transformerKw[transformer] += kw;
        }
    }

    private double room(Limits limits, int connector) {
        int station = limits.layout().stationOf(connector);
        int transformer = limits.layout().transformerOf(station);
        double room =
                Math.min(
                        limits.layout().siteHighKw() - siteKw,
                        limits.layout().stationHighKw(station) - stationKw[station]);
        return transformer < 0
                ? room
                : Math.min(
                        room, limits.transformerHighKw(transformer) - transformerKw[transformer]);
    }

    /** The level at or below a power; discharging has none. */
    static double level(Limits limits, int connector, double kw) {
        double high = limits.highKw(connector);
        if (kw <= 0) {
            return Math.max(limits.lowKw(connector), kw);
        }
        if (kw >= high - EPSILON_KW) {
            return high;
        }
        double step = limits.stepKw(connector);
        double level = step > 0 ? Math.floor(kw / step + EPSILON_KW) * step : kw;
        return level < limits.minKw(connector) - EPSILON_KW ? 0 : level;
    }

    /** The next level above one; where there are none, what the vehicle can take. */
    private static double nextLevel(Limits limits, int connector, double level) {
        double step = limits.stepKw(connector);
        double least = limits.minKw(connector);
        if (step > 0) {
            least = Math.ceil(least / step - EPSILON_KW) * step;
        }
        double next = level < least - EPSILON_KW ? least : step > 0 ? level + step : level;
        return Math.min(next, limits.highKw(connector));
    }
}
