package org.evenflow.sim;

import java.util.Arrays;

/**
 * Jain's index (R. Jain, D. Chiu, W. Hawe, DEC-TR-301, 1984), {@code (Σx)² / (n Σx²)}, of the share
 * of its reachable request that each session got: over all, by hour of departure, and by groups of
 * battery size, urgency and station. Equal shares, also all zero, give 1. Mutable sums.
 */
final class Fairness {
    private static final double[] BATTERY_BOUNDS_KWH = {40, 65, 90};
    private static final double[] URGENCY_BOUNDS = {0.25, 0.5, 0.75};

    private final int hours;
    private final int stations;

    /** Groups in a row: all, departure hours, battery classes, urgency classes, stations. */
    private final int[] count;

    private final double[] sum;
    private final double[] sumOfSquares;

    Fairness(int hours, int stations) {
        this.hours = hours;
        this.stations = stations;
        int groups =
                1 + hours + BATTERY_BOUNDS_KWH.length + 1 + URGENCY_BOUNDS.length + 1 + stations;
        count = new int[groups];
        sum = new double[groups];
        sumOfSquares = new double[groups];
    }

    void reset() {
        Arrays.fill(count, 0);
        Arrays.fill(sum, 0);
        Arrays.fill(sumOfSquares, 0);
    }

    /**
     * Adds a session that asked for energy.
     *
     * @param share got over reachable, 0 to 1
     * @param hour of departure, counted from the beginning of the run
     * @param urgency hours needed over hours parked
     */
    void add(double share, int hour, double capacityKwh, double urgency, int station) {
        addTo(0, share);
        addTo(1 + Math.min(hour, hours - 1), share);
        int first = 1 + hours;
        addTo(first + classOf(capacityKwh, BATTERY_BOUNDS_KWH), share);
        first += BATTERY_BOUNDS_KWH.length + 1;
        addTo(first + classOf(urgency, URGENCY_BOUNDS), share);
        first += URGENCY_BOUNDS.length + 1;
        addTo(first + station, share);
    }

    double all() {
        return count[0] == 0 ? Double.NaN : jain(0);
    }

    double worstHour() {
        return worst(1, 1 + hours);
    }

    double worstGroup() {
        return worst(1 + hours, count.length);
    }

    int stations() {
        return stations;
    }

    private double worst(int from, int to) {
        double worst = Double.NaN;
        for (int group = from; group < to; group++) {
            if (count[group] > 0) {
                worst = Double.isNaN(worst) ? jain(group) : Math.min(worst, jain(group));
            }
        }
        return worst;
    }

    private double jain(int group) {
        return sumOfSquares[group] == 0
                ? 1
                : sum[group] * sum[group] / (count[group] * sumOfSquares[group]);
    }

    private void addTo(int group, double share) {
        count[group]++;
        sum[group] += share;
        sumOfSquares[group] += share * share;
    }

    private static int classOf(double value, double[] bounds) {
        int group = 0;
        while (group < bounds.length && value >= bounds[group]) {
            group++;
        }
        return group;
    }
}
