package org.evenflow.data.pandapower;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.evenflow.model.InputException;

/**
 * One table of a network.
 *
 * @param name what pandapower calls it
 * @param columns position of each column
 * @param rows in the order of the file
 */
record Frame(String name, Map<String, Integer> columns, List<Row> rows) {
    boolean has(String column) {
        return columns.containsKey(column);
    }

    int size() {
        return rows.size();
    }

    /**
     * A row.
     *
     * @param file name of the file, for messages
     * @param table name of the table
     * @param index what other tables call this row
     * @param columns position of each column
     * @param cells one value per column
     */
    record Row(
            String file,
            String table,
            String index,
            Map<String, Integer> columns,
            List<JsonNode> cells) {
        /** Name among all elements, {@code "line 12"}. */
        String id() {
            return table + " " + index;
        }

        /** Whether there is a value. */
        boolean has(String column) {
            Integer at = columns.get(column);
            return at != null && !cells.get(at).isNull();
        }

        private JsonNode cell(String column) {
            Integer at = columns.get(column);
            if (at == null || cells.get(at).isNull()) {
                throw wrong(column + " must be given, is absent");
            }
            return cells.get(at);
        }

        /** A number that must be there. */
        double number(String column) {
            JsonNode cell = cell(column);
            if (!cell.isNumber()) {
                throw wrong(column + " must be a number, is '" + cell.asText() + "'");
            }
            return cell.asDouble();
        }

        double number(String column, double otherwise) {
            return has(column) ? number(column) : otherwise;
        }

        String text(String column) {
            return cell(column).asText();
        }

        String text(String column, String otherwise) {
            return has(column) ? text(column) : otherwise;
        }

        boolean flag(String column, boolean otherwise) {
            return has(column) ? cell(column).asBoolean() : otherwise;
        }

        /** Index of a row of another table. */
        String reference(String column) {
            JsonNode cell = cell(column);
            return cell.isNumber() && cell.asDouble() == Math.rint(cell.asDouble())
                    ? String.valueOf(cell.asLong())
                    : cell.asText();
        }

        boolean isInService() {
            return flag("in_service", true);
        }

        /** Number of equal units side by side. */
        double parallel() {
            double parallel = number("parallel", 1);
            if (!(parallel >= 1)) {
                throw wrong("parallel must be at least 1, is " + parallel);
            }
            return parallel;
        }

        InputException wrong(String what) {
            return new InputException(id() + ": " + what).at(place());
        }

        /** What a constructor makes, its faults told with this row's place. */
        <T> T at(Supplier<T> constructor) {
            try {
                return constructor.get();
            } catch (InputException e) {
                boolean isPlaced = String.valueOf(e.getMessage()).endsWith("(" + place() + ")");
                throw isPlaced ? e : e.at(place());
            }
        }

        private String place() {
            return file + ", table " + table + ", row " + index;
        }
    }
}
