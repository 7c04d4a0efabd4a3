package org.evenflow.data;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.evenflow.model.InputException;
import org.evenflow.model.scenario.Weather;

/**
 * Reads EnergyPlus weather files (EPW), plain or gzip: one location and one year of hours in
 * standard time. Field order and missing codes follow the EnergyPlus <i>Auxiliary Programs</i>
 * guide (2.9.1, "EnergyPlus Weather File (EPW) Data Dictionary"); the codes -999 and -999.9, which
 * other programs write, count as missing too. Gaps are filled by {@link WeatherGaps} and reported.
 */
public final class EpwReader {
    private static final int MIN_COLUMNS = 32;
    private static final int MAX_COLUMNS = 35;
    private static final int GHI = 13;
    private static final int DNI = 14;
    private static final int DHI = 15;
    private static final int AIR = 6;
    private static final int WIND = 21;

    private final String name;
    private final List<String> lines;

    private EpwReader(Path file) {
        this.name = String.valueOf(file.getFileName());
        this.lines = TextFile.lines(file);
    }

    /**
     * Reads a file.
     *
     * @throws InputException where the file is cut short, out of order, or holds what is no number
     */
    public static Weather.Measured read(Path file) {
        return new EpwReader(file).read();
    }

    private Weather.Measured read() {
        String[] place = lines.isEmpty() ? new String[0] : lines.getFirst().split(",", -1);
        if (place.length < 10 || !place[0].strip().equalsIgnoreCase("LOCATION")) {
            throw new InputException(
                    name
                            + " is not an EPW file: its first line must begin with LOCATION ("
                            + name
                            + ":1)");
        }
        int first = firstRow();
        var rows = new ArrayList<String[]>();
        for (int line = first; line < lines.size(); line++) {
            if (!lines.get(line).isBlank()) {
                rows.add(cells(line));
            }
        }
        if (rows.size() != 8760 && rows.size() != 8784) {
            throw new InputException(
                    name
                            + ": must hold 8760 hours (8784 in a leap year), holds "
                            + rows.size()
                            + "; the file is cut short or not hourly ("
                            + name
                            + ":"
                            + lines.size()
                            + ")");
        }
        checkOrder(rows, first);
        return weather(place, rows, first);
    }

    private Weather.Measured weather(String[] place, List<String[]> rows, int first) {
        var gaps = new WeatherGaps(name, rows.size());
        double[] ghi = gaps.fill("global irradiance", column(rows, first, GHI, 0, 1600));
        double[] dni = gaps.fill("direct normal irradiance", column(rows, first, DNI, 0, 1600));
        double[] dhi = gaps.fill("diffuse irradiance", column(rows, first, DHI, 0, 1600));
        double[] air = gaps.fill("air temperature", column(rows, first, AIR, -70, 70));
        double[] wind = gaps.fill("wind speed", column(rows, first, WIND, 0, 100));
        gaps.reconcile(ghi, dni, dhi);
        var hours = new ArrayList<Weather.Hour>(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            String[] row = rows.get(i);
            hours.add(
                    new Weather.Hour(
                            (int) number(row[0], first + i, "year"),
                            (int) number(row[1], first + i, "month"),
                            (int) number(row[2], first + i, "day"),
                            (int) number(row[3], first + i, "hour") - 1,
                            ghi[i],
                            dni[i],
                            dhi[i],
                            air[i],
                            wind[i]));
        }
        return new Weather.Measured(
                name + " (" + place[1].strip() + ")",
                number(place[6], 0, "latitude"),
                number(place[7], 0, "longitude"),
                number(place[8], 0, "time zone"),
                hours,
                gaps.sentences());
    }

    private int firstRow() {
        for (int line = 0; line < lines.size(); line++) {
            String[] cells = lines.get(line).split(",", -1);
            if (cells[0].strip().equalsIgnoreCase("DATA PERIODS")) {
                if (cells.length > 2 && !cells[2].strip().equals("1")) {
                    throw new InputException(
                            name
                                    + ": records per hour must be 1, is "
                                    + cells[2].strip()
                                    + " ("
                                    + name
                                    + ":"
                                    + (line + 1)
                                    + ")");
                }
                return line + 1;
            }
        }
        throw new InputException(name + ": has no line DATA PERIODS; the file is cut short");
    }

    private String[] cells(int line) {
        String[] cells = lines.get(line).split(",", -1);
        if (cells.length < MIN_COLUMNS || cells.length > MAX_COLUMNS) {
            throw new InputException(
                    name
                            + ": a row must have "
                            + MIN_COLUMNS
                            + " to "
                            + MAX_COLUMNS
                            + " columns, has "
                            + cells.length
                            + " ("
                            + name
                            + ":"
                            + (line + 1)
                            + ")");
        }
        return cells;
    }

    private void checkOrder(List<String[]> rows, int first) {
        var start = LocalDateTime.of(rows.size() == 8784 ? 2024 : 2023, 1, 1, 0, 0);
        for (int i = 0; i < rows.size(); i++) {
            String[] row = rows.get(i);
            var due = start.plusHours(i);
            if ((int) number(row[1], first + i, "month") != due.getMonthValue()
                    || (int) number(row[2], first + i, "day") != due.getDayOfMonth()
                    || (int) number(row[3], first + i, "hour") != due.getHour() + 1) {
                throw new InputException(
                        String.format(
                                "%s: month, day, hour must be %d, %d, %d here, are %s, %s, %s (%s:%d)",
                                name,
                                due.getMonthValue(),
                                due.getDayOfMonth(),
                                due.getHour() + 1,
                                row[1],
                                row[2],
                                row[3],
                                name,
                                first + i + 1));
            }
        }
    }

    /**
     * Values of a column; NaN where they are missing. Every missing code (99.9 °C, 9999 Wh/m², 999
     * m/s, -999) lies outside what is physically possible.
     */
    private double[] column(List<String[]> rows, int first, int column, double low, double high) {
        double[] values = new double[rows.size()];
        for (int i = 0; i < values.length; i++) {
            String cell = rows.get(i)[column].strip();
            double value =
                    cell.isEmpty() ? Double.NaN : number(cell, first + i, "column " + (column + 1));
            values[i] = value < low || value > high ? Double.NaN : value;
        }
        return values;
    }

    private double number(String cell, int line, String what) {
        try {
            return Double.parseDouble(cell.strip());
        } catch (NumberFormatException e) {
            throw new InputException(
                    name
                            + ": "
                            + what
                            + " must be a number, is '"
                            + cell.strip()
                            + "' ("
                            + name
                            + ":"
                            + (line + 1)
                            + ")",
                    e);
        }
    }
}
