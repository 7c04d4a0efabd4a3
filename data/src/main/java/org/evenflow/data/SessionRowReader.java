package org.evenflow.data;

import static org.evenflow.data.QualityReport.Reason;
import static org.evenflow.data.SessionColumns.Field;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.evenflow.data.SessionTimes.Moment;
import org.evenflow.model.InputException;
import org.jspecify.annotations.Nullable;

/** Reads rows of a session log into sessions, or says why a row is dropped. */
final class SessionRowReader {
    private final Table table;
    private final SessionColumns columns;
    private final SessionDefaults defaults;
    private final SessionTimes times;
    private final Map<Field, Integer> at = new EnumMap<>(Field.class);

    SessionRowReader(Table table, SessionColumns columns, SessionDefaults defaults) {
        this.table = table;
        this.columns = columns;
        this.defaults = defaults;
        var zone = columns.zone();
        if (zone == null) {
            throw new InputException(
                    "columns "
                            + columns.name()
                            + ": zone must be given for "
                            + table.file()
                            + ", e.g. Europe/Zurich");
        }
        times =
                new SessionTimes(
                        columns.dateFormats(), columns.timeFormats(), columns.times(), zone);
        columns.columns().forEach((field, name) -> at.put(field, position(field, name)));
    }

    /** What a row became. */
    sealed interface Outcome permits Session, Dropped {}

    /**
     * A row that is dropped.
     *
     * @param detail the value at fault
     */
    record Dropped(Reason reason, String detail) implements Outcome {}

    /**
     * A usable row; numbers that the log lacks are NaN. Units as in {@link Field}, SoC in [0, 1).
     */
    record Session(
            String id,
            String station,
            String connector,
            Moment arrival,
            Moment departure,
            @Nullable Moment declared,
            double energyKwh,
            double requestedKwh,
            double takenKwh,
            double capacityKwh,
            double socArrival,
            double maxKw)
            implements Outcome {
        Session renamed(long line) {
            return new Session(
                    id + "@" + line,
                    station,
                    connector,
                    arrival,
                    departure,
                    declared,
                    energyKwh,
                    requestedKwh,
                    takenKwh,
                    capacityKwh,
                    socArrival,
                    maxKw);
        }

        double hours() {
            return Duration.between(arrival.instant(), departure.instant()).toMillis() / 3.6e6;
        }
    }

    /** A number in a cell that must hold one, but does not. */
    private static final class NotANumber extends Exception {
        private static final long serialVersionUID = 1L;

        NotANumber(String cell) {
            super(cell);
        }
    }

    Outcome read(Table.Row row, Set<String> knownIds) {
        String station = at.containsKey(Field.STATION) ? cell(row, Field.STATION) : "site";
        if (cell(row, Field.ARRIVAL).isEmpty()) {
            return new Dropped(Reason.NO_ARRIVAL, "");
        }
        if (cell(row, Field.DEPARTURE).isEmpty()) {
            return new Dropped(Reason.NO_DEPARTURE, "arrival " + cell(row, Field.ARRIVAL));
        }
        if (station.isEmpty()) {
            return new Dropped(Reason.NO_STATION, "arrival " + cell(row, Field.ARRIVAL));
        }
        var arrival =
                moment(row, Field.ARRIVAL, Field.ARRIVAL_TIME, Field.ARRIVAL_ZONE, Instant.MIN);
        if (arrival == null) {
            return new Dropped(Reason.UNREADABLE_TIME, clock(row, Field.ARRIVAL));
        }
        var departure =
                moment(
                        row,
                        Field.DEPARTURE,
                        Field.DEPARTURE_TIME,
                        Field.DEPARTURE_ZONE,
                        arrival.instant());
        if (departure == null) {
            return new Dropped(Reason.UNREADABLE_TIME, clock(row, Field.DEPARTURE));
        }
        return read(row, station, arrival, departure, knownIds);
    }

    private Outcome read(
            Table.Row row, String station, Moment arrival, Moment departure, Set<String> knownIds) {
        if (!departure.instant().isAfter(arrival.instant())) {
            return new Dropped(
                    Reason.DEPARTURE_NOT_AFTER_ARRIVAL,
                    arrival.instant() + " to " + departure.instant());
        }
        String id = cell(row, Field.SESSION);
        try {
            var session =
                    new Session(
                            id.isEmpty() ? "line-" + row.line() : id,
                            station,
                            cell(row, Field.CONNECTOR),
                            arrival,
                            departure,
                            moment(
                                    row,
                                    Field.DECLARED_DEPARTURE,
                                    Field.DECLARED_DEPARTURE,
                                    Field.DEPARTURE_ZONE,
                                    arrival.instant()),
                            number(row, Field.ENERGY_KWH),
                            number(row, Field.REQUESTED_KWH),
                            number(row, Field.TAKEN_KWH),
                            number(row, Field.CAPACITY_KWH),
                            number(row, Field.SOC_ARRIVAL_PERCENT) / 100,
                            number(row, Field.MAX_KW));
            return judge(session, row.line(), knownIds);
        } catch (NotANumber e) {
            return new Dropped(Reason.UNREADABLE_NUMBER, "'" + e.getMessage() + "'");
        }
    }

    private Outcome judge(Session session, long line, Set<String> knownIds) {
        double energyKwh = session.energyKwh();
        double meanKw = energyKwh / session.hours();
        if (Double.isNaN(energyKwh)) {
            return new Dropped(Reason.NO_ENERGY, "");
        }
        if (energyKwh <= 0) {
            return new Dropped(Reason.ENERGY_NOT_POSITIVE, energyKwh + " kWh");
        }
        if (knownIds.contains(plug(session))) {
            return new Dropped(Reason.DUPLICATE_ID, session.id());
        }
        if (meanKw > defaults.maxMeanPowerKw()) {
            return new Dropped(
                    Reason.MEAN_POWER_IMPLAUSIBLE,
                    Math.round(meanKw) + " kW, " + energyKwh + " kWh");
        }
        if (session.hours() > 24 * defaults.maxStayDays()) {
            return new Dropped(Reason.STAY_TOO_LONG, Math.round(session.hours()) + " h");
        }
        knownIds.add(plug(session));
        return knownIds.add(session.id()) ? session : session.renamed(line);
    }

    /** Some logs count sessions per station, so an id alone does not tell a repeated row. */
    private static String plug(Session session) {
        return String.join(
                "\n", session.id(), session.station(), session.arrival().instant().toString());
    }

    private int position(Field field, String name) {
        if (name.endsWith("?")) {
            return table.header().indexOf(name.substring(0, name.length() - 1));
        }
        return table.column(name, field.key());
    }

    private String cell(Table.Row row, Field field) {
        return row.cell(at.getOrDefault(field, -1));
    }

    private String clock(Table.Row row, Field field) {
        return (field.key() + " '" + cell(row, field) + "'")
                + (field == Field.ARRIVAL
                        ? cell(row, Field.ARRIVAL_TIME)
                        : cell(row, Field.DEPARTURE_TIME));
    }

    private @Nullable Moment moment(
            Table.Row row, Field date, Field clock, Field label, Instant notBefore) {
        String text = cell(row, date);
        return text.isEmpty()
                ? null
                : times.read(
                        text, clock == date ? "" : cell(row, clock), cell(row, label), notBefore);
    }

    private double number(Table.Row row, Field field) throws NotANumber {
        String cell = cell(row, field);
        if (cell.isEmpty()) {
            return Double.NaN;
        }
        try {
            boolean isForeign = columns.decimal() == ',' && cell.indexOf('.') >= 0;
            double value =
                    isForeign
                            ? Double.NaN
                            : Double.parseDouble(cell.replace(columns.decimal(), '.'));
            if (Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw (NotANumber) new NotANumber(cell).initCause(e);
        }
        throw new NotANumber(cell);
    }
}
