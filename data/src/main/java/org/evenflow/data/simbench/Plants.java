package org.evenflow.data.simbench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.evenflow.data.simbench.Tables.Row;
import org.evenflow.model.Infeed;
import org.evenflow.model.Load;
import org.evenflow.model.Machine;
import org.evenflow.model.Phases;
import org.jspecify.annotations.Nullable;

/**
 * External grids, plants, loads, storages and shunts. The first external grid that holds voltage
 * and angle is an infeed; what else holds a voltage is a machine; the rest takes or gives power.
 */
final class Plants {
    static final Set<String> TABLES =
            Set.of("ExternalNet", "PowerPlant", "RES", "Load", "Storage", "Shunt");

    private final SimbenchNetwork network;
    private final Profiles profiles;
    final List<Infeed> infeeds = new ArrayList<>();
    final List<Machine> machines = new ArrayList<>();
    private final List<Draw> draws = new ArrayList<>();
    private final Map<String, double[]> shunts = new HashMap<>();
    private final Map<String, Integer> mapped = new LinkedHashMap<>();
    private int heldAngles;

    /** Power that something takes from a node, MW and Mvar, and the profiles of each. */
    private record Draw(
            String id,
            String node,
            double mw,
            double mvar,
            @Nullable String activeProfile,
            @Nullable String reactiveProfile) {}

    Plants(SimbenchNetwork network) {
        this.network = network;
        profiles = new Profiles(network.tables);
    }

    void read() {
        for (Row row : network.tables.rows("ExternalNet")) {
            external(row);
        }
        for (Row row : network.tables.rows("PowerPlant")) {
            plant(row, "pPP", "qPP", "PowerPlantProfile");
        }
        for (Row row : network.tables.rows("RES")) {
            plant(row, "pRES", "qRES", "RESProfile");
        }
        for (Row row : network.tables.rows("Load")) {
            String profile = row.text("profile");
            draw(
                    row,
                    row.number("pLoad", 0),
                    row.number("qLoad", 0),
                    profiles.find("Load.Profile", profile + "_pload"),
                    profiles.find("Load.Profile", profile + "_qload"));
        }
        for (Row row : network.tables.rows("Storage")) {
            String profile = profiles.find("StorageProfile", row.text("profile"));
            draw(row, row.number("pStor", 0), row.number("qStor", 0), profile, null);
        }
        for (Row row : network.tables.rows("Shunt")) {
            String node = network.node(row, "node");
            double turn = Math.pow(network.kv(node) / row.number("vmR"), 2) * row.number("step", 1);
            shunt(node, row.number("p0", 0) * turn, row.number("q0", 0) * turn);
            mapped.merge("Shunt", 1, Integer::sum);
        }
        if (heldAngles > 0) {
            network.tally.warn(
                    heldAngles
                            + " more elements hold voltage and angle (calc_type vavm); here they"
                            + " hold the voltage and give their own power, the first external grid"
                            + " balances");
        }
    }

    private void external(Row row) {
        String node = network.node(row, "node");
        switch (row.text("calc_type")) {
            case "vavm" -> {
                if (infeeds.isEmpty() || !network.isJoined(node, infeeds.getFirst().busId())) {
                    var at = network.nodeRow(node);
                    double pu = at.number("vmSetp", 1);
                    double deg = at.number("vaSetp", 0);
                    infeeds.add(row.at(() -> new Infeed(node, pu, deg, 0, 0, 0, 0)));
                } else {
                    heldAngles++;
                    machine(row, node, 0, 0);
                }
                mapped.merge("ExternalNet", 1, Integer::sum);
            }
            case "pvm" -> {
                machine(row, node, row.number("pExtNet", 0), row.number("qExtNet", 0));
                mapped.merge("ExternalNet", 1, Integer::sum);
            }
            case "pq" ->
                    draw(row, -row.number("pExtNet", 0), -row.number("qExtNet", 0), null, null);
            case "Ward" -> {
                draw(row, row.number("pExtNet", 0), row.number("qExtNet", 0), null, null);
                shunt(node, row.number("pWardShunt", 0), row.number("qWardShunt", 0));
            }
            case "xWard" -> {
                network.tally
                        .ignored("ExternalNet", 1, "a voltage behind an impedance (xWard)")
                        .warn(
                                row.text("id")
                                        + ": an extended Ward equivalent is left out, so voltages"
                                        + " are not those of the file");
            }
            default -> throw row.wrong("calc_type '" + row.text("calc_type") + "' is not known");
        }
    }

    /** A plant gives its power; its calc_type says whether it holds a voltage too. */
    private void plant(Row row, String pColumn, String qColumn, String profileTable) {
        String node = network.node(row, "node");
        double mw = row.number(pColumn, 0);
        double mvar = row.number(qColumn, 0);
        switch (row.text("calc_type")) {
            case "pq" -> {
                String profile = profiles.find(profileTable, row.text("profile"));
                draw(row, -mw, -mvar, profile, null);
            }
            case "pvm", "vavm" -> {
                heldAngles += row.text("calc_type").equals("vavm") ? 1 : 0;
                machine(row, node, mw, mvar);
                mapped.merge(row.tableName(), 1, Integer::sum);
            }
            default -> throw row.wrong("calc_type '" + row.text("calc_type") + "' is not known");
        }
    }

    private void machine(Row row, String node, double mw, double mvar) {
        double targetPu = network.nodeRow(node).number("vmSetp", 1);
        double least = row.has("qMin") ? 1000 * row.number("qMin") : Double.NEGATIVE_INFINITY;
        double most = row.has("qMax") ? 1000 * row.number("qMax") : Double.POSITIVE_INFINITY;
        machines.add(
                row.at(
                        () ->
                                new Machine(
                                        row.need("id"),
                                        node,
                                        1000 * mw,
                                        1000 * mvar,
                                        targetPu,
                                        least,
                                        most)));
    }

    private void draw(
            Row row,
            double mw,
            double mvar,
            @Nullable String activeProfile,
            @Nullable String reactiveProfile) {
        String node = network.node(row, "node");
        draws.add(new Draw(row.need("id"), node, mw, mvar, activeProfile, reactiveProfile));
        mapped.merge(row.tableName(), 1, Integer::sum);
    }

    /** What a shunt takes at 1 pu, MW and Mvar. */
    private void shunt(String node, double mw, double mvar) {
        double[] sum = shunts.computeIfAbsent(node, _ -> new double[2]);
        sum[0] += 1000 * mw;
        sum[1] -= 1000 * mvar;
    }

    /** Leaves out what hangs on nodes without supply. */
    void keep(Set<String> supplied) {
        draws.removeIf(draw -> !supplied.contains(draw.node()));
        machines.removeIf(machine -> !supplied.contains(machine.busId()));
    }

    boolean hasProfiles() {
        return draws.stream()
                .anyMatch(draw -> draw.activeProfile() != null || draw.reactiveProfile() != null);
    }

    /** Nominal load of a node, kW and kvar. */
    double[] loadAt(String node) {
        var sum = new double[2];
        for (Draw draw : draws) {
            if (draw.node().equals(node)) {
                sum[0] += 1000 * draw.mw();
                sum[1] += 1000 * draw.mvar();
            }
        }
        return sum;
    }

    /** What shunts take and give at 1 pu, kW and kvar. */
    double[] shuntAt(String node) {
        return shunts.getOrDefault(node, new double[2]);
    }

    /** Loads one by one; where active and reactive power have profiles of their own, two each. */
    List<Load> loads() {
        var loads = new ArrayList<Load>();
        for (Draw draw : draws) {
            String active = draw.activeProfile();
            String reactive = draw.reactiveProfile();
            if (active == null && reactive == null) {
                loads.add(load(draw.id(), draw, draw.mw(), draw.mvar(), null));
            } else {
                loads.add(load(draw.id(), draw, draw.mw(), 0, active));
                if (draw.mvar() != 0) {
                    loads.add(load(draw.id() + " reactive", draw, 0, draw.mvar(), reactive));
                }
            }
        }
        return loads;
    }

    private static Load load(
            String id, Draw draw, double mw, double mvar, @Nullable String profile) {
        return new Load(
                id,
                draw.node(),
                Phases.ABC,
                false,
                1000 * mw,
                1000 * mvar,
                1,
                Load.Model.CONSTANT_POWER,
                profile);
    }

    List<Load.Profile> profiles() {
        return profiles.used();
    }

    /** Tells what became of them. */
    void count(boolean withProfiles) {
        mapped.forEach(network.tally::mapped);
        for (String table : profiles.tables()) {
            if (withProfiles) {
                network.tally.mapped(table, profiles.columns(table));
            } else {
                network.tally.ignored(
                        table,
                        profiles.columns(table),
                        "loads stand at the buses of a meshed network or one with machines");
            }
        }
    }
}
