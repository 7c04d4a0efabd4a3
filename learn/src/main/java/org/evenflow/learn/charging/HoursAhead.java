package org.evenflow.learn.charging;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.evenflow.control.Observation;
import org.evenflow.forecast.Forecast;
import org.evenflow.forecast.Forecaster;
import org.evenflow.forecast.Outlook;
import org.evenflow.forecast.SeasonalLevel;

/**
 * What the hours to come are expected to cost: base load less plants as the site itself expects it,
 * like yesterday at today's level ({@link SeasonalLevel}, the forecast of {@code mpc}, all plants
 * as one), under the published prices. Network losses are left aside. Mutable arrays, refilled for
 * every step from the site's {@link Outlook}.
 */
final class HoursAhead {
    /** Nobody looks further ahead, h: a day, and the evening after it. */
    static final double HORIZON_HOURS = 36;

    private static final Forecaster FORECASTER = new SeasonalLevel();

    private final double[] groupKw;
    private final double capacityKw;

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

    private boolean isPriced;

    HoursAhead(Observation observation, double capacityKw) {
        this.capacityKw = capacityKw;
        int horizon = (int) Math.round(HORIZON_HOURS / observation.stepHours());
        var site = observation.site();
        nominalKw = site.nominalKw();
        groupKw = IntStream.range(0, site.loads().size()).mapToDouble(site::nominalKw).toArray();
        netKw = new double[horizon];
        buyPerKwh = new double[horizon];
        marginalPerKwh = new double[horizon];
        cheapest = new int[horizon];
    }

    private Outlook outlook(Observation observation) {
        return observation.outlook(FORECASTER, netKw.length);
    }

    void reset() {
        isPriced = false;
    }

    void fill(Observation observation) {
        var outlook = outlook(observation);
        int now = observation.step();
        count = Math.min(netKw.length, observation.steps() - now);
        Forecast buy = outlook.buyPerKwh();
        for (int i = 0; i < count; i++) {
            buyPerKwh[i] = buy.at(now + i);
        }
        if (!isPriced) {
            setUsualPrice();
        }
        fillNet(observation, outlook);
        fillMarginal(outlook, now);
        fillPeaks(observation, now);
        sort();
    }

    private void setUsualPrice() {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += Math.abs(buyPerKwh[i]);
        }
        usualPerKwh = sum > 0 ? sum / count : 1;
        isPriced = true;
    }

    private void fillNet(Observation observation, Outlook outlook) {
        int now = observation.step();
        Arrays.fill(netKw, 0);
        for (int group = 0; group < groupKw.length; group++) {
            Forecast load = outlook.loadFactor(group);
            for (int i = 1; i < count; i++) {
                netKw[i] += groupKw[group] * load.at(now + i);
            }
        }
        Forecast plants = outlook.plantsAsOneKw();
        for (int i = 1; i < count; i++) {
            netKw[i] -= plants.at(now + i);
        }
        netKw[0] = observation.baseLoadKw() - observation.plantKw();
    }

    private void fillMarginal(Outlook outlook, int now) {
        for (int i = 0; i < count; i++) {
            double free = Math.clamp(-netKw[i] / capacityKw, 0, 1);
            marginalPerKwh[i] =
                    free == 0
                            ? buyPerKwh[i]
                            : (1 - free) * buyPerKwh[i] + free * outlook.sellPerKwh().at(now + i);
        }
    }

    private void fillPeaks(Observation observation, int now) {
        int month = observation.billingMonth(now);
        peakAheadKw = Double.NEGATIVE_INFINITY;
        for (int i = 1; i < count && observation.billingMonth(now + i) == month; i++) {
            peakAheadKw = Math.max(peakAheadKw, netKw[i]);
        }
        double known = Math.max(0, observation.billedPeakKw(month));
        expectedPeakKw = Math.max(known, Math.max(netKw[0], peakAheadKw));
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

    /** Expected plant power some steps ahead, at least 1, kW; maybe past the end of the run. */
    double plantAheadKw(Observation observation, int steps) {
        int ahead = Math.min(steps, netKw.length);
        return outlook(observation).plantsAsOneKw().at(observation.step() + ahead);
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
