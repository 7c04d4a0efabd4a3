package org.evenflow.city;

import java.time.DayOfWeek;
import java.util.List;
import org.evenflow.model.SessionSource.Population;
import org.evenflow.model.TimeGrid;
import org.evenflow.numeric.RandomStream;

/**
 * Arrivals of all populations together as one Poisson process whose rate changes every quarter
 * hour, in order of time. Begins before the run, so that the run does not begin empty. Mutable: it
 * stands at the last arrival.
 *
 * <p>Gaps are exponential in operational time (E. Çınlar, "Introduction to Stochastic Processes",
 * 1975, section 4.7), so nothing is sorted.
 */
final class Arrivals {
    private static final int SLOT_MIN = 15;

    private final int populations;
    private final double firstMin;
    private final double[] cumulative;
    private final double[] rate;
    private final double[] localMinute;

    private double operational;
    private int slot;
    private double minute;
    private double within;

    /**
     * Compiles the rates.
     *
     * @param connectors of each population
     */
    Arrivals(
            TimeGrid time,
            List<Population> populations,
            List<SessionProfile> profiles,
            int[] connectors) {
        this.populations = populations.size();
        double longest = profiles.stream().mapToDouble(SessionProfile::longestMin).max().orElse(0);
        int before = (int) Math.ceil(Math.min(longest, 1440) / SLOT_MIN);
        int slots = before + Math.ceilDiv(time.steps() * time.stepMin(), SLOT_MIN) + 1;
        firstMin = -(double) before * SLOT_MIN;
        cumulative = new double[slots + 1];
        rate = new double[slots * this.populations];
        localMinute = new double[slots];
        for (int s = 0; s < slots; s++) {
            var local = time.start().plusSeconds(60L * SLOT_MIN * (s - before)).atZone(time.zone());
            int ofDay = local.getHour() * 60 + local.getMinute();
            localMinute[s] = ofDay;
            boolean weekend = local.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) >= 0;
            double sum = 0;
            for (int p = 0; p < this.populations; p++) {
                // Who has surely left before the run is not drawn at all.
                double end = SLOT_MIN * (s + 1.0 - before) + profiles.get(p).longestMin(ofDay);
                if (end <= 0) {
                    rate[s * this.populations + p] = sum;
                    continue;
                }
                sum +=
                        profiles.get(p).arrivals(weekend)[ofDay / SLOT_MIN]
                                * populations.get(p).sessionsPerConnectorDay()
                                * connectors[p];
                rate[s * this.populations + p] = sum;
            }
            cumulative[s + 1] = cumulative[s] + sum;
        }
    }

    /** Mean number of arrivals, those before the run included. */
    double mean() {
        return cumulative[cumulative.length - 1];
    }

    void begin() {
        operational = 0;
        slot = 0;
    }

    /** Goes to the next arrival; false where there is none any more. */
    boolean next(RandomStream stream) {
        operational += stream.nextExponential();
        while (slot + 1 < cumulative.length && cumulative[slot + 1] <= operational) {
            slot++;
        }
        if (slot + 1 >= cumulative.length) {
            return false;
        }
        within =
                SLOT_MIN
                        * (operational - cumulative[slot])
                        / (cumulative[slot + 1] - cumulative[slot]);
        minute = firstMin + (double) slot * SLOT_MIN + within;
        return true;
    }

    /** Which population the vehicle is of, for a uniform number in [0, 1). */
    int population(double u) {
        int first = slot * populations;
        double at = u * rate[first + populations - 1];
        int population = 0;
        while (rate[first + population] <= at && population + 1 < populations) {
            population++;
        }
        return population;
    }

    /** Minutes since the run's beginning; negative before it. */
    double minute() {
        return minute;
    }

    /** Minute of the local day, [0, 1440). */
    double localMinute() {
        double local = localMinute[slot] + within;
        return local < 1440 ? local : local - 1440;
    }
}
