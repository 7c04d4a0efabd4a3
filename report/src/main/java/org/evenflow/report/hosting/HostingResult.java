package org.evenflow.report.hosting;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.evenflow.model.Feeder;

/**
 * What a study of hosting capacity found.
 *
 * @param feeder with the limits that were kept
 * @param modes ways of charging, and plants, in the order of tables
 * @param draws how many random draws
 * @param rows one per mode and draw, by mode and then by draw
 * @param points where customers are
 * @param facts what was asked, label to text
 * @param notes what a reader must know
 * @param provenance what it takes to repeat it
 * @param wallSeconds how long it took
 */
public record HostingResult(
        Feeder feeder,
        List<Mode> modes,
        int draws,
        List<Row> rows,
        List<Point> points,
        Map<String, String> facts,
        List<String> notes,
        Map<String, String> provenance,
        double wallSeconds) {
    public HostingResult {
        modes = List.copyOf(modes);
        rows = List.copyOf(rows);
        points = List.copyOf(points);
        notes = List.copyOf(notes);
    }

    /**
     * A way of charging, or plants.
     *
     * @param id in files
     * @param title for people
     * @param meaning in one sentence
     * @param unitKw power of one vehicle or plant
     * @param most places there are
     */
    public record Mode(String id, String title, String meaning, double unitKw, int most) {
        /** Whether plants are counted, not vehicles. */
        public boolean isPlants() {
            return id.equals("pv");
        }
    }

    /**
     * One draw.
     *
     * @param mode its id
     * @param draw from 1
     * @param capacity how many were taken
     * @param kind of the limit that one more breaks; {@code none} where all places were filled
     * @param element number of the bus or branch; -1 for none
     * @param elementName what to call it
     * @param phase a letter, or empty
     * @param minute of the day; -1 without time
     * @param isBase whether base load alone breaks it
     */
    public record Row(
            String mode,
            int draw,
            int capacity,
            String kind,
            int element,
            String elementName,
            String phase,
            int minute,
            boolean isBase) {
        /**
         * Whether no limit broke with every place filled, so that the capacity is a lower bound.
         */
        public boolean isCensored() {
            return kind.equals("none");
        }

        /** What binds, in words. */
        public String label() {
            if (isCensored()) {
                return "no limit with every place filled";
            }
            String what =
                    switch (kind) {
                        case "line", "transformer" -> "overload of " + elementName;
                        case "no_solution" -> "no solution";
                        case "service" -> "energy served";
                        default -> kind + " at " + elementName;
                    };
            return what + (phase.isEmpty() ? "" : ", phase " + phase);
        }

        /** Whether the element is a branch. */
        public boolean isBranch() {
            return kind.equals("line") || kind.equals("transformer");
        }
    }

    /**
     * A connection point.
     *
     * @param id of the load or bus
     * @param bus number of the bus
     * @param phases letters
     * @param customers behind it
     * @param headroomKw what it alone takes more while loads are nominal
     * @param headroomCapKw up to which that was asked
     * @param importKw envelope of one customer by hour with equal shares, kW
     * @param fairImportKw the same with fair shares
     * @param exportKw envelope of a customer's feeding in by hour with equal shares, kW
     * @param fairExportKw the same with fair shares
     */
    public record Point(
            String id,
            int bus,
            String phases,
            int customers,
            double headroomKw,
            double headroomCapKw,
            double[] importKw,
            double[] fairImportKw,
            double[] exportKw,
            double[] fairExportKw) {}

    /** Capacities of a mode by draw. */
    public double[] capacities(String mode) {
        return of(mode).stream().mapToDouble(Row::capacity).toArray();
    }

    /** Draws of a mode. */
    public List<Row> of(String mode) {
        return rows.stream().filter(row -> row.mode().equals(mode)).toList();
    }

    /** How often each element and phase bound in a mode, most often first. */
    public List<Map.Entry<String, Long>> bindings(String mode) {
        return of(mode).stream()
                .collect(Collectors.groupingBy(Row::label, Collectors.counting()))
                .entrySet()
                .stream()
                .sorted(
                        Map.Entry.<String, Long>comparingByValue()
                                .reversed()
                                .thenComparing(Map.Entry.comparingByKey()))
                .toList();
    }
}
