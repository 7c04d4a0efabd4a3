package org.evenflow.city;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.Arrays;
import org.evenflow.model.TimeGrid;
import org.evenflow.model.scenario.SessionSource.Range;
import org.evenflow.numeric.RandomStream;
import org.jspecify.annotations.Nullable;

/**
 * Arrivals of one population in order of time, with the length of their stay. Begins before the
 * run, so that the run does not begin empty. Mutable: it stands at the last arrival.
 *
 * <p>As a rule they are a Poisson process whose rate changes every quarter hour: gaps are
 * exponential in operational time (E. Çınlar, "Introduction to Stochastic Processes", 1975, section
 * 4.7), so nothing is sorted. Before the run the rate is thinned by the probability that a stay is
 * long enough to last until the run begins for one who comes as the quarter hour ends, and the stay
 * is drawn on that condition; who has left nevertheless, as he came earlier in the quarter hour, is
 * for the caller to drop. That is the same process without most of those who are gone (P. Lewis, G.
 * Shedler, Naval Research Logistics Quarterly 26, 1979).
 *
 * <p>A fleet that comes home every day instead has the rounded mean number of arrivals on each
 * local day; they are drawn in order as uniform order statistics (L. Devroye, "Non-Uniform Random
 * Variate Generation", 1986, section V.3).
 */
final class Arrivals {
    private static final int SLOT_MIN = 15;
    private static final int DAY_MIN = 1440;

    /** Cells of the guide to the quarter hours, per quarter hour. */
    private static final int GUIDES = 4;

    /** What is kept of a quarter hour in {@link #slots}. */
    private static final int FROM = 0;

    private static final int TO = 1;
    private static final int STEPS_PER_RATE = 2;
    private static final int FIRST_STEP = 3;
    private static final int FIELDS = 4;

    private final boolean sameEveryDay;
    private final StayTables stays;
    private final double stepMin;
    private final double[] slots;
    private final double[] localMinute;
    private final int[] stayRow;
    private final long[] stayFloor;
    private final int[] dayEnd;
    private final double total;
    private final int[] guide;
    private final double guidesPerRate;

    private double operational;
    private int slot;
    private int day;
    private int leftToday;
    private double at;

    /**
     * Compiles the rates.
     *
     * @param perDay mean number of arrivals on a weekday
     * @param hours of the run in which they come, one block of which a fleet of fixed number comes
     *     in; null for arrivals before the run and to its end, with a fixed number each local day
     */
    Arrivals(
            TimeGrid time,
            SessionProfile profile,
            StayTables stays,
            double perDay,
            @Nullable Range hours) {
        this.stays = stays;
        sameEveryDay = profile.sameEveryDay();
        stepMin = time.stepMin();
        var start = time.local(0);
        long lateS = start.toLocalTime().toSecondOfDay() % (60 * SLOT_MIN);
        int before = hours == null ? beforeRun(profile) : 0;
        int runMin = time.steps() * time.stepMin();
        int count = before + Math.ceilDiv(runMin + (int) Math.ceilDiv(lateS, 60L), SLOT_MIN) + 1;
        slots = new double[FIELDS * count];
        localMinute = new double[count];
        stayRow = new int[count];
        stayFloor = new long[count];
        var ends = new int[count + 1];
        int days = 0;
        LocalDate today = null;
        double sum = 0;
        for (int s = 0; s < count; s++) {
            double firstMin = SLOT_MIN * (s - before) - lateS / 60.0;
            var local = start.plusSeconds(60L * SLOT_MIN * (s - before) - lateS);
            if (hours == null && today != null && !local.toLocalDate().equals(today)) {
                ends[days++] = s;
            }
            today = local.toLocalDate();
            int ofDay = local.getHour() * 60 + local.getMinute();
            localMinute[s] = ofDay;
            stayRow[s] = stays.stayRow(ofDay);
            stayFloor[s] = gone(profile, s, firstMin + SLOT_MIN);
            double lasting = 1 - (double) stayFloor[s] / (1L << StayTables.BITS);
            double rate =
                    comes(hours, firstMin)
                            ? perDay * lasting * profile.arrivals(weekend(local))[ofDay / SLOT_MIN]
                            : 0;
            slots[FIELDS * s + FROM] = sum;
            sum += rate;
            slots[FIELDS * s + TO] = sum;
            slots[FIELDS * s + STEPS_PER_RATE] = rate > 0 ? SLOT_MIN / stepMin / rate : 0;
            slots[FIELDS * s + FIRST_STEP] = firstMin / stepMin;
        }
        ends[days++] = count;
        dayEnd = Arrays.copyOf(ends, days);
        total = sum;
        guide = new int[GUIDES * count + 1];
        guidesPerRate = total > 0 ? GUIDES * count / total : 0;
        fillGuide();
    }

    /** Whether vehicles come in the quarter hour from a minute of the run on. */
    private static boolean comes(@Nullable Range hours, double firstMin) {
        double middleHour = (firstMin + SLOT_MIN / 2.0) / 60;
        return hours == null || (middleHour >= hours.low() && middleHour < hours.high());
    }

    /** Quarter hours before the run in which one may come who is there when it begins. */
    private static int beforeRun(SessionProfile profile) {
        return (int) Math.ceil(Math.min(profile.longestMin(), DAY_MIN) / SLOT_MIN);
    }

    private static boolean weekend(ZonedDateTime local) {
        return local.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) >= 0;
    }

    /** Share, as bits, of the stays from a quarter hour on that surely end before the run. */
    private long gone(SessionProfile profile, int s, double endMin) {
        if (sameEveryDay || stays.leavesByClock()) {
            boolean matters = endMin + profile.longestMin((int) localMinute[s]) > 0;
            return matters ? 0 : 1L << StayTables.BITS;
        }
        // A stay that ends in the first half of step 0 is rounded to before it.
        return endMin < stepMin / 2 ? stays.bitsBelow(stayRow[s], stepMin / 2 - endMin) : 0;
    }

    /** Puts into each cell the quarter hour that its beginning lies in. */
    private void fillGuide() {
        int s = 0;
        for (int cell = 0; cell < guide.length; cell++) {
            while (FIELDS * (s + 1) < slots.length
                    && slots[FIELDS * s + TO] * guidesPerRate < cell) {
                s++;
            }
            guide[cell] = s;
        }
    }

    /** Mean number of arrivals, those before the run included. */
    double mean() {
        return total;
    }

    void begin() {
        operational = 0;
        day = -1;
        leftToday = 0;
    }

    /**
     * Goes to the next arrival and says when it is, in steps since the run's beginning: negative
     * before it, infinite where none is left.
     */
    double next(RandomStream stream) {
        if (!sameEveryDay) {
            operational += stream.nextExponential();
        } else if (!nextOfDay(stream)) {
            return Double.POSITIVE_INFINITY;
        }
        if (operational >= total) {
            return Double.POSITIVE_INFINITY;
        }
        int s = guide[(int) (operational * guidesPerRate)];
        while (slots[FIELDS * s + TO] <= operational) {
            s++;
        }
        slot = s;
        double past = operational - slots[FIELDS * s + FROM];
        at = slots[FIELDS * s + FIRST_STEP] + past * slots[FIELDS * s + STEPS_PER_RATE];
        return at;
    }

    /** The least of the uniform numbers that are left for a day. */
    private boolean nextOfDay(RandomStream stream) {
        while (leftToday == 0) {
            if (++day == dayEnd.length) {
                return false;
            }
            operational = day == 0 ? 0 : endOfDay(day - 1);
            leftToday = (int) Math.round(endOfDay(day) - operational);
        }
        double share = 1 - Math.pow(1 - stream.nextDouble(), 1.0 / leftToday);
        operational += share * (endOfDay(day) - operational);
        leftToday--;
        return true;
    }

    private double endOfDay(int ofDay) {
        return slots[FIELDS * (dayEnd[ofDay] - 1) + TO];
    }

    /**
     * The length of the stay in minutes.
     *
     * @param bits uniform in [0, 2^32)
     */
    double stayMin(long bits) {
        if (stays.leavesByClock()) {
            double within = (at - slots[FIELDS * slot + FIRST_STEP]) * stepMin;
            return stays.stayByClockMin(localMinute[slot] + within, bits);
        }
        long floor = stayFloor[slot];
        long lasting = floor + (bits * ((1L << StayTables.BITS) - floor) >>> StayTables.BITS);
        return stays.stayMin(stayRow[slot], lasting);
    }
}
