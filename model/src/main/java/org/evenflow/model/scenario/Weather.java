package org.evenflow.model.scenario;

import java.util.List;
import org.evenflow.model.Check;

/** Where the power of plants comes from. */
public sealed interface Weather permits Weather.Sun, Weather.Bell {
    /** The sun over a place on Earth, from which plants are computed. */
    sealed interface Sun extends Weather permits ClearSkyWithClouds, Measured {
        /** Degrees north. */
        double latitudeDeg();

        /** Degrees east. */
        double longitudeDeg();
    }

    /**
     * Every day the same bell without a place or a season, as synthetic studies use it: at local
     * time h each plant gives its peak power times {@code exp(-ln 2 (2 (h - peakHour) /
     * hoursAboveHalf)²)} times a random factor around 1 that all plants share, but never more than
     * its peak power; more than {@code 1.5 hoursAboveHalf} from the peak it is night. Tilt,
     * orientation and efficiency of the plants do not matter.
     *
     * @param peakHour local hour of the peak, 0 to 24
     * @param hoursAboveHalf how long the bell is above half of its peak, above 0 to 12
     * @param noise standard deviation of the random factor, 0 to 0.5
     * @param memoryHours in which the random factor forgets itself by 1/e, greater than 0
     */
    record Bell(double peakHour, double hoursAboveHalf, double noise, double memoryHours)
            implements Weather {
        public Bell {
            Check.within(peakHour, 0, 24, "peak_hour");
            Check.that(
                    hoursAboveHalf > 0 && hoursAboveHalf <= 12,
                    "hours_above_half",
                    hoursAboveHalf,
                    "above 0 and at most 12");
            Check.within(noise, 0, 0.5, "noise");
            Check.positive(memoryHours, "memory_hours");
        }
    }

    /**
     * Clear-sky irradiance dimmed by random clouds, drawn anew for every seed.
     *
     * @param latitudeDeg degrees north, -90 to 90
     * @param longitudeDeg degrees east, -180 to 180
     * @param meanClearness mean of the clear-sky index, 0.1 to 1
     * @param airTemperatureC mean air temperature of the run
     */
    record ClearSkyWithClouds(
            double latitudeDeg, double longitudeDeg, double meanClearness, double airTemperatureC)
            implements Sun {
        public ClearSkyWithClouds {
            Check.within(latitudeDeg, -90, 90, "latitude_deg");
            Check.within(longitudeDeg, -180, 180, "longitude_deg");
            Check.within(meanClearness, 0.1, 1, "mean_clearness");
            Check.within(airTemperatureC, -60, 60, "air_temperature_c");
        }
    }

    /**
     * Hourly measurements of one year, as an EPW file holds them, in standard time (no daylight
     * saving).
     *
     * @param source file and place, for reports
     * @param latitudeDeg degrees north
     * @param longitudeDeg degrees east
     * @param utcOffsetHours of the file's standard time
     * @param hours one entry per hour, in the order of the file; all months and days of a year
     * @param filled how many hours had a gap and were filled, per field, in words for the report
     */
    record Measured(
            String source,
            double latitudeDeg,
            double longitudeDeg,
            double utcOffsetHours,
            List<Hour> hours,
            List<String> filled)
            implements Sun {
        public Measured {
            hours = List.copyOf(hours);
            filled = List.copyOf(filled);
            Check.within(latitudeDeg, -90, 90, source + ": latitude");
            Check.within(longitudeDeg, -180, 180, source + ": longitude");
            Check.within(utcOffsetHours, -12, 14, source + ": time zone");
        }
    }

    /**
     * One measured hour.
     *
     * @param year of the measurement (typical years mix them)
     * @param month 1 to 12
     * @param day 1 to 31
     * @param hour 0 to 23; the value is the mean of the hour that begins then
     * @param ghiWm2 global horizontal irradiance
     * @param dniWm2 direct normal irradiance
     * @param dhiWm2 diffuse horizontal irradiance
     * @param airTemperatureC dry-bulb temperature
     * @param windMs wind speed
     */
    record Hour(
            int year,
            int month,
            int day,
            int hour,
            double ghiWm2,
            double dniWm2,
            double dhiWm2,
            double airTemperatureC,
            double windMs) {}
}
