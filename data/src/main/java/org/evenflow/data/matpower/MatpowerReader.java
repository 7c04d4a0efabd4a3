package org.evenflow.data.matpower;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.evenflow.data.FeederImport;
import org.evenflow.data.FeederReader;
import org.evenflow.data.ImportAudit;
import org.evenflow.model.Branch;
import org.evenflow.model.Bus;
import org.evenflow.model.Feeder;
import org.evenflow.model.InputException;
import org.evenflow.model.Line;
import org.evenflow.model.Transformer;

/**
 * Reads radial cases of MATPOWER's case format, version 2 (R. D. Zimmerman, C. E. Murillo-Sánchez
 * and R. J. Thomas, IEEE Trans. Power Systems 26(1), 2011). Per-unit impedances become ohms on the
 * nominal voltage of the branch's {@code to} bus; a rating of 0 is unlimited; a branch of status 0
 * is open; generators in service at load buses are negative loads.
 */
public final class MatpowerReader implements FeederReader {
    private static final Set<String> USED =
            Set.of("mpc.bus", "mpc.gen", "mpc.branch", "mpc.baseMVA", "mpc.gencost");

    /** Found by {@link java.util.ServiceLoader}. */
    public MatpowerReader() {}

    @Override
    public String format() {
        return "MATPOWER case (.m)";
    }

    @Override
    public boolean reads(Path file) {
        String name = file.toString();
        return name.endsWith(".m") || name.endsWith(".m.gz");
    }

    @Override
    public FeederImport parse(String name, String text) {
        var data = new Case(name, CaseProgram.run(name, text.lines().toList()));
        return new FeederImport(data.feeder(), data.tally().audit(format()));
    }

    /** The tables of one case. */
    private static final class Case {
        private final String name;
        private final Map<String, Matrix> values;
        private final Matrix bus;
        private final Matrix gen;
        private final Matrix branch;
        private final double baseMva;
        private final Map<String, Double> baseKv = new HashMap<>();

        Case(String name, Map<String, Matrix> values) {
            this.name = name;
            this.values = values;
            this.bus = table("mpc.bus", 13);
            this.gen = table("mpc.gen", 8);
            this.branch = table("mpc.branch", 11);
            this.baseMva = table("mpc.baseMVA", 1).number();
            if (!(baseMva > 0)) {
                throw new InputException(name + ": baseMVA must be > 0, is " + baseMva);
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

        Feeder feeder() {
            for (double[] row : bus.cells()) {
                baseKv.put(id(row[0]), row[9]);
            }
            int slack = slack();
            String sourceBus = id(bus.cells()[slack][0]);
            double sourcePu = bus.cells()[slack][7];
            var injectedKw = new LinkedHashMap<String, double[]>();
            for (double[] row : gen.cells()) {
                if (row[7] > 0 && id(row[0]).equals(sourceBus)) {
                    sourcePu = row[5];
                } else if (row[7] > 0) {
                    double[] sum = injectedKw.computeIfAbsent(id(row[0]), key -> new double[2]);
                    sum[0] += 1000 * row[1];
                    sum[1] += 1000 * row[2];
                }
            }
            var feeder =
                    new Feeder(
                            name.replaceAll("\\.m(\\.gz)?$", ""),
                            source(),
                            sourceBus,
                            sourcePu,
                            buses(slack, injectedKw),
                            branches());
            checkNoneHoldsVoltage();
            return feeder;
        }

        private int slack() {
            int slack = -1;
            for (int row = 0; row < bus.rows(); row++) {
                if (bus.cells()[row][1] == 3 && slack >= 0) {
                    throw new InputException(
                            name
                                    + ": a feeder has one source, but buses "
                                    + id(bus.cells()[slack][0])
                                    + " and "
                                    + id(bus.cells()[row][0])
                                    + " are both of type 3 ("
                                    + name
                                    + ":"
                                    + bus.lines()[row]
                                    + ")");
                }
                slack = bus.cells()[row][1] == 3 ? row : slack;
            }
            if (slack < 0) {
                throw new InputException(name + ": no bus is of type 3 (source)");
            }
            return slack;
        }

        private void checkNoneHoldsVoltage() {
            for (int row = 0; row < bus.rows(); row++) {
                if (bus.cells()[row][1] == 2) {
                    throw new InputException(
                            name
                                    + ": bus "
                                    + id(bus.cells()[row][0])
                                    + " holds its voltage (type 2, PV); this is not a radial distribution case: set its type to 1 ("
                                    + name
                                    + ":"
                                    + bus.lines()[row]
                                    + ")");
                }
            }
        }

        private List<Bus> buses(int slack, Map<String, double[]> injectedKw) {
            var buses = new ArrayList<Bus>();
            for (int row = 0; row < bus.rows(); row++) {
                double[] cell = bus.cells()[row];
                String id = id(cell[0]);
                double[] given = injectedKw.getOrDefault(id, new double[2]);
                // At the source a case writes Vmin = Vmax = set-point, which is no limit.
                boolean isPinned = row == slack && cell[11] == cell[12];
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
                String id = id(cell[0]) + "-" + id(cell[1]);
                for (int copy = 2; !ids.add(id); copy++) {
                    id = id(cell[0]) + "-" + id(cell[1]) + "#" + copy;
                }
                String unique = id;
                branches.add(at(branch.lines()[row], () -> branch(unique, cell)));
            }
            return branches;
        }

        private Branch branch(String id, double[] cell) {
            String from = id(cell[0]);
            String to = id(cell[1]);
            double kv = kv(id, to);
            double zBaseOhm = kv * kv / baseMva;
            double ratingKva = cell[5] == 0 ? Double.POSITIVE_INFINITY : 1000 * cell[5];
            boolean isTransformer = cell[8] != 0 || cell[9] != 0 || kv(id, from) != kv;
            return isTransformer
                    ? new Transformer(
                            id,
                            from,
                            to,
                            cell[2] * zBaseOhm,
                            cell[3] * zBaseOhm,
                            cell[4] / zBaseOhm,
                            cell[8] == 0 ? 1 : cell[8],
                            cell[9],
                            ratingKva,
                            cell[10] != 0)
                    : new Line(
                            id,
                            from,
                            to,
                            cell[2] * zBaseOhm,
                            cell[3] * zBaseOhm,
                            cell[4] / zBaseOhm,
                            ratingKva / (Math.sqrt(3) * kv),
                            cell[10] != 0);
        }

        private double kv(String branchId, String busId) {
            var kv = baseKv.get(busId);
            if (kv == null) {
                throw new InputException(
                        "branch "
                                + branchId
                                + " ends at bus '"
                                + busId
                                + "', which does not exist");
            }
            return kv;
        }

        private String source() {
            var unused = unused();
            return "MATPOWER case "
                    + name
                    + (unused.isEmpty() ? "" : ", without its tables " + unused);
        }

        private Set<String> unused() {
            var unused = new TreeSet<String>();
            for (String field : values.keySet()) {
                if (field.startsWith("mpc.") && !USED.contains(field)) {
                    unused.add(field.substring("mpc.".length()));
                }
            }
            return unused;
        }

        private <T> T at(int line, Supplier<T> constructor) {
            try {
                return constructor.get();
            } catch (InputException e) {
                throw e.at(name + ":" + line);
            }
        }

        private ImportAudit.Tally tally() {
            var tally =
                    new ImportAudit.Tally()
                            .mapped("bus", bus.rows())
                            .mapped("branch", branch.rows())
                            .mapped("gen", gen.rows());
            for (String field : unused()) {
                tally.ignored(field, 1, "table of no use to a power flow");
            }
            return tally;
        }

        private static String id(double number) {
            return number == Math.rint(number)
                    ? String.valueOf((long) number)
                    : String.valueOf(number);
        }
    }
}
