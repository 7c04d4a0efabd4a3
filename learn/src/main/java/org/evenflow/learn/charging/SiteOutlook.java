package org.evenflow.learn.charging;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.evenflow.control.Observation;
import org.evenflow.control.Past;
import org.evenflow.forecast.SeasonalLevel;
import org.jspecify.annotations.Nullable;

/**
 * Base load less plants of the hours to come, as the site itself expects it: like yesterday, at
 * today's level ({@link SeasonalLevel}, the forecast of {@code mpc}), and the published prices.
 * Network losses are left aside. Mutable arrays, refilled for every step.
 */
final class SiteOutlook {
    /** Nobody looks further ahead, h: a day, and the evening after it. */
    static final double HORIZON_HOURS = 36;

    private static final double LEVEL_HOURS = 2;

    private final SeasonalLevel forecaster = new SeasonalLevel();
    private final int stepsPerDay;
    private final double[] groupKw;
    private final double capacityKw;
    private final int plants;
    private final double[] @Nullable [] windows;
    private final double[] ahead;
    private final double[] baseAhead;
    private final double[] plantAhead;

    /** Base load of the site at a factor of 1, kW. */
    final double nominalKw;

    /** Expected base load less plants, kW, {@code [steps ahead]}, 0 the present. */
    final double[] netKw;

    /**
     * Steps ahead that are looked at, the present one first: what energy costs, then net load,
     * rises.
     */
    final int[] cheapest;

    /** Published price of bought energy, {@code [steps ahead]}. */
    final double[] buyPerKwh;

    /**
     * What a kWh is expected to cost: the price of bought energy, and that of energy given back for
     * the share of all charging that surplus of plants could feed, {@code [steps ahead]}.
     */
    final double[] marginalPerKwh;

    /** Steps that are looked at, the present one included. */
    int count;

    /** The greatest expected net load of the present billing month from the next step on, kW. */
    double peakAheadKw;

    /** What import the month's bill holds or is expected to hold without charging, kW. */
    double expectedPeakKw;

    /** Mean published price when the run began, the measure of all prices. */
    double usualPerKwh;

    private boolean isBegun;

    SiteOutlook(Observation observation, double capacityKw) {
        this.capacityKw = capacityKw;
        double hours = observation.stepHours();
        stepsPerDay = (int) Math.round(24 / hours);
        int horizon = (int) Math.round(HORIZON_HOURS / hours);
        int window = stepsPerDay + Math.max(1, (int) Math.round(LEVEL_HOURS / hours));
        var site = observation.site();
        nominalKw = site.nominalKw();
        groupKw = IntStream.range(0, site.loads().size()).mapToDouble(site::nominalKw).toArray();
        plants = observation.site().plants().size();
        windows = new double[window + 1][];
        ahead = new double[horizon];
        baseAhead = new double[horizon];
        plantAhead = new double[horizon];
        netKw = new double[horizon];
        buyPerKwh = new double[horizon];
        marginalPerKwh = new double[horizon];
        cheapest = new int[horizon];
    }

    void reset() {
        isBegun = false;
    }

    void fill(Observation observation) {
        int now = observation.step();
        count = Math.min(netKw.length, observation.steps() - now);
        for (int i = 0; i < count; i++) {
            buyPerKwh[i] = observation.buyPerKwh(now + i);
        }
        if (!isBegun) {
            begin();
        }
        predict(observation);
        for (int i = 0; i < count; i++) {
            double free = Math.clamp(-netKw[i] / capacityKw, 0, 1);
            marginalPerKwh[i] =
                    free == 0
                            ? buyPerKwh[i]
                            : (1 - free) * buyPerKwh[i] + free * observation.sellPerKwh(now + i);
        }
        int month = observation.billingMonth(now);
        peakAheadKw = Double.NEGATIVE_INFINITY;
        for (int i = 1; i < count && observation.billingMonth(now + i) == month; i++) {
            peakAheadKw = Math.max(peakAheadKw, netKw[i]);
        }
        double known = Math.max(0, observation.billedPeakKw(month));
        expectedPeakKw = Math.max(known, Math.max(netKw[0], peakAheadKw));
        sort();
    }

    private void begin() {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += Math.abs(buyPerKwh[i]);
        }
        usualPerKwh = sum > 0 ? sum / count : 1;
        isBegun = true;
    }

    private void predict(Observation observation) {
        Past past = observation.past();
        int known = Math.min(windows.length - 1, past.steps());
        double[] window = windows[known];
        if (window == null) {
            window = new double[known];
            windows[known] = window;
        }
        Arrays.fill(baseAhead, 0);
        for (int group = 0; group < groupKw.length; group++) {
            for (int i = 0; i < known; i++) {
                window[i] = past.loadFactor(group, known - 1 - i);
            }
            forecaster.forecast(window, stepsPerDay, ahead);
            for (int i = 0; i < ahead.length; i++) {
                baseAhead[i] += groupKw[group] * ahead[i];
            }
        }
        for (int i = 0; i < known; i++) {
            double sum = 0;
            for (int plant = 0; plant < plants; plant++) {
                sum += past.plantKw(plant, known - 1 - i);
            }
            window[i] = sum;
        }
        forecaster.forecast(window, stepsPerDay, plantAhead);
        netKw[0] = observation.baseLoadKw() - observation.plantKw();
        for (int i = 1; i < count; i++) {
            netKw[i] = baseAhead[i - 1] - plantAhead[i - 1];
        }
    }

    /** Insertion sort: prices change in few places, so the order by time is mostly right. */
    private void sort() {
        for (int i = 0; i < count; i++) {
            int at = i;
            while (at > 0 && isBefore(i, cheapest[at - 1])) {
                cheapest[at] = cheapest[at - 1];
                at--;
            }
            cheapest[at] = i;
        }
    }

    private boolean isBefore(int one, int other) {
        return marginalPerKwh[one] < marginalPerKwh[other]
                || marginalPerKwh[one] == marginalPerKwh[other] && netKw[one] < netKw[other];
    }

    /** Expected plant power some steps ahead, kW; 0 the present is not in it. */
    double plantAheadKw(int steps) {
        return plantAhead[Math.min(steps, plantAhead.length) - 1];
    }

    /**
     * The level to which vehicles would fill the hours to come if they took an amount of energy
     * with the least peak, kW of net load (water-filling, by bisection).
     *
     * @param kwh to take
     * @param steps within which, at least 1
     */
    double levelKw(double kwh, int steps, double stepHours) {
        int until = Math.min(count, steps);
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < until; i++) {
            low = Math.min(low, netKw[i]);
            high = Math.max(high, netKw[i]);
        }
        high += kwh / (until * stepHours);
        for (int round = 0; round < 24; round++) {
            double level = (low + high) / 2;
            double taken = 0;
            for (int i = 0; i < until; i++) {
                taken += Math.max(0, level - netKw[i]) * stepHours;
            }
            low = taken < kwh ? level : low;
            high = taken < kwh ? high : level;
        }
        return high;
    }
}
