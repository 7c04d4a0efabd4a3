package org.evenflow.model;

import java.util.List;

/** Where the sun comes from. */
public sealed interface Weather permits Weather.ClearSkyWithClouds, Weather.Measured {
    /** Degrees north. */
    double latitudeDeg();

    /** Degrees east. */
    double longitudeDeg();

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
            implements Weather {
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
            implements Weather {
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
