package org.evenflow.data;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.evenflow.model.InputException;
import org.jspecify.annotations.Nullable;

/**
 * Where a time series stands in a delimited file.
 *
 * @param name what it is and its unit, for messages
 * @param time column of time stamps (or of dates, where {@code hour} is given), or null where rows
 *     are equidistant from {@code start}
 * @param hour column of hours 0 to 23 (or 1 to 24) beside the date, or null
 * @param value column of values
 * @param factor converts the file's unit, e.g. 0.001 from per MWh to per kWh
 * @param zone meaning of time stamps without offset; {@code UTC} where they are universal
 * @param dateFormats patterns as in {@link SessionColumns#dateFormats}
 * @param start local time of the first row where there is no time column, or null
 * @param stepMin distance in minutes; 0 to detect it
 * @param fillMin gaps up to this many minutes are interpolated, longer ones stay NaN
 * @param delimiter between cells
 * @param decimal mark of numbers
 */
public record SeriesColumns(
        String name,
        @Nullable String time,
        @Nullable String hour,
        String value,
        double factor,
        ZoneId zone,
        List<String> dateFormats,
        @Nullable LocalDateTime start,
        int stepMin,
        int fillMin,
        char delimiter,
        char decimal) {
    /** Patterns tried where none is given. */
    public static final List<String> USUAL_FORMATS = List.of("ISO");

    public SeriesColumns {
        dateFormats = dateFormats.isEmpty() ? USUAL_FORMATS : List.copyOf(dateFormats);
        SessionTimes.check(dateFormats, "date_formats");
        if (!(Double.isFinite(factor) && factor != 0)) {
            throw new InputException(name + ": factor must be finite and not 0, is " + factor);
        }
        if (time == null && (start == null || stepMin <= 0)) {
            throw new InputException(
                    name + ": without a time column, start and step_min must be given");
        }
        if (stepMin < 0 || fillMin < 0) {
            throw new InputException(
                    name
                            + ": step_min and fill_min must be >= 0, are "
                            + stepMin
                            + " and "
                            + fillMin);
        }
    }

    /** A comma-separated file with a time column and a value column. */
    public static SeriesColumns of(
            String name, String time, String value, double factor, ZoneId zone) {
        return new SeriesColumns(
                name, time, null, value, factor, zone, List.of(), null, 0, 60, ',', '.');
    }

    /** The same with hours in a column of their own. */
    public SeriesColumns withHour(String column) {
        return new SeriesColumns(
                name,
                time,
                column,
                value,
                factor,
                zone,
                dateFormats,
                start,
                stepMin,
                fillMin,
                delimiter,
                decimal);
    }

    /** A file without times whose rows follow each other from {@code start}. */
    public static SeriesColumns equidistant(
            String name,
            String value,
            double factor,
            ZoneId zone,
            LocalDateTime start,
            int stepMin) {
        return new SeriesColumns(
                name, null, null, value, factor, zone, List.of(), start, stepMin, 60, ',', '.');
    }
}
