package org.evenflow.verification;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.evenflow.data.Table;
import org.evenflow.model.InputException;

/** Numbers of a CSV file with a header, by column and row. */
final class Columns {
    private final Table table;

    Columns(Path file) {
        table = Table.read(file, ',');
    }

    int rows() {
        return table.rows().size();
    }

    List<String> header() {
        return table.header();
    }

    boolean has(String column) {
        return table.header().contains(column);
    }

    /** Names of the columns that fit, in the order of the file. */
    List<String> names(Predicate<String> fits) {
        return table.header().stream().filter(fits).toList();
    }

    double number(String column, int row) {
        String cell = text(column, row);
        try {
            double value = Double.parseDouble(cell);
            if (Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException notANumber) {
            // Complained of below, with infinities and NaN.
        }
        throw new InputException(
                column + " must be a finite number, is '" + cell + "' (" + place(row) + ")");
    }

    int whole(String column, int row) {
        double value = number(column, row);
        if (value != Math.rint(value) || Math.abs(value) > 1e9) {
            throw new InputException(
                    column + " must be a whole number, is " + value + " (" + place(row) + ")");
        }
        return (int) value;
    }

    String text(String column, int row) {
        return table.rows().get(row).cell(table.column(column, "a column to compare"));
    }

    String place(int row) {
        return table.place(table.rows().get(row));
    }
}
