package org.evenflow.data.simbench;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.evenflow.data.Table;
import org.evenflow.data.simbench.Tables.Row;
import org.evenflow.model.Load;
import org.jspecify.annotations.Nullable;

/** Columns of the profile tables, read once they are asked for. Mutable. */
final class Profiles {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm");

    private final Tables tables;
    private final Map<String, Load.Profile> used = new LinkedHashMap<>();

    Profiles(Tables tables) {
        this.tables = tables;
    }

    /** The id of a column's profile; null where there is no such column. */
    @Nullable String find(String tableName, String column) {
        Table table = tables.byName().get(tableName);
        if (table == null || !table.header().contains(column) || table.rows().isEmpty()) {
            return null;
        }
        used.computeIfAbsent(column, _ -> read(tableName, column));
        return column;
    }

    private Load.Profile read(String tableName, String column) {
        var rows = tables.rows(tableName);
        var factors = new ArrayList<Double>();
        for (Row row : rows) {
            factors.add(row.number(column));
        }
        double stepMin =
                rows.size() < 2
                        ? 15
                        : Duration.between(time(rows.get(0)), time(rows.get(1))).toMinutes();
        return rows.getFirst().at(() -> new Load.Profile(column, stepMin, factors));
    }

    private static LocalDateTime time(Row row) {
        try {
            return LocalDateTime.parse(row.need("time"), TIME);
        } catch (DateTimeParseException e) {
            throw row.wrong("time must be dd.mm.yyyy hh:mm, is '" + row.text("time") + "'");
        }
    }

    List<Load.Profile> used() {
        return List.copyOf(used.values());
    }

    /** Names of the profile tables. */
    List<String> tables() {
        return tables.byName().keySet().stream().filter(name -> name.endsWith("Profile")).toList();
    }

    /** Number of profiles in a table. */
    int columns(String tableName) {
        Table table = tables.byName().get(tableName);
        return table == null ? 0 : table.header().size() - 1;
    }
}
