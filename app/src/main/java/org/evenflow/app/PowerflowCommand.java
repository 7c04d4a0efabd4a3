package org.evenflow.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.evenflow.experiment.Flows;
import org.evenflow.grid.FlowStatus;
import org.evenflow.grid.Injections;
import org.evenflow.grid.Terminals;
import org.evenflow.grid.powsybl.MeshedPowerFlow;
import org.evenflow.model.Feeder;
import org.evenflow.model.InputException;
import org.evenflow.report.flow.FlowPage;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code evenflow powerflow}: solves a feeder at its nominal load or at a minute of profiles. */
@Command(
        name = "powerflow",
        mixinStandardHelpOptions = true,
        description =
                "Solve the AC power flow of a feeder, by phase where it is unbalanced, and print"
                        + " voltages and losses.",
        footer = {"", "Exit status 1 where no solution was found."})
public final class PowerflowCommand implements Callable<Integer> {
    private static final double TOLERANCE_PU = 1e-12;

    @Parameters(
            paramLabel = "FILE",
            description =
                    "A feeder file or folder of any known format, or the name of a built-in feeder.")
    private String file = "";

    @Option(
            names = "--scale",
            paramLabel = "X",
            defaultValue = "1",
            description = "Factor on all loads; default: ${DEFAULT-VALUE}.")
    private double scale;

    @Option(
            names = "--at",
            paramLabel = "MINUTE",
            description = "Take the loads at this minute of the feeder's load profiles.")
    private @Nullable Double minute;

    @Option(
            names = "--fixed-taps",
            description = "Leave regulators' taps where the file has them; their controls rest.")
    private boolean isFixed;

    @Option(
            names = "--days",
            paramLabel = "N",
            description = {
                "Solve N days of load, each step from the one before, and print what they amount",
                "to. Loads follow their own profiles or --profile."
            })
    private @Nullable Integer days;

    @Option(
            names = "--step-min",
            paramLabel = "MINUTES",
            defaultValue = "15",
            description = "Length of a step with --days; default: ${DEFAULT-VALUE}.")
    private double stepMin;

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            defaultValue = "mixed",
            description = {
                "Week of load for those without a profile, with --days: commercial, residential",
                "or mixed; default: ${DEFAULT-VALUE}."
            })
    private String profile = "";

    @Option(
            names = "--csv",
            paramLabel = "FILE",
            description = "Write a line per step to a new file, with --days.")
    private @Nullable Path csv;

    @Option(
            names = "--linear",
            description = {
                "Tell too how far the linear power flow is from this one (radial networks and",
                "unbalanced ones; text only)."
            })
    private boolean isLinear;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec private @Nullable CommandSpec spec;

    /** For picocli. */
    public PowerflowCommand() {}

    @Override
    public Integer call() throws IOException {
        if (!Double.isFinite(scale)) {
            throw new InputException("--scale must be a finite number, is " + scale);
        }
        if (isLinear && (json || days != null)) {
            throw new InputException("--linear is for one state as text, without --json or --days");
        }
        var read = Flows.feeder(file);
        Feeder feeder = read.feeder();
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        if (days != null) {
            return new SeriesRun(feeder, scale, isFixed, days, stepMin, profile, csv)
                    .call(out, json);
        }
        var flow = Flows.of(feeder, TOLERANCE_PU, !isFixed);
        var state = flow.newResult();
        var injections = injections(feeder, flow.terminals());
        boolean converged = flow.solve(injections, state) == FlowStatus.CONVERGED;
        var page = new FlowPage(feeder, flow, state, converged);
        out.print(json ? page.json() : page.text(read.audit().warnings(), TOLERANCE_PU));
        if (isLinear) {
            if (flow instanceof MeshedPowerFlow) {
                throw new InputException(
                        "--linear: feeder " + feeder.id() + " is meshed or has machines");
            }
            out.print(page.linear(injections));
        }
        out.flush();
        return converged ? 0 : 1;
    }

    private Injections injections(Feeder feeder, Terminals terminals) {
        if (minute == null) {
            return terminals.scaled(scale);
        }
        if (!(minute >= 0 && minute < Double.POSITIVE_INFINITY)) {
            throw new InputException("--at must be a minute from 0 on, is " + minute);
        }
        if (feeder.profiles().isEmpty()) {
            throw new InputException("--at: feeder " + feeder.id() + " has no load profiles");
        }
        return Flows.loadsAt(feeder, terminals, scale, minute);
    }
}
