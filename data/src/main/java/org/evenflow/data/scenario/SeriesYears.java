package org.evenflow.data.scenario;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.evenflow.model.scenario.Series;

/**
 * Brings series of another year to the run's: each instant takes the value of the same month, day
 * and standard-time hour (29 February that of the 28th where the series has none), and a note says
 * so.
 */
final class SeriesYears {
    private final Instant from;
    private final Instant until;
    private final ZoneId zone;
    private final List<String> notes;

    /**
     * For the span that all days of a run cover together.
     *
     * @param from first instant needed
     * @param until first instant no longer needed
     * @param notes where mapped series are noted
     */
    SeriesYears(Instant from, Instant until, ZoneId zone, List<String> notes) {
        this.from = from;
        this.until = until;
        this.zone = zone;
        this.notes = notes;
    }

    /**
     * The series itself where it overlaps the span, else the one mapped from its own year.
     *
     * @param remarks what reading it had to mend, for the notes
     */
    Series bring(Series series, List<String> remarks) {
        notes.addAll(remarks);
        boolean overlaps = series.start().isBefore(until) && series.end().isAfter(from);
        if (overlaps) {
            return series;
        }
        int step = series.stepMin();
        int count = Math.toIntExact((Duration.between(from, until).toMinutes() + step - 1) / step);
        var values = new double[count];
        int year = standardTime(series.start()).getYear();
        for (int i = 0; i < count; i++) {
            values[i] = valueAt(series, from.plus(Duration.ofMinutes((long) i * step)), year);
        }
        notes.add(
                series.name()
                        + " is of "
                        + series.start().atZone(zone).toLocalDate()
                        + " to "
                        + series.end().atZone(zone).toLocalDate()
                        + " and was brought to the run's year by month, day and standard-time"
                        + " hour.");
        return new Series(series.name(), from, step, values);
    }

    private double valueAt(Series series, Instant wanted, int firstYear) {
        var time = standardTime(wanted);
        for (int year = firstYear; year <= firstYear + 1; year++) {
            var offset = zone.getRules().getStandardOffset(wanted);
            var there = time.withYear(year).toInstant(offset);
            long index =
                    Math.floorDiv(
                            Duration.between(series.start(), there).toMinutes(), series.stepMin());
            if (index >= 0 && index < series.values().length) {
                return series.values()[(int) index];
            }
        }
        return Double.NaN;
    }

    private LocalDateTime standardTime(Instant instant) {
        return LocalDateTime.ofInstant(instant, zone.getRules().getStandardOffset(instant));
    }
}
