package org.evenflow.verification;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.evenflow.data.Feeders;
import org.evenflow.experiment.Flows;
import org.evenflow.grid.FlowStatus;
import org.evenflow.model.Branch;
import org.evenflow.model.Bus;
import org.evenflow.model.Feeder;
import org.evenflow.model.InputException;
import org.evenflow.model.Line;

/**
 * A solved power flow: a feeder at its nominal load and the voltages that another solver found. The
 * feeder comes from a MATPOWER case, from a pair of CSV files in ohm and kW, or from three in per
 * unit and MW.
 */
final class FlowCase {
    static final String BRANCHES = "_branch.csv";
    static final String SOLUTION = "_solution.csv";
    static final String VOLTAGES = "_busvoltages_computed.csv";
    private static final String KIND = "power flow";
    private static final double VOLTAGE_PU = 1e-6;
    private static final double ANGLE_DEG = 1e-4;
    private static final double SOLVED_TO_PU = 1e-12;

    private FlowCase() {}

    /** {@code <case>_branch.csv}, {@code _bus.csv} and {@code _solution.csv} beside each other. */
    static CaseReport ofTables(Path branchFile) {
        String file = String.valueOf(branchFile.getFileName());
        String name = file.substring(0, file.length() - BRANCHES.length());
        var branches = new Columns(branchFile);
        var buses = new Columns(branchFile.resolveSibling(name + "_bus.csv"));
        var solution = new Columns(branchFile.resolveSibling(name + SOLUTION));
        Feeder feeder =
                branches.has("r_ohm")
                        ? feeder(name, buses, branches)
                        : TransmissionTables.feeder(
                                name,
                                buses,
                                branches,
                                new Columns(branchFile.resolveSibling(name + "_gen.csv")));
        return compare(name, feeder, solution);
    }

    /** A MATPOWER case and {@code <case>_busvoltages_computed.csv}. */
    static CaseReport ofMatpower(Path caseFile, Path voltages) {
        String file = String.valueOf(voltages.getFileName());
        String name = file.substring(0, file.length() - VOLTAGES.length());
        Feeder feeder = Feeders.read(caseFile);
        var refusal = Flows.refusal(feeder);
        if (refusal.isPresent()) {
            return CaseReport.notRun(name, KIND, refusal.get());
        }
        return compare(name, feeder, new Columns(voltages));
    }

    private static CaseReport compare(String name, Feeder feeder, Columns solution) {
        int buses = feeder.buses().size();
        // The solutions hold the voltages of all machines, whatever their reactive ranges say.
        var flow = Flows.holdingVoltages(feeder, SOLVED_TO_PU);
        var state = flow.newResult();
        boolean solved = flow.solve(flow.terminals().nominal(), state) == FlowStatus.CONVERGED;
        var voltages = new Comparison("vm_pu", VOLTAGE_PU);
        var angles = new Comparison("va_deg", ANGLE_DEG);
        var index = feeder.busIndex();
        int source = index.getOrDefault(feeder.sourceBus(), 0);
        double sourceDeg = sourceAngle(solution, feeder.buses().get(source).id());
        for (int row = 0; row < solution.rows(); row++) {
            String id = solution.text("bus", row);
            Integer bus = index.get(id);
            if (bus == null) {
                throw new InputException(
                        "bus '"
                                + id
                                + "' is not one of "
                                + name
                                + " ("
                                + solution.place(row)
                                + ")");
            }
            String place = "bus " + id;
            voltages.add(
                    solution.number("vm_pu", row),
                    solved ? state.voltagePu(bus) : Double.NaN,
                    place);
            angles.add(
                    solution.number("va_deg", row) - sourceDeg,
                    solved ? state.angleDeg(bus) : Double.NaN,
                    place);
        }
        var notes = new ArrayList<String>();
        if (solution.rows() != buses) {
            notes.add("the feeder has " + buses + " buses, the solution " + solution.rows());
        }
        notes.add(
                solved
                        ? "losses %.6f kW, %.6f kvar".formatted(state.lossKw(), state.lossKvar())
                        : "no solution was found");
        return new CaseReport(name, KIND, List.of(voltages, angles), List.of(), notes);
    }

    /** Ours are angles against the source; a solution may hold it at another one. */
    private static double sourceAngle(Columns solution, String sourceBus) {
        for (int row = 0; row < solution.rows(); row++) {
            if (solution.text("bus", row).equals(sourceBus)) {
                return solution.number("va_deg", row);
            }
        }
        return 0;
    }

    /** Source is the first bus, held at 1 pu. */
    private static Feeder feeder(String name, Columns buses, Columns branches) {
        var nodes = new ArrayList<Bus>();
        for (int row = 0; row < buses.rows(); row++) {
            nodes.add(
                    new Bus(
                            buses.text("bus", row),
                            buses.number("base_kv", row),
                            buses.number("p_kw", row),
                            buses.number("q_kvar", row),
                            0,
                            0,
                            0.9,
                            1.1));
        }
        var lines = new ArrayList<Branch>();
        for (int row = 0; row < branches.rows(); row++) {
            lines.add(
                    new Line(
                            "line" + (row + 1),
                            branches.text("from", row),
                            branches.text("to", row),
                            branches.number("r_ohm", row),
                            branches.number("x_ohm", row),
                            0,
                            Double.POSITIVE_INFINITY,
                            branches.whole("status", row) == 1));
        }
        if (nodes.isEmpty()) {
            throw new InputException("case " + name + " has no buses");
        }
        return new Feeder(name, "reference case", nodes.getFirst().id(), 1, nodes, lines);
    }
}
