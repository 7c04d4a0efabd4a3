package org.evenflow.data.simbench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.evenflow.data.Table;
import org.evenflow.model.InputException;

/**
 * The tables of one network.
 *
 * @param name of the network
 * @param byName tables by their file's name without ending
 */
record Tables(String name, Map<String, Table> byName) {
    private static final String SECTION = "== ";

    static Tables ofFolder(Path folder) {
        var tables = new TreeMap<String, Table>();
        try (var files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                String name = String.valueOf(file.getFileName());
                if (name.endsWith(".csv") || name.endsWith(".csv.gz")) {
                    tables.put(stem(name), Table.read(file, ';'));
                }
            }
        } catch (IOException e) {
            throw new InputException("folder " + folder + " cannot be read: " + e.getMessage(), e);
        }
        Path name = folder.toAbsolutePath().normalize().getFileName();
        return new Tables(name == null ? "simbench" : name.toString(), tables);
    }

    static Tables ofText(String name, String text) {
        var parts = new LinkedHashMap<String, StringBuilder>();
        StringBuilder part = null;
        for (String line : text.lines().toList()) {
            if (line.startsWith(SECTION)) {
                part = parts.computeIfAbsent(line.substring(3).strip(), _ -> new StringBuilder());
            } else if (part == null) {
                throw new InputException(
                                "tables must begin with a line '== Node.csv' or the like, is '"
                                        + line
                                        + "'")
                        .at(name + ":1");
            } else {
                part.append(line).append('\n');
            }
        }
        var tables = new TreeMap<String, Table>();
        parts.forEach(
                (file, rows) ->
                        tables.put(stem(file), Table.parse(Path.of(file), rows.toString(), ';')));
        return new Tables(name.replace(".csv", ""), tables);
    }

    private static String stem(String file) {
        return file.substring(0, file.indexOf(".csv"));
    }

    /** A table's rows; none where there is no such table. */
    List<Row> rows(String table) {
        var found = byName.get(table);
        return found == null
                ? List.of()
                : found.rows().stream()
                        .filter(row -> row.cells().stream().anyMatch(cell -> !cell.isBlank()))
                        .map(row -> new Row(table, found, row))
                        .toList();
    }

    /** One row of a table. */
    record Row(String tableName, Table table, Table.Row row) {
        /** A cell, empty where there is none. */
        String text(String column) {
            return row.cell(table.header().indexOf(column));
        }

        boolean has(String column) {
            return !text(column).isEmpty();
        }

        /** A cell that must not be empty. */
        String need(String column) {
            String text = text(column);
            if (text.isEmpty()) {
                table.column(column, "of every row");
                throw wrong(column + " is missing");
            }
            return text;
        }

        double number(String column) {
            String text = need(column);
            try {
                double value = Double.parseDouble(text);
                if (Double.isFinite(value)) {
                    return value;
                }
            } catch (NumberFormatException e) {
                throw new InputException(
                        tableName
                                + ": "
                                + column
                                + " must be a number, is '"
                                + text
                                + "' ("
                                + table.place(row)
                                + ")",
                        e);
            }
            throw wrong(column + " must be finite, is " + text);
        }

        double number(String column, double otherwise) {
            return has(column) ? number(column) : otherwise;
        }

        InputException wrong(String what) {
            return new InputException(tableName + ": " + what).at(table.place(row));
        }

        /** What a constructor makes; its complaint gets this row's place. */
        <T> T at(Supplier<T> constructor) {
            try {
                return constructor.get();
            } catch (InputException e) {
                throw e.at(table.place(row));
            }
        }
    }
}
