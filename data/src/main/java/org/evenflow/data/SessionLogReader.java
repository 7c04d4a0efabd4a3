package org.evenflow.data;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import org.evenflow.model.InputException;
import org.evenflow.model.scenario.SessionRecord;

/**
 * Reads the charging sessions of a log, whatever its layout. Rows that cannot be used are dropped
 * and counted by reason; what the log lacks is derived by the rules of {@link SessionDefaults} and
 * said so in {@link SessionLog#derived}.
 */
public final class SessionLogReader {
    private SessionLogReader() {}

    /**
     * Reads a log.
     *
     * @param file plain or gzip
     * @param columns its layout; must have a zone
     * @throws InputException where the file cannot be read, a column is missing or no row is usable
     */
    public static SessionLog read(Path file, SessionColumns columns, SessionDefaults defaults) {
        var table = table(file, columns);
        var rows = new SessionRowReader(table, columns, defaults);
        var derivation = new SessionDerivation(defaults, columns);
        var tally = new SessionTally(table, columns);
        var ids = new HashSet<String>();
        var records = new ArrayList<SessionRecord>();
        var sockets = new TreeMap<String, Set<String>>();
        for (var row : table.rows()) {
            switch (rows.read(row, ids)) {
                case SessionRowReader.Dropped dropped -> tally.drop(row, dropped);
                case SessionRowReader.Session session -> {
                    tally.keep(row, session);
                    records.add(derivation.complete(session));
                    sockets.computeIfAbsent(session.station(), station -> new HashSet<>())
                            .add(session.connector());
                }
            }
        }
        var quality = tally.report();
        if (records.isEmpty()) {
            throw new InputException(
                    "no usable session; "
                            + String.join(
                                    "; ", quality.lines().stream().map(String::strip).toList()));
        }
        records.sort(
                Comparator.comparing(SessionRecord::arrival)
                        .thenComparing(SessionRecord::departure)
                        .thenComparing(SessionRecord::id));
        return new SessionLog(
                quality.file() + " (" + columns.name() + ")",
                records,
                quality,
                derivation.sentences(),
                connectors(records, sockets));
    }

    /**
     * The built-in layout whose columns a file has.
     *
     * @throws InputException where none fits; the message lists the file's columns
     */
    public static SessionColumns detect(Path file) {
        String name = String.valueOf(file.getFileName());
        if (name.endsWith(".json") || name.endsWith(".json.gz")) {
            return SessionColumns.preset("acn_api");
        }
        for (String preset : SessionColumns.presetNames()) {
            var columns = SessionColumns.preset(preset);
            if (columns.format() == SessionColumns.Format.CSV
                    && fits(Table.readTop(file, columns.delimiter()), columns)) {
                return columns;
            }
        }
        throw new InputException(
                "file "
                        + file
                        + " has no known layout; its columns are "
                        + Table.readTop(file, ',').header()
                        + "; name them in a map of columns, or use one of "
                        + SessionColumns.presetNames());
    }

    private static boolean fits(Table top, SessionColumns columns) {
        boolean hasAll =
                columns.columns().values().stream()
                        .allMatch(name -> name.endsWith("?") || top.header().contains(name));
        if (!hasAll || top.rows().isEmpty()) {
            return hasAll;
        }
        var date = top.header().indexOf(columns.columns().get(SessionColumns.Field.ARRIVAL));
        var times =
                new SessionTimes(
                        columns.dateFormats(),
                        columns.timeFormats(),
                        columns.times() == SessionColumns.Times.OFFSET
                                ? SessionColumns.Times.OFFSET
                                : SessionColumns.Times.UTC,
                        ZoneOffset.UTC);
        return times.read(top.rows().getFirst().cell(date), "", "", Instant.MIN) != null;
    }

    private static Table table(Path file, SessionColumns columns) {
        return switch (columns.format()) {
            case CSV -> Table.read(file, columns.delimiter());
            case JSON -> JsonItems.read(file);
        };
    }

    private static Map<String, Integer> connectors(
            List<SessionRecord> byArrival, Map<String, Set<String>> sockets) {
        var most = new HashMap<String, Integer>();
        sockets.forEach((station, names) -> most.put(station, names.size()));
        var plugged = new HashMap<String, PriorityQueue<Instant>>();
        for (var session : byArrival) {
            var at = plugged.computeIfAbsent(session.stationId(), id -> new PriorityQueue<>());
            while (!at.isEmpty() && !at.element().isAfter(session.arrival())) {
                at.remove();
            }
            at.add(session.departure());
            most.merge(session.stationId(), at.size(), Math::max);
        }
        return most;
    }
}
