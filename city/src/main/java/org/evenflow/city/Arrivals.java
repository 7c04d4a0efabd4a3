package org.evenflow.city;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Arrays;
import org.evenflow.model.TimeGrid;
import org.evenflow.numeric.RandomStream;

/**
 * Arrivals of one population in order of time. Begins before the run, so that the run does not
 * begin empty. Mutable: it stands at the last arrival.
 *
 * <p>As a rule they are a Poisson process whose rate changes every quarter hour: gaps are
 * exponential in operational time (E. Çınlar, "Introduction to Stochastic Processes", 1975, section
 * 4.7), so nothing is sorted. A fleet that comes home every day instead has the rounded mean number
 * of arrivals on each local day; they are drawn in order as uniform order statistics (L. Devroye,
 * "Non-Uniform Random Variate Generation", 1986, section V.3).
 */
final class Arrivals {
    private static final int SLOT_MIN = 15;
    private static final int DAY_MIN = 1440;

    private final boolean sameEveryDay;
    private final double firstMin;
    private final double[] cumulative;
    private final double[] localMinute;
    private final int[] dayEnd;

    private double operational;
    private int slot;
    private int day;
    private int leftToday;
    private double minute;
    private double within;

    /**
     * Compiles the rates.
     *
     * @param perDay mean number of arrivals on a weekday
     */
    Arrivals(TimeGrid time, SessionProfile profile, double perDay) {
        sameEveryDay = profile.sameEveryDay();
        int before = (int) Math.ceil(Math.min(profile.longestMin(), DAY_MIN) / SLOT_MIN);
        int slots = before + Math.ceilDiv(time.steps() * time.stepMin(), SLOT_MIN) + 1;
        firstMin = -(double) before * SLOT_MIN;
        cumulative = new double[slots + 1];
        localMinute = new double[slots];
        var ends = new int[slots + 1];
        int days = 0;
        LocalDate today = null;
        for (int s = 0; s < slots; s++) {
            var local = time.start().plusSeconds(60L * SLOT_MIN * (s - before)).atZone(time.zone());
            if (today != null && !local.toLocalDate().equals(today)) {
                ends[days++] = s;
            }
            today = local.toLocalDate();
            int ofDay = local.getHour() * 60 + local.getMinute();
            localMinute[s] = ofDay;
            boolean weekend = local.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) >= 0;
            // Who has surely left before the run is not drawn at all.
            boolean matters = SLOT_MIN * (s + 1.0 - before) + profile.longestMin(ofDay) > 0;
            double rate = matters ? perDay * profile.arrivals(weekend)[ofDay / SLOT_MIN] : 0;
            cumulative[s + 1] = cumulative[s] + rate;
        }
        ends[days++] = slots;
        dayEnd = Arrays.copyOf(ends, days);
    }

    /** Mean number of arrivals, those before the run included. */
    double mean() {
        return cumulative[cumulative.length - 1];
    }

    void begin() {
        operational = 0;
        slot = 0;
        day = -1;
        leftToday = 0;
    }

    /** Goes to the next arrival; false where there is none any more. */
    boolean next(RandomStream stream) {
        if (!sameEveryDay) {
            operational += stream.nextExponential();
        } else if (!nextOfDay(stream)) {
            return false;
        }
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

    /** The least of the uniform numbers that are left for a day. */
    private boolean nextOfDay(RandomStream stream) {
        while (leftToday == 0) {
            if (++day == dayEnd.length) {
                return false;
            }
            operational = day == 0 ? 0 : cumulative[dayEnd[day - 1]];
            leftToday = (int) Math.round(cumulative[dayEnd[day]] - operational);
        }
        double share = 1 - Math.pow(1 - stream.nextDouble(), 1.0 / leftToday);
        operational += share * (cumulative[dayEnd[day]] - operational);
        leftToday--;
        return true;
    }

    /** Minutes since the run's beginning; negative before it. */
    double minute() {
        return minute;
    }

    /** Minute of the local day, [0, 1440). */
    double localMinute() {
        double local = localMinute[slot] + within;
        return local < DAY_MIN ? local : local - DAY_MIN;
    }
}
