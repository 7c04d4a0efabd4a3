package org.evenflow.data.simbench;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.evenflow.data.FeederImport;
import org.evenflow.data.ImportAudit;
import org.evenflow.data.simbench.Tables.Row;
import org.evenflow.model.Branch;
import org.evenflow.model.Bus;
import org.evenflow.model.Feeder;
import org.evenflow.model.Infeed;
import org.evenflow.model.InputException;
import org.evenflow.model.Phases;

/** Nodes and what hangs on them, made into a feeder and an audit. Mutable while it does. */
final class SimbenchNetwork {
    /** Tables that describe other elements, and what becomes of the rest. */
    private static final Set<String> TYPES = Set.of("LineType", "TransformerType", "Coordinates");

    private static final Map<String, String> UNUSED =
            Map.of(
                    "Measurement", "a place to measure, no part of the network",
                    "StudyCases", "factors for planning studies",
                    "Substation", "a name for a group of nodes",
                    "DCLineType", "DC lines are not represented",
                    "NodePFResult", "results that are not compared");

    final Tables tables;
    final ImportAudit.Tally tally = new ImportAudit.Tally();
    private final Map<String, Row> nodes = new LinkedHashMap<>();
    private final Map<String, Row> places = new HashMap<>();
    private final Map<String, List<String>> neighbours = new HashMap<>();

    SimbenchNetwork(Tables tables) {
        this.tables = tables;
        for (Row row : tables.rows("Node")) {
            if (nodes.put(row.need("id"), row) != null) {
                throw row.wrong("node '" + row.text("id") + "' is defined twice");
            }
        }
        if (nodes.isEmpty()) {
            throw new InputException(tables.name() + ": table Node.csv is missing or empty");
        }
        tables.rows("Coordinates").forEach(row -> places.put(row.need("id"), row));
    }

    /** The node that a column names. */
    String node(Row row, String column) {
        String id = row.need(column);
        if (!nodes.containsKey(id)) {
            throw row.wrong(row.text("id") + " ends at bus '" + id + "', which does not exist");
        }
        return id;
    }

    Row nodeRow(String id) {
        var row = nodes.get(id);
        if (row == null) {
            throw new IllegalArgumentException("no node " + id);
        }
        return row;
    }

    double kv(String node) {
        return nodeRow(node).number("vmR");
    }

    FeederImport feeder(String format) {
        var branches = new Branches(this);
        List<Branch> all = branches.read();
        join(all);
        var plants = new Plants(this);
        plants.read();
        if (plants.infeeds.isEmpty()) {
            throw new InputException(
                    tables.name() + ": no ExternalNet holds voltage and angle (calc_type vavm)");
        }
        var supplied = supplied(plants);
        var live = all.stream().filter(branch -> isSupplied(branch, supplied)).toList();
        tally.mapped("Node", supplied.size())
                .ignored("Node", nodes.size() - supplied.size(), "not supplied");
        plants.keep(supplied);
        branches.count(live);
        boolean isByPhase = plants.machines.isEmpty() && plants.hasProfiles();
        if (isByPhase) {
            var tree = make(plants, supplied, branches.withWindings(live), true);
            if (tree.loop().isEmpty()) {
                return finish(plants, tree, format);
            }
        }
        return finish(plants, make(plants, supplied, live, false), format);
    }

    private FeederImport finish(Plants plants, Feeder feeder, String format) {
        plants.count(!feeder.loads().isEmpty());
        for (String table : tables.byName().keySet()) {
            String reason = UNUSED.get(table);
            int rows = tables.rows(table).size();
            if (TYPES.contains(table)) {
                tally.mapped(table, rows);
            } else if (reason != null) {
                tally.ignored(table, rows, reason);
            } else if (!Plants.TABLES.contains(table)
                    && !Branches.TABLES.contains(table)
                    && !table.equals("Node")
                    && !table.endsWith("Profile")) {
                tally.ignored(table, rows, "not part of the format");
            }
        }
        return new FeederImport(feeder, tally.audit(format));
    }

    private Feeder make(
            Plants plants, Set<String> supplied, List<Branch> branches, boolean isByPhase) {
        var buses = new ArrayList<Bus>();
        for (String id : supplied) {
            buses.add(bus(id, plants, isByPhase));
        }
        try {
            return new Feeder(
                    tables.name(),
                    "SimBench network " + tables.name(),
                    plants.infeeds,
                    buses,
                    branches,
                    isByPhase ? plants.loads() : List.of(),
                    List.of(),
                    plants.machines,
                    isByPhase ? plants.profiles() : List.of());
        } catch (InputException e) {
            throw e.at(tables.name());
        }
    }

    private Bus bus(String id, Plants plants, boolean isByPhase) {
        Row row = nodeRow(id);
        var place = places.get(row.text("coordID"));
        double[] load = isByPhase ? new double[2] : plants.loadAt(id);
        double[] shunt = plants.shuntAt(id);
        return row.at(
                () ->
                        new Bus(
                                id,
                                Phases.ABC,
                                row.number("vmR"),
                                load[0],
                                load[1],
                                shunt[0],
                                shunt[1],
                                row.number("vmMin", 0.9),
                                row.number("vmMax", 1.1),
                                place == null ? Double.NaN : place.number("x", Double.NaN),
                                place == null ? Double.NaN : place.number("y", Double.NaN)));
    }

    private void join(List<Branch> branches) {
        for (Branch branch : branches) {
            if (branch.isClosed()) {
                neighbours(branch.fromBus()).add(branch.toBus());
                neighbours(branch.toBus()).add(branch.fromBus());
            }
        }
    }

    private List<String> neighbours(String id) {
        return neighbours.computeIfAbsent(id, _ -> new ArrayList<>());
    }

    /** Whether closed branches join two nodes. */
    boolean isJoined(String node, String other) {
        return reach(List.of(other)).contains(node);
    }

    /** Nodes that closed branches join to an infeed, in the order of the file. */
    private Set<String> supplied(Plants plants) {
        var supplied = new LinkedHashSet<>(nodes.keySet());
        supplied.retainAll(reach(plants.infeeds.stream().map(Infeed::busId).toList()));
        return supplied;
    }

    private Set<String> reach(List<String> starts) {
        var reached = new HashSet<String>();
        var queue = new ArrayDeque<>(starts);
        while (!queue.isEmpty()) {
            String id = queue.remove();
            if (reached.add(id)) {
                queue.addAll(neighbours(id));
            }
        }
        return reached;
    }

    private static boolean isSupplied(Branch branch, Set<String> supplied) {
        return supplied.contains(branch.fromBus()) && supplied.contains(branch.toBus());
    }
}
