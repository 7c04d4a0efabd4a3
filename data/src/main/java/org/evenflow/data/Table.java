package org.evenflow.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.evenflow.model.InputException;

/**
 * Rows of text under a header, each with the line it stood on.
 *
 * @param file where it comes from
 * @param header column names as in the file, without surrounding blanks
 * @param rows in the order of the file
 */
public record Table(Path file, List<String> header, List<Row> rows) {

    /**
     * One row; {@code cells} may be shorter or longer than the header.
     *
     * @param line where it stands in the file, from 1
     * @param cells as in the file
     */
    public record Row(long line, List<String> cells) {
        /** The trimmed cell, or an empty text where there is none or it says so (NA, null). */
        public String cell(int column) {
            if (column < 0 || column >= cells.size()) {
                return "";
            }
            String cell = cells.get(column).strip();
            return switch (cell) {
                case "NA", "N/A", "NaN", "nan", "null", "NULL", "None", "NaT", "-" -> "";
                default -> cell;
            };
        }
    }

    /** The whole file; its first line is the header. */
    public static Table read(Path file, char delimiter) {
        return TextFile.read(file, reader -> parse(file, reader, delimiter, Integer.MAX_VALUE));
    }

    /** The same of a text that stands in no file of its own. */
    public static Table parse(Path name, String text, char delimiter) {
        try (var reader = new BufferedReader(new StringReader(text))) {
            return parse(name, reader, delimiter, Integer.MAX_VALUE);
        } catch (IOException e) {
            throw new InputException("table " + name + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Header and first row only. */
    static Table readTop(Path file, char delimiter) {
        return TextFile.read(file, reader -> parse(file, reader, delimiter, 1));
    }

    private static Table parse(Path file, BufferedReader reader, char delimiter, int most)
            throws IOException {
        var format = CSVFormat.DEFAULT.builder().setDelimiter(delimiter).get();
        var rows = new ArrayList<Row>();
        List<String> header = List.of();
        try (var parser = format.parse(reader)) {
            for (CSVRecord line : parser) {
                if (header.isEmpty()) {
                    header = line.stream().map(String::strip).toList();
                } else {
                    rows.add(new Row(parser.getCurrentLineNumber(), line.toList()));
                    if (rows.size() == most) {
                        break;
                    }
                }
            }
        }
        if (header.isEmpty()) {
            throw new InputException("file " + file + " is empty; expected a header and rows");
        }
        return new Table(file, header, rows);
    }

    /** Position of a column that must exist. */
    public int column(String name, String purpose) {
        int at = header.indexOf(name);
        if (at < 0) {
            throw new InputException(
                    "file "
                            + file
                            + " has no column '"
                            + name
                            + "' ("
                            + purpose
                            + "); its columns are "
                            + header);
        }
        return at;
    }

    /** {@code file:line} of a row, for messages. */
    public String place(Row row) {
        return file.getFileName() + ":" + row.line();
    }
}
