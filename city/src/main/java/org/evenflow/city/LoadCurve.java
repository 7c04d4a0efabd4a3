package org.evenflow.city;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Arrays;
import org.evenflow.model.TimeGrid;
import org.evenflow.model.scenario.BaseLoad;
import org.evenflow.numeric.RandomStream;

/**
 * The factor on nominal loads: the profile of the local day's kind, linear between the middles of
 * the hours on the local clock, times a random factor around 1 that is drawn once per local day
 * (normal, cut at three standard deviations and at 0).
 */
final class LoadCurve {
    private static final double CUT = 3;

    private final double noise;
    private final double[] profile;
    private final int[] dayFrom;

    LoadCurve(BaseLoad load, TimeGrid grid) {
        noise = load.noise();
        profile = new double[grid.steps()];
        var from = new int[grid.steps() + 1];
        int days = 0;
        LocalDate today = null;
        for (int step = 0; step < profile.length; step++) {
            var middle = grid.local(step).plusSeconds(grid.stepMin() * 30L);
            var date = middle.toLocalDate();
            double hour = middle.toLocalTime().toSecondOfDay() / 3600.0;
            profile[step] = load.scale() * factor(load, date, hour);
            if (!date.equals(today)) {
                from[days++] = step;
                today = date;
            }
        }
        from[days] = profile.length;
        dayFrom = Arrays.copyOf(from, days + 1);
    }

    private static double factor(BaseLoad load, LocalDate date, double hour) {
        double x = hour - 0.5;
        int before = (int) Math.floor(x);
        double share = x - before;
        return (1 - share) * hourly(load, date, before) + share * hourly(load, date, before + 1);
    }

    /** Factor of an hour, which may lie one before or one past the day. */
    private static double hourly(BaseLoad load, LocalDate date, int hour) {
        var day = hour < 0 ? date.minusDays(1) : hour > 23 ? date.plusDays(1) : date;
        boolean weekend = day.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) >= 0;
        return (weekend ? load.weekend() : load.weekday()).get(Math.floorMod(hour, 24));
    }

    /** Fills the factors of all steps. */
    void draw(RandomStream stream, double[] factor) {
        if (noise == 0) {
            System.arraycopy(profile, 0, factor, 0, profile.length);
            return;
        }
        for (int day = 0; day + 1 < dayFrom.length; day++) {
            double z = Math.clamp(stream.nextGaussian(), -CUT, CUT);
            double dayFactor = Math.max(0, 1 + noise * z);
            for (int step = dayFrom[day]; step < dayFrom[day + 1]; step++) {
                factor[step] = dayFactor * profile[step];
            }
        }
    }
}
