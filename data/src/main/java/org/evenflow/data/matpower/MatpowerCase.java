package org.evenflow.data.matpower;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.evenflow.data.ImportAudit;
import org.evenflow.data.ImportAudit.StoredVoltage;
import org.evenflow.model.Branch;
import org.evenflow.model.Bus;
import org.evenflow.model.Feeder;
import org.evenflow.model.Infeed;
import org.evenflow.model.InputException;
import org.evenflow.model.Line;
import org.evenflow.model.Machine;
import org.evenflow.model.Transformer;

/** The tables of one case, made into a feeder and an audit. Mutable while it does. */
final class MatpowerCase {
    private static final Set<String> USED = Set.of("bus", "gen", "branch", "baseMVA");
    private static final int PQ = 1;
    private static final int PV = 2;
    private static final int SLACK = 3;
    private static final int ISOLATED = 4;

    private final String name;
    private final Map<String, Matrix> values;
    private final Matrix bus;
    private final Matrix gen;
    private final Matrix branch;
    private final double baseMva;
    private final Map<String, Integer> rowOf = new HashMap<>();
    private final Map<String, double[]> injectedKw = new HashMap<>();
    private final Map<String, Double> sourcePu = new HashMap<>();
    private final List<Machine> machines = new ArrayList<>();
    private final ImportAudit.Tally tally = new ImportAudit.Tally();

    /**
     * Takes the tables.
     *
     * @param values what the case's program left, by name
     */
    MatpowerCase(String name, Map<String, Matrix> values) {
        this.name = name;
        this.values = values;
        this.bus = table("mpc.bus", 13);
        this.gen = table("mpc.gen", 8);
        this.branch = table("mpc.branch", 11);
        this.baseMva = table("mpc.baseMVA", 1).number();
        if (!(baseMva > 0)) {
            throw new InputException(name + ": baseMVA must be > 0, is " + baseMva);
        }
        for (int row = 0; row < bus.rows(); row++) {
            rowOf.put(id(bus.cells()[row][0]), row);
        }
    }

    private Matrix table(String field, int columns) {
        var table = values.get(field);
        if (table == null || table.columns() < columns) {
            throw new InputException(
                    name
                            + ": "
                            + field
                            + " must be a table of at least "
                            + columns
                            + " columns, "
                            + (table == null ? "is absent" : "has " + table.columns()));
        }
        return table;
    }

    ImportAudit.Tally tally() {
        return tally;
    }

    Feeder feeder() {
        checkTypes();
        int isolated = (int) rowOf.values().stream().filter(row -> type(row) == ISOLATED).count();
        tally.mapped("bus", bus.rows() - isolated)
                .ignored("bus", isolated, "isolated (type 4), with all that ends there");
        var branches = branches();
        generators();
        extraTables();
        results();
        var infeeds = infeeds();
        var buses = buses();
        try {
            return new Feeder(
                    name.replaceAll("\\.m(\\.gz)?$", ""),
                    source(),
                    infeeds,
                    buses,
                    branches,
                    List.of(),
                    List.of(),
                    machines,
                    List.of());
        } catch (InputException e) {
            throw e.at(name);
        }
    }

    private int type(int row) {
        return (int) bus.cells()[row][1];
    }

    private void checkTypes() {
        boolean hasSlack = false;
        for (int row = 0; row < bus.rows(); row++) {
            double type = bus.cells()[row][1];
            if (type != Math.rint(type) || type < PQ || type > ISOLATED) {
                throw new InputException(
                                "bus "
                                        + id(bus.cells()[row][0])
                                        + ": type must be 1, 2, 3 or 4, is "
                                        + type)
                        .at(name + ":" + bus.lines()[row]);
            }
            hasSlack |= type == SLACK;
        }
        if (!hasSlack) {
            throw new InputException(name + ": no bus is of type 3 (source)");
        }
    }

    private int row(String busId, String thing) {
        var row = rowOf.get(busId);
        if (row == null) {
            throw new InputException(thing + " ends at bus '" + busId + "', which does not exist");
        }
        return row;
    }

    private List<Infeed> infeeds() {
        var infeeds = new ArrayList<Infeed>();
        for (int row = 0; row < bus.rows(); row++) {
            double[] cell = bus.cells()[row];
            if (type(row) == SLACK) {
                String id = id(cell[0]);
                double pu = sourcePu.getOrDefault(id, cell[7]);
                infeeds.add(at(bus.lines()[row], () -> new Infeed(id, pu, cell[8], 0, 0, 0, 0)));
            }
        }
        return infeeds;
    }

    /** Where a bus has several, the last one sets the voltage, as in MATPOWER. */
    private void generators() {
        var ids = new HashSet<String>();
        var holding = new HashSet<Integer>();
        int mapped = 0;
        for (int at = 0; at < gen.rows(); at++) {
            double[] cell = gen.cells()[at];
            String busId = id(cell[0]);
            int row = at(gen.lines()[at], () -> row(busId, "a generator"));
            if (!(cell[7] > 0)) {
                tally.ignored("gen", 1, "out of service");
            } else if (type(row) == ISOLATED) {
                tally.ignored("gen", 1, "at an isolated bus");
            } else {
                mapped++;
                switch (type(row)) {
                    case SLACK -> sourcePu.put(busId, cell[5]);
                    case PV -> {
                        holding.add(row);
                        String id = unique("gen-" + busId, ids);
                        machines.add(at(gen.lines()[at], () -> machine(id, busId, cell)));
                    }
                    default -> {
                        double[] sum = injectedKw.computeIfAbsent(busId, _ -> new double[2]);
                        sum[0] += 1000 * cell[1];
                        sum[1] += 1000 * cell[2];
                    }
                }
            }
        }
        tally.mapped("gen", mapped);
        for (int row = 0; row < bus.rows(); row++) {
            if (type(row) == PV && !holding.contains(row)) {
                tally.warn(
                        "bus "
                                + id(bus.cells()[row][0])
                                + " is to hold its voltage (type 2), but no generator is in"
                                + " service there; it is taken as a load bus");
            }
        }
    }

    private static Machine machine(String id, String busId, double[] cell) {
        return new Machine(
                id, busId, 1000 * cell[1], 1000 * cell[2], cell[5], 1000 * cell[4], 1000 * cell[3]);
    }

    private List<Bus> buses() {
        var buses = new ArrayList<Bus>();
        for (int row = 0; row < bus.rows(); row++) {
            if (type(row) == ISOLATED) {
                continue;
            }
            double[] cell = bus.cells()[row];
            String id = id(cell[0]);
            double[] given = injectedKw.getOrDefault(id, new double[2]);
            // At the source a case writes Vmin = Vmax = set-point, which is no limit.
            boolean isPinned = type(row) == SLACK && cell[11] == cell[12];
            buses.add(
                    at(
                            bus.lines()[row],
                            () ->
                                    new Bus(
                                            id,
                                            cell[9],
                                            1000 * cell[2] - given[0],
                                            1000 * cell[3] - given[1],
                                            1000 * cell[4],
                                            1000 * cell[5],
                                            isPinned ? 0.9 : cell[12],
                                            isPinned ? 1.1 : cell[11])));
        }
        return buses;
    }

    private List<Branch> branches() {
        var branches = new ArrayList<Branch>();
        var ids = new HashSet<String>();
        for (int row = 0; row < branch.rows(); row++) {
            double[] cell = branch.cells()[row];
            String id = unique(id(cell[0]) + "-" + id(cell[1]), ids);
            int line = branch.lines()[row];
            int from = at(line, () -> row(id(cell[0]), "branch " + id));
            int to = at(line, () -> row(id(cell[1]), "branch " + id));
            if (type(from) == ISOLATED || type(to) == ISOLATED) {
                tally.ignored("branch", 1, "ends at an isolated bus");
            } else {
                tally.mapped("branch", 1);
                branches.add(at(line, () -> branch(id, cell, kv(from), kv(to))));
            }
        }
        return branches;
    }

    private double kv(int row) {
        return bus.cells()[row][9];
    }

    private Branch branch(String id, double[] cell, double fromKv, double kv) {
        double zBaseOhm = kv * kv / baseMva;
        double ratingKva = cell[5] == 0 ? Double.POSITIVE_INFINITY : 1000 * cell[5];
        boolean isTransformer = cell[8] != 0 || cell[9] != 0 || fromKv != kv;
        return isTransformer
                ? new Transformer(
                        id,
                        id(cell[0]),
                        id(cell[1]),
                        cell[2] * zBaseOhm,
                        cell[3] * zBaseOhm,
                        cell[4] / zBaseOhm,
                        cell[8] == 0 ? 1 : cell[8],
                        cell[9],
                        ratingKva,
                        cell[10] != 0)
                : new Line(
                        id,
                        id(cell[0]),
                        id(cell[1]),
                        cell[2] * zBaseOhm,
                        cell[3] * zBaseOhm,
                        cell[4] / zBaseOhm,
                        ratingKva / (Math.sqrt(3) * kv),
                        cell[10] != 0);
    }

    private static String unique(String wanted, Set<String> taken) {
        String id = wanted;
        for (int copy = 2; !taken.add(id); copy++) {
            id = wanted + "#" + copy;
        }
        return id;
    }

    private String source() {
        var unused = new TreeSet<String>();
        for (String field : unused()) {
            if (table(field).rows() > 0) {
                unused.add(field);
            }
        }
        return "MATPOWER case " + name + (unused.isEmpty() ? "" : ", without its tables " + unused);
    }

    private Matrix table(String field) {
        return values.getOrDefault("mpc." + field, Matrix.of(0, 0));
    }

    private Set<String> unused() {
        var unused = new TreeSet<String>();
        for (String field : values.keySet()) {
            String bare = field.substring(field.indexOf('.') + 1);
            if (field.startsWith("mpc.") && !USED.contains(bare)) {
                unused.add(bare);
            }
        }
        return unused;
    }

    private void extraTables() {
        for (String field : unused()) {
            var table = table(field);
            String reason =
                    switch (field) {
                        case "gencost" -> "costs";
                        case "ndgen" -> "generation that follows the weather, not a nominal state";
                        case "storage", "storage_extra" -> "idle in the nominal state";
                        case "ne_branch" -> "a choice of later reinforcements";
                        case "branch_oltc" -> "range of a tap changer; the tap stays";
                        case "dcline" -> "DC lines are not represented";
                        default -> table.rows() == 0 ? "names or texts" : "not part of the format";
                    };
            tally.ignored(field, Math.max(1, table.rows()), reason);
            if (field.equals("dcline")) {
                tally.warn(
                        "mpc.dcline: "
                                + table.rows()
                                + " DC lines are left out, so voltages are not those of the case");
            }
        }
        withoutWeather(table("ndgen"));
    }

    /** Columns: bus, reference power in MW, Qmax, Qmin, status. */
    private void withoutWeather(Matrix generation) {
        if (generation.columns() < 5) {
            return;
        }
        double kw = 0;
        for (double[] cell : generation.cells()) {
            kw += cell[4] > 0 ? 1000 * cell[1] : 0;
        }
        tally.warn(
                "mpc.ndgen: %d generators of %.0f kW at reference power are left out; add them as plants"
                        .formatted(generation.rows(), kw));
    }

    /** The voltages of the bus table, where they are more than a flat start. */
    private void results() {
        boolean isFlat = true;
        for (int row = 0; row < bus.rows(); row++) {
            double[] cell = bus.cells()[row];
            isFlat &= type(row) == SLACK || (cell[7] == 1 && cell[8] == 0);
        }
        for (int row = 0; row < bus.rows() && !isFlat; row++) {
            double[] cell = bus.cells()[row];
            if (type(row) != ISOLATED) {
                tally.result(new StoredVoltage(id(cell[0]), -1, cell[7], cell[8]));
            }
        }
    }

    private <T> T at(int line, Supplier<T> constructor) {
        try {
            return constructor.get();
        } catch (InputException e) {
            throw e.at(name + ":" + line);
        }
    }

    private static String id(double number) {
        return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
    }
}
