package org.evenflow.control;

import java.util.Arrays;

/**
 * Puts planned powers on the chargers' levels so that sums stay what was planned: everyone goes
 * down to a level, then those to whom most is owed go up again, as far as the planned sum and the
 * limits reach. Who would be late a level lower goes up first. What rounding takes or gives is
 * remembered until the vehicle leaves. Mutable arrays.
 */
public final class LevelRounding {
    private static final double EPSILON_KW = 1e-9;

    /** Energy that rounding owes, in kW steps, {@code [connector]}. */
    private final double[] owed;

    /** What a vehicle must not get less of where it was planned to get it, kW. */
    private final double[] leastKw;

    private final int[] arrival;
    private final Room room;
    private long[] order = new long[16];

    /** Of the planned sum, what nobody has got yet, kW. */
    private double rest;

    private double mostAboveKw;

    /** Nothing owed yet, at the connectors of a site. */
    public LevelRounding(Limits limits) {
        owed = new double[limits.connectors()];
        leastKw = new double[limits.connectors()];
        arrival = new int[limits.connectors()];
        Arrays.fill(arrival, -1);
        room = new Room(limits);
    }

    /** A vehicle of this arrival rank is at the connector. */
    public void at(int connector, int arrivalRank) {
        if (arrival[connector] != arrivalRank) {
            arrival[connector] = arrivalRank;
            owed[connector] = 0;
        }
    }

    /** Says below which power of this step the vehicle at a connector would be late, kW. */
    public void least(int connector, double kw) {
        leastKw[connector] = kw;
    }

    /** Rounds the powers of all plugged-in connectors in place, kW by connector. */
    public void round(Limits limits, double[] powerKw) {
        round(limits, powerKw, Double.POSITIVE_INFINITY);
    }

    /**
     * The same where the sum may rise above what was planned by so much at most, kW: by more only
     * where somebody would be late. Half a level is little, but a peak is paid for all month. What
     * levels leave of the sum goes to those who charge without.
     */
    public void round(Limits limits, double[] powerKw, double aboveKw) {
        mostAboveKw = aboveKw;
        trim(limits, powerKw);
        room.startStep();
        if (order.length < limits.pluggedInCount()) {
            order = new long[2 * limits.pluggedInCount()];
        }
        rest = 0;
        int open = fall(limits, powerKw);
        Arrays.sort(order, 0, open);
        for (int i = 0; i < open; i++) {
            rise(limits, limits.connectorAt((int) order[i]), powerKw);
        }
        for (int i = 0; i < open; i++) {
            fill(limits, limits.connectorAt((int) order[i]), powerKw);
        }
        for (int rank = 0;
                mostAboveKw < Double.POSITIVE_INFINITY && rank < limits.pluggedInCount();
                rank++) {
            int connector = limits.connectorAt(rank);
            if (limits.stepKw(connector) == 0) {
                fill(limits, connector, powerKw);
            }
        }
        for (int rank = 0; rank < limits.pluggedInCount(); rank++) {
            int connector = limits.connectorAt(rank);
            double least = nextLevel(limits, connector, 0);
            owed[connector] = Math.clamp(owed[connector], -least, 2 * least);
            leastKw[connector] = 0;
        }
    }

    /**
     * Where somebody is due, cuts what limits do not leave from those who are not: the dispatcher
     * would cut all alike.
     */
    private void trim(Limits limits, double[] powerKw) {
        room.startStep();
        boolean isAnyDue = false;
        for (int rank = 0; rank < limits.pluggedInCount(); rank++) {
            int connector = limits.connectorAt(rank);
            double due = Math.min(powerKw[connector], Math.max(0, leastKw[connector]));
            room.take(connector, due);
            isAnyDue |= due > 0;
        }
        for (int rank = 0; isAnyDue && rank < limits.pluggedInCount(); rank++) {
            int connector = limits.connectorAt(rank);
            double due = Math.min(powerKw[connector], Math.max(0, leastKw[connector]));
            double more = powerKw[connector] - due;
            if (more > 0) {
                double left = Math.min(more, Math.max(0, room.of(connector)));
                room.take(connector, left);
                powerKw[connector] = left < more - EPSILON_KW ? due + left : powerKw[connector];
            }
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
            room.take(connector, level);
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
                && (isDue || more / 2 <= rest && more - rest <= mostAboveKw + EPSILON_KW)
                && more <= room.of(connector) + EPSILON_KW) {
            raise(connector, more, powerKw);
        }
    }

    /** Lets a connector that charges take of what is left as much as there are levels for. */
    private void fill(Limits limits, int connector, double[] powerKw) {
        double high = limits.highKw(connector) - powerKw[connector];
        double most = Math.min(Math.min(rest, high), room.of(connector));
        double step = limits.stepKw(connector);
        double more = step > 0 && most < high ? Math.floor(most / step + EPSILON_KW) * step : most;
        if (powerKw[connector] > 0 && more > EPSILON_KW) {
            raise(connector, more, powerKw);
        }
    }

    private void raise(int connector, double kw, double[] powerKw) {
        powerKw[connector] += kw;
        owed[connector] -= kw;
        rest -= kw;
        room.take(connector, kw);
    }

    /** The level at or below a power; discharging has none. */
    public static double level(Limits limits, int connector, double kw) {
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
