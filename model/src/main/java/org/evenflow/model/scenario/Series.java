package org.evenflow.model.scenario;

import java.time.Duration;
import java.time.Instant;
import org.evenflow.model.Check;
import org.evenflow.model.InputException;

/**
 * Values at equal distances in time; value {@code i} holds from {@code start + i * step} for one
 * step.
 *
 * @param name what it is and its unit, for messages
 * @param start beginning of the first value
 * @param stepMin distance in minutes
 * @param values at least one; NaN where the source has a gap
 */
public record Series(String name, Instant start, int stepMin, double[] values) {
    public Series {
        Check.id(name, "series");
        Check.that(stepMin >= 1, name + ": step_min", stepMin, ">= 1");
        Check.that(values.length >= 1, name + ": values", 0, "at least one");
        values = values.clone();
    }

    /** First instant after the last value. */
    public Instant end() {
        return start.plus(Duration.ofMinutes((long) values.length * stepMin));
    }

    /**
     * Mean over {@code [from, from + minutes)}, weighting each value by the time it holds.
     *
     * @throws InputException where the series does not cover the span or has a gap in it
     */
    public double mean(Instant from, int minutes) {
        long first = Duration.between(start, from).toMinutes();
        if (from.isBefore(start) || from.plus(Duration.ofMinutes(minutes)).isAfter(end())) {
            throw new InputException(
                    name
                            + ": covers "
                            + start
                            + " to "
                            + end()
                            + ", but the run needs "
                            + from
                            + " and the "
                            + minutes
                            + " minutes after it");
        }
        double sum = 0;
        for (long minute = first; minute < first + minutes; ) {
            int at = Math.toIntExact(minute / stepMin);
            long until = Math.min(first + minutes, (at + 1L) * stepMin);
            sum += values[at] * (until - minute);
            minute = until;
        }
        if (Double.isNaN(sum)) {
            throw new InputException(
                    name + ": has a gap within the " + minutes + " minutes after " + from);
        }
        return sum / minutes;
    }
}
