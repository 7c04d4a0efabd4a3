package org.evenflow.data;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.evenflow.data.SessionColumns.Times;
import org.evenflow.model.InputException;
import org.evenflow.model.scenario.Series;
import org.jspecify.annotations.Nullable;

/**
 * Reads equidistant time series (prices, carbon intensity, load) from delimited files, plain or
 * gzip. The distance is the most frequent one unless given; rows may be missing, but every time
 * must lie on the grid.
 */
public final class SeriesReader {
    private static final int MAX_VALUES = 20_000_000;

    private final Table table;
    private final SeriesColumns columns;
    private final List<String> notes = new ArrayList<>();

    private SeriesReader(Path file, SeriesColumns columns) {
        this.table = Table.read(file, columns.delimiter());
        this.columns = columns;
    }

    /**
     * A series and what was done to it.
     *
     * @param notes sentences for the report; empty where every value stood in the file
     */
    public record Reading(Series series, List<String> notes) {}

    private record Point(Instant time, double value, Table.Row row) {}

    /** The series of a file; gaps longer than {@link SeriesColumns#fillMin} are NaN. */
    public static Series read(Path file, SeriesColumns columns) {
        return reading(file, columns).series();
    }

    /** The same, with what was filled, dropped or left open. */
    public static Reading reading(Path file, SeriesColumns columns) {
        return new SeriesReader(file, columns).reading();
    }

    private Reading reading() {
        var points = columns.time() == null ? equidistant() : timed(columns.time());
        if (points.isEmpty()) {
            throw new InputException(columns.name() + ": file " + table.file() + " has no rows");
        }
        if (points.stream().allMatch(point -> Double.isNaN(point.value()))) {
            throw new InputException(
                    columns.name()
                            + ": column '"
                            + columns.value()
                            + "' of "
                            + table.file()
                            + " holds no number");
        }
        int usualMin = usualMin(points);
        int stepMin = columns.stepMin() > 0 ? columns.stepMin() : usualMin;
        var start = points.getFirst().time();
        long span = minutes(start, points.getLast().time());
        long count = span / stepMin + Math.max(stepMin, usualMin) / stepMin;
        if (count > MAX_VALUES) {
            throw new InputException(
                    columns.name() + ": " + count + " steps of " + stepMin + " min are too many");
        }
        double[] values = new double[Math.toIntExact(count)];
        Arrays.fill(values, Double.NaN);
        for (int i = 0; i < points.size(); i++) {
            place(points, i, stepMin, usualMin, values);
        }
        fill(values, stepMin);
        return new Reading(new Series(columns.name(), start, stepMin, values), List.copyOf(notes));
    }

    /** A value holds until the next one, but no longer than the usual distance. */
    private void place(List<Point> points, int i, int stepMin, int usualMin, double[] values) {
        var point = points.get(i);
        long at = minutes(points.getFirst().time(), point.time());
        if (at % stepMin != 0) {
            throw new InputException(
                    columns.name()
                            + ": times must be "
                            + stepMin
                            + " min apart, "
                            + point.time()
                            + " is not on that grid; set step_min to a divisor of all distances ("
                            + table.place(point.row())
                            + ")");
        }
        long until = at + Math.max(stepMin, usualMin);
        if (i + 1 < points.size()) {
            until = Math.min(until, minutes(points.getFirst().time(), points.get(i + 1).time()));
        }
        for (long minute = at; minute < until; minute += stepMin) {
            values[Math.toIntExact(minute / stepMin)] = point.value();
        }
    }

    private List<Point> equidistant() {
        int column = table.column(columns.value(), "value");
        var start = Objects.requireNonNull(columns.start()).atZone(columns.zone());
        var points = new ArrayList<Point>();
        for (var row : table.rows()) {
            var time = start.toInstant().plusSeconds(60L * columns.stepMin() * points.size());
            points.add(new Point(time, value(row, column), row));
        }
        return points;
    }

    private List<Point> timed(String timeColumn) {
        int time = table.column(timeColumn, "time");
        int value = table.column(columns.value(), "value");
        int hour = columns.hour() == null ? -1 : table.column(columns.hour(), "hour");
        int lastHour = hour < 0 ? 0 : (int) largest(hour);
        var exact =
                new SessionTimes(columns.dateFormats(), List.of(), Times.OFFSET, columns.zone());
        var local =
                new SessionTimes(columns.dateFormats(), List.of("H"), Times.LOCAL, columns.zone());
        var points = new ArrayList<Point>();
        var before = Instant.MIN;
        int skipped = 0;
        for (var row : table.rows()) {
            String text = row.cell(time);
            var moment =
                    hour < 0
                            ? exact.read(text, "", "", before)
                            : withHour(local, row, text, hour, lastHour, before);
            moment = moment == null && hour < 0 ? local.read(text, "", "", before) : moment;
            if (moment == null) {
                throw new InputException(
                        columns.name()
                                + ": time '"
                                + text
                                + "' fits none of "
                                + columns.dateFormats()
                                + " ("
                                + table.place(row)
                                + ")");
            }
            if (moment.isShifted()) {
                skipped++;
                continue;
            }
            before = moment.instant();
            points.add(new Point(before, value(row, value), row));
        }
        if (skipped > 0) {
            notes.add(
                    columns.name()
                            + ": "
                            + skipped
                            + " rows in the hour that the clock skips were left out");
        }
        return ordered(points);
    }

    /** A date column with hours 0 to 23, or 1 to 24, beside it. */
    private SessionTimes.@Nullable Moment withHour(
            SessionTimes local,
            Table.Row row,
            String date,
            int column,
            int lastHour,
            Instant before) {
        double hour = value(row, column, 1);
        int from0 = (int) hour - (lastHour == 24 ? 1 : 0);
        if (from0 < 0 || from0 > 23 || hour != Math.rint(hour)) {
            throw new InputException(
                    columns.name()
                            + ": hour must be 0 to 23 or 1 to 24, is "
                            + row.cell(column)
                            + " ("
                            + table.place(row)
                            + ")");
        }
        return local.read(date, String.valueOf(from0), "", before);
    }

    private double largest(int column) {
        double largest = 0;
        for (var row : table.rows()) {
            largest = Math.max(largest, value(row, column, 1));
        }
        return largest;
    }

    private List<Point> ordered(List<Point> points) {
        points.sort(Comparator.comparing(Point::time));
        var kept = new ArrayList<Point>();
        int repeated = 0;
        for (var point : points) {
            if (kept.isEmpty() || !kept.getLast().time().equals(point.time())) {
                kept.add(point);
            } else if (Double.compare(kept.getLast().value(), point.value()) == 0) {
                repeated++;
            } else {
                throw new InputException(
                        columns.name()
                                + ": two different values at "
                                + point.time()
                                + " ("
                                + table.place(kept.getLast().row())
                                + " and "
                                + table.place(point.row())
                                + ")");
            }
        }
        if (repeated > 0) {
            notes.add(columns.name() + ": " + repeated + " repeated rows were left out");
        }
        return kept;
    }

    private int usualMin(List<Point> points) {
        if (points.size() < 2) {
            return Math.max(1, columns.stepMin());
        }
        var counts = new HashMap<Long, Integer>();
        for (int i = 1; i < points.size(); i++) {
            long apart = minutes(points.get(i - 1).time(), points.get(i).time());
            counts.merge(Math.max(1, apart), 1, Integer::sum);
        }
        return Math.toIntExact(
                counts.entrySet().stream()
                        .max(Map.Entry.comparingByValue())
                        .orElseThrow()
                        .getKey());
    }

    private void fill(double[] values, int stepMin) {
        int filled = 0;
        int open = 0;
        for (int from = 0; from < values.length; from++) {
            int to = from;
            while (to < values.length && Double.isNaN(values[to])) {
                to++;
            }
            if (to == from) {
                continue;
            }
            boolean isShort = (long) (to - from) * stepMin <= columns.fillMin();
            if (isShort && from > 0 && to < values.length) {
                for (int i = from; i < to; i++) {
                    double share = (i - from + 1.0) / (to - from + 1);
                    values[i] = values[from - 1] + share * (values[to] - values[from - 1]);
                }
                filled += to - from;
            } else {
                open += to - from;
            }
            from = to;
        }
        if (filled > 0) {
            notes.add(columns.name() + ": " + filled + " missing steps were interpolated");
        }
        if (open > 0) {
            notes.add(columns.name() + ": " + open + " steps are missing and were left open");
        }
    }

    private double value(Table.Row row, int column) {
        return value(row, column, columns.factor());
    }

    private double value(Table.Row row, int column, double factor) {
        String cell = row.cell(column);
        try {
            return cell.isEmpty()
                    ? Double.NaN
                    : factor * Double.parseDouble(cell.replace(columns.decimal(), '.'));
        } catch (NumberFormatException e) {
            throw new InputException(
                    columns.name()
                            + ": value must be a number, is '"
                            + cell
                            + "' ("
                            + table.place(row)
                            + ")",
                    e);
        }
    }

    private static long minutes(Instant from, Instant to) {
        return Duration.between(from, to).toMinutes();
    }
}
