package org.evenflow.city;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.evenflow.model.InputException;
import org.evenflow.model.TimeGrid;
import org.evenflow.model.scenario.Weather;

/**
 * Measured hourly irradiance over the steps of a run. Each instant takes the file's hour of the
 * same month, day and standard-time hour; 29 February takes 28 February where the file lacks it.
 * Within an hour, light follows the clear sky's course, scaled so that the hour's mean is the
 * measured one.
 */
final class MeasuredLight {
    private static final int MONTHS = 12;
    private static final int DAYS = 31;
    private static final int HOURS = 24;

    /** No hour's mean can be more: the sun gives 1,361 W/m2 outside the atmosphere. */
    private static final double LIMIT_WM2 = 1500;

    /** No air is warmer or colder. */
    private static final double LIMIT_C = 90;

    /** Below this clear-sky mean an hour counts as night and its light is spread evenly, W/m2. */
    private static final double NIGHT_WM2 = 1;

    /** Global horizontal irradiance, W/m2, {@code [step]}. */
    final double[] globalWm2;

    /** Diffuse horizontal irradiance, W/m2, {@code [step]}. */
    final double[] diffuseWm2;

    /** Air temperature, °C, {@code [step]}. */
    final double[] airC;

    /**
     * Compiles the light.
     *
     * @param grid of the run, on the clock of the weather's place
     * @param weather at least a value for every hour of the run
     * @param sun over the same grid
     */
    MeasuredLight(TimeGrid grid, Weather.Measured weather, SunGeometry sun) {
        globalWm2 = new double[grid.steps()];
        diffuseWm2 = new double[grid.steps()];
        airC = new double[grid.steps()];
        int[] position = index(weather);
        long offsetSeconds = Math.round(weather.utcOffsetHours() * 3600);
        long hour = Long.MIN_VALUE;
        var measured = weather.hours().getFirst();
        double clearHour = 0;
        for (int step = 0; step < grid.steps(); step++) {
            long standard =
                    grid.instant(step).getEpochSecond() + grid.stepMin() * 30L + offsetSeconds;
            if (Math.floorDiv(standard, 3600L) != hour) {
                hour = Math.floorDiv(standard, 3600L);
                measured = hourOf(weather, position, hour);
                clearHour = sun.clearHourWm2(Instant.ofEpochSecond(hour * 3600 - offsetSeconds));
            }
            boolean night = clearHour < NIGHT_WM2;
            double shape = night ? 1 : sun.clearWm2[step] / clearHour;
            globalWm2[step] = measured.ghiWm2() * shape;
            diffuseWm2[step] =
                    night
                            ? globalWm2[step]
                            : Math.min(measured.dhiWm2(), measured.ghiWm2()) * shape;
            airC[step] = measured.airTemperatureC();
        }
    }

    private static int[] index(Weather.Measured weather) {
        var position = new int[MONTHS * DAYS * HOURS];
        Arrays.fill(position, -1);
        for (int i = 0; i < weather.hours().size(); i++) {
            var hour = weather.hours().get(i);
            check(weather, hour);
            position[at(hour.month(), hour.day(), hour.hour())] = i;
        }
        return position;
    }

    private static void check(Weather.Measured weather, Weather.Hour hour) {
        boolean usable =
                hour.ghiWm2() >= 0
                        && hour.dhiWm2() >= 0
                        && hour.ghiWm2() < LIMIT_WM2
                        && Math.abs(hour.airTemperatureC()) < LIMIT_C;
        if (!usable) {
            throw new InputException(
                    weather.source()
                            + ": irradiance must be 0 to 1,500 W/m2 and air temperature within 90"
                            + " °C, is "
                            + hour);
        }
    }

    private static int at(int month, int day, int hour) {
        return ((month - 1) * DAYS + day - 1) * HOURS + hour;
    }

    private static Weather.Hour hourOf(Weather.Measured weather, int[] position, long hour) {
        var local = LocalDateTime.ofEpochSecond(hour * 3600, 0, ZoneOffset.UTC);
        int found = position[at(local.getMonthValue(), local.getDayOfMonth(), local.getHour())];
        if (found < 0 && local.getMonthValue() == 2 && local.getDayOfMonth() == 29) {
            found = position[at(2, 28, local.getHour())];
        }
        if (found < 0) {
            throw new InputException(
                    weather.source()
                            + ": has no value for month "
                            + local.getMonthValue()
                            + ", day "
                            + local.getDayOfMonth()
                            + ", hour "
                            + local.getHour()
                            + " (standard time), which the run needs");
        }
        return weather.hours().get(found);
    }
}
