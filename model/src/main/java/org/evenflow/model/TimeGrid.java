package org.evenflow.model;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * The steps of a run: step {@code k} covers {@code [start + k * stepMin, start + (k + 1) *
 * stepMin)}. Steps are equal in elapsed time, so a local day has 23 or 25 hours of them where the
 * clock changes.
 *
 * @param start first instant
 * @param zone the site's time zone, used for tariffs, profiles and labels only
 * @param stepMin step length in minutes, 1 to 60, a divisor of 60
 * @param steps number of steps, at least 1
 */
public record TimeGrid(Instant start, ZoneId zone, int stepMin, int steps) {
    public TimeGrid {
        Check.that(
                stepMin >= 1 && stepMin <= 60 && 60 % stepMin == 0,
                "step_min",
                stepMin,
                "a divisor of 60 between 1 and 60");
        Check.that(steps >= 1, "steps", steps, ">= 1");
    }

    /**
     * A grid that begins at local time {@code yyyy-MM-ddTHH:mm} of the zone and covers {@code
     * hours} elapsed hours.
     */
    public static TimeGrid of(String localStart, String zone, int stepMin, double hours) {
        try {
            var id = ZoneId.of(zone);
            var start = LocalDateTime.parse(localStart).atZone(id).toInstant();
            return new TimeGrid(start, id, stepMin, (int) Math.round(hours * 60 / stepMin));
        } catch (DateTimeException e) {
            throw new InputException(
                    "start '"
                            + localStart
                            + "' in zone '"
                            + zone
                            + "' is not a local time yyyy-MM-ddTHH:mm: "
                            + e.getMessage(),
                    e);
        }
    }

    /** Length of a step in hours. */
    public double stepHours() {
        return stepMin / 60.0;
    }

    /** Beginning of a step; {@code step} may be any integer, also before or past the grid. */
    public Instant instant(int step) {
        return start.plus(Duration.ofMinutes((long) step * stepMin));
    }

    /** Beginning of a step on the local clock. */
    public ZonedDateTime local(int step) {
        return instant(step).atZone(zone);
    }

    /** First instant after the grid. */
    public Instant end() {
        return instant(steps);
    }

    /**
     * The step that contains an instant: negative before the grid, at least {@link #steps} past it.
     */
    public int stepOf(Instant instant) {
        return Math.toIntExact(
                Math.floorDiv(Duration.between(start, instant).toMillis(), stepMin * 60_000L));
    }
}
