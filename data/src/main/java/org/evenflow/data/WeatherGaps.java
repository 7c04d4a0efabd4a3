package org.evenflow.data;

import java.util.ArrayList;
import java.util.List;
import org.evenflow.model.InputException;

/**
 * Fills gaps in a year of hourly values and says so. Mutable. Gaps of at most three hours are
 * interpolated; in longer ones each hour is the mean of the same hour of the nearest day before and
 * the nearest day after that have it.
 */
final class WeatherGaps {
    private static final int INTERPOLATED_HOURS = 3;

    /** Pyranometers of good quality agree to about 3 % of 1000 W/m² (WMO-No. 8, 2018). */
    private static final double TOLERANCE_WM2 = 30;

    private final String file;
    private final int hours;
    private final List<String> sentences = new ArrayList<>();

    WeatherGaps(String file, int hours) {
        this.file = file;
        this.hours = hours;
    }

    List<String> sentences() {
        return List.copyOf(sentences);
    }

    /** A copy without NaN. */
    double[] fill(String field, double[] measured) {
        double[] filled = measured.clone();
        int interpolated = 0;
        int borrowed = 0;
        for (int from = 0; from < hours; from++) {
            if (!Double.isNaN(measured[from])) {
                continue;
            }
            int to = from;
            while (to < hours && Double.isNaN(measured[to])) {
                to++;
            }
            if (to - from <= INTERPOLATED_HOURS && from > 0 && to < hours) {
                interpolate(filled, from, to);
                interpolated += to - from;
            } else {
                for (int hour = from; hour < to; hour++) {
                    filled[hour] = sameHour(field, measured, hour);
                }
                borrowed += to - from;
            }
            from = to - 1;
        }
        if (interpolated + borrowed > 0) {
            sentences.add(
                    String.format(
                            "%s: %d of %d hours of %s missing, %d interpolated, %d taken from the same hour of neighbouring days",
                            file, interpolated + borrowed, hours, field, interpolated, borrowed));
        }
        return filled;
    }

    /**
     * Makes the three irradiances agree: diffuse is part of global, and direct normal is at least
     * global minus diffuse because the sun's zenith cosine is at most 1.
     */
    void reconcile(double[] ghi, double[] dni, double[] dhi) {
        int diffuse = 0;
        int direct = 0;
        for (int hour = 0; hour < hours; hour++) {
            diffuse += dhi[hour] > ghi[hour] + TOLERANCE_WM2 ? 1 : 0;
            dhi[hour] = Math.min(dhi[hour], ghi[hour]);
            direct += ghi[hour] - dhi[hour] > dni[hour] + TOLERANCE_WM2 ? 1 : 0;
            dni[hour] = Math.max(dni[hour], ghi[hour] - dhi[hour]);
        }
        if (diffuse > 0) {
            sentences.add(
                    file + ": diffuse above global irradiance in " + diffuse + " hours, cut to it");
        }
        if (direct > 0) {
            sentences.add(
                    file
                            + ": direct normal irradiance below global minus diffuse in "
                            + direct
                            + " hours, raised to it");
        }
    }

    private static void interpolate(double[] values, int from, int to) {
        double before = values[from - 1];
        double after = values[to];
        for (int hour = from; hour < to; hour++) {
            double share = (hour - from + 1.0) / (to - from + 1);
            values[hour] = before + share * (after - before);
        }
    }

    private double sameHour(String field, double[] measured, int hour) {
        double before = search(measured, hour, -24);
        double after = search(measured, hour, 24);
        if (Double.isNaN(before) && Double.isNaN(after)) {
            throw new InputException(
                    file + ": " + field + " is missing at the same hour of every day of the year");
        }
        if (Double.isNaN(before) || Double.isNaN(after)) {
            return Double.isNaN(before) ? after : before;
        }
        return (before + after) / 2;
    }

    private double search(double[] measured, int hour, int step) {
        for (int at = hour + step; at >= 0 && at < hours; at += step) {
            if (!Double.isNaN(measured[at])) {
                return measured[at];
            }
        }
        return Double.NaN;
    }
}
