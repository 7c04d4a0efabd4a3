package org.evenflow.verification;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.evenflow.model.Branch;
import org.evenflow.model.Bus;
import org.evenflow.model.Feeder;
import org.evenflow.model.Infeed;
import org.evenflow.model.InputException;
import org.evenflow.model.Line;
import org.evenflow.model.Machine;
import org.evenflow.model.Transformer;

/**
 * A transmission case in three tables with MATPOWER's columns, per unit on 100 MVA; the bus of type
 * 3 is the infeed, all other generators hold their voltages.
 */
final class TransmissionTables {
    private static final double BASE_MVA = 100;
    private static final int INFEED = 3;

    private TransmissionTables() {}

    static Feeder feeder(String name, Columns buses, Columns branches, Columns generators) {
        var nodes = new ArrayList<Bus>();
        var kv = new HashMap<String, Double>();
        String source = "";
        for (int row = 0; row < buses.rows(); row++) {
            String id = buses.text("bus", row);
            kv.put(id, buses.number("base_kv", row));
            source = buses.whole("type", row) == INFEED ? id : source;
            nodes.add(
                    new Bus(
                            id,
                            buses.number("base_kv", row),
                            1000 * buses.number("pd_mw", row),
                            1000 * buses.number("qd_mvar", row),
                            1000 * buses.number("gs", row),
                            1000 * buses.number("bs", row),
                            0.9,
                            1.1));
        }
        double sourcePu = Double.NaN;
        var machines = new ArrayList<Machine>();
        for (int row = 0; row < generators.rows(); row++) {
            String bus = generators.text("bus", row);
            if (bus.equals(source)) {
                sourcePu = generators.number("vg_pu", row);
            } else {
                machines.add(machine("gen" + (row + 1), bus, generators, row));
            }
        }
        if (Double.isNaN(sourcePu)) {
            throw new InputException("case " + name + " has no generator at a bus of type 3");
        }
        return new Feeder(
                name,
                "reference case",
                List.of(new Infeed(source, sourcePu)),
                nodes,
                branches(branches, kv),
                List.of(),
                List.of(),
                machines,
                List.of());
    }

    private static Machine machine(String id, String bus, Columns generators, int row) {
        return new Machine(
                id,
                bus,
                1000 * generators.number("pg_mw", row),
                0,
                generators.number("vg_pu", row),
                1000 * generators.number("qmin", row),
                1000 * generators.number("qmax", row));
    }

    private static List<Branch> branches(Columns table, Map<String, Double> kv) {
        var branches = new ArrayList<Branch>();
        for (int row = 0; row < table.rows(); row++) {
            String id = "branch" + (row + 1);
            String from = table.text("from", row);
            String to = table.text("to", row);
            double toKv = kv(kv, to, table, row);
            double zBaseOhm = toKv * toKv / BASE_MVA;
            double ratio = table.number("ratio", row);
            double shiftDeg = table.number("shift_deg", row);
            double rOhm = table.number("r_pu", row) * zBaseOhm;
            double xOhm = table.number("x_pu", row) * zBaseOhm;
            double charging = table.number("b_pu", row) / zBaseOhm;
            double rating = Double.POSITIVE_INFINITY;
            boolean isClosed = table.whole("status", row) == 1;
            boolean isLine = ratio == 0 && shiftDeg == 0 && kv(kv, from, table, row) == toKv;
            branches.add(
                    isLine
                            ? new Line(id, from, to, rOhm, xOhm, charging, rating, isClosed)
                            : new Transformer(
                                    id,
                                    from,
                                    to,
                                    rOhm,
                                    xOhm,
                                    charging,
                                    ratio == 0 ? 1 : ratio,
                                    shiftDeg,
                                    rating,
                                    isClosed));
        }
        return branches;
    }

    private static double kv(Map<String, Double> kv, String bus, Columns table, int row) {
        Double value = kv.get(bus);
        if (value == null) {
            throw new InputException(
                    "bus '" + bus + "' is not one of the case (" + table.place(row) + ")");
        }
        return value;
    }
}
