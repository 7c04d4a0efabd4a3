package org.evenflow.verification;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import org.evenflow.grid.FlowStatus;
import org.evenflow.grid.Injections;
import org.evenflow.grid.SweepPowerFlow;
import org.evenflow.model.Branch;
import org.evenflow.model.Bus;
import org.evenflow.model.Feeder;
import org.evenflow.model.InputException;
import org.evenflow.model.Line;

/**
 * Voltages of an EV2Gym episode with a network: at every bus but the source p = load - pv + pev and
 * q = load times the bus's ratio. The peer stops at 1e-5 pu.
 */
final class EpisodeGrid {
    private static final double VOLTAGE_PU = 2e-5;
    private static final double SOLVED_TO_PU = 1e-12;

    private EpisodeGrid() {}

    static Comparison compareVoltages(JsonNode input, Path file, Columns steps) {
        JsonNode grid = JsonFile.child(input, "grid", file);
        Feeder feeder = feeder(grid, input, file);
        int buses = feeder.buses().size();
        JsonNode ratios = JsonFile.child(grid, "pf_ratio_Q_over_P", file);
        var flow = new SweepPowerFlow(feeder, SOLVED_TO_PU);
        var state = flow.newResult();
        var injections = new Injections(buses);
        var voltages = new Comparison("v0..v" + (buses - 1) + "_pu", VOLTAGE_PU);
        for (int step = 0; step < steps.rows(); step++) {
            int t = steps.whole("t", step);
            JsonNode load =
                    JsonFile.item(JsonFile.child(grid, "node_load_kW", file), t, "load", file);
            JsonNode pv = JsonFile.item(JsonFile.child(grid, "node_pv_kW", file), t, "pv", file);
            for (int bus = 1; bus < buses; bus++) {
                double loadKw = JsonFile.number(load, bus, "node_load_kW", file);
                injections.loadKw()[bus] =
                        loadKw
                                - JsonFile.number(pv, bus, "node_pv_kW", file)
                                + steps.number("pev" + bus + "_kW", step);
                injections.loadKvar()[bus] =
                        loadKw * JsonFile.number(ratios, bus - 1, "pf_ratio_Q_over_P", file);
            }
            boolean solved = flow.solve(injections, state) == FlowStatus.CONVERGED;
            for (int bus = 0; bus < buses; bus++) {
                voltages.add(
                        steps.number("v" + bus + "_pu", step),
                        solved ? state.voltagePu(bus) : Double.NaN,
                        steps.place(step) + ", bus " + feeder.buses().get(bus).id());
            }
        }
        return voltages;
    }

    private static Feeder feeder(JsonNode grid, JsonNode input, Path file) {
        var nodes = new Columns(CaseFinder.named(JsonFile.text(grid, "bus_file", file), file));
        var lines = new Columns(CaseFinder.named(JsonFile.text(grid, "branch_file", file), file));
        double baseKv = JsonFile.number(grid, "v_base_kV", file);
        var buses = new ArrayList<Bus>();
        String source = "";
        for (int row = 0; row < nodes.rows(); row++) {
            String id = nodes.text("NODES", row);
            source = nodes.whole("Tb", row) == 1 ? id : source;
            buses.add(new Bus(id, baseKv, 0, 0, 0, 0, 0.9, 1.1));
        }
        if (buses.isEmpty() || !buses.getFirst().id().equals(source)) {
            throw new InputException(
                    "the first node must be the source (Tb = 1), which is '"
                            + source
                            + "' ("
                            + file
                            + ")");
        }
        var branches = new ArrayList<Branch>();
        for (int row = 0; row < lines.rows(); row++) {
            if (lines.number("B", row) != 0 || lines.number("TAP", row) != 1) {
                throw new InputException(
                        "a line must have B = 0 and TAP = 1 here (" + lines.place(row) + ")");
            }
            branches.add(
                    new Line(
                            "line" + (row + 1),
                            lines.text("FROM", row),
                            lines.text("TO", row),
                            lines.number("R", row),
                            lines.number("X", row),
                            0,
                            Double.POSITIVE_INFINITY,
                            lines.whole("STATUS", row) == 1));
        }
        JsonNode sourcePu = input.path("config").path("network_info").path("vm_pu");
        return new Feeder(
                "network of " + file,
                "reference case",
                source,
                sourcePu.asDouble(1),
                buses,
                branches);
    }
}
