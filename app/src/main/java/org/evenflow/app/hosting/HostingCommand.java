package org.evenflow.app.hosting;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.evenflow.app.study.Clusters;
import org.evenflow.app.study.TerminalProgress;
import org.evenflow.experiment.Campaign;
import org.evenflow.experiment.hosting.HostingPlan;
import org.evenflow.experiment.hosting.HostingRunner;
import org.evenflow.grid.hosting.PhaseRule;
import org.evenflow.model.InputException;
import org.evenflow.report.hosting.HostingResult;
import org.evenflow.report.hosting.HostingWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code evenflow hosting}: how many vehicles and plants a feeder takes. */
@Command(
        name = "hosting",
        mixinStandardHelpOptions = true,
        description =
                "Find how many vehicles, and how much PV, a feeder takes before the first limit"
                        + " breaks.",
        footer = {
            "",
            "Draws are random in who gets a vehicle, on which phase, and when it comes.",
            "An interrupted run goes on where it was; the same seed gives the same bits.",
            "",
            "Examples:",
            "  evenflow hosting ieee33",
            "  evenflow hosting Master.dss --draws 500 --min-pu 0.9 --max-pu 1.1"
        })
public final class HostingCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "FEEDER",
            description = "A feeder file or folder of any known format, or a built-in feeder.")
    private String feeder = "";

    @Option(
            names = "--controllers",
            split = ",",
            paramLabel = "ID",
            description =
                    "Ways of charging over a day; default: ${DEFAULT-VALUE}. 'envelopes' keeps to"
                            + " an operating envelope per vehicle and step.")
    private List<String> controllers = List.of("uncontrolled", "envelopes");

    @Option(
            names = "--draws",
            paramLabel = "N",
            defaultValue = "200",
            description = "Random draws; default: ${DEFAULT-VALUE}.")
    private int draws;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of the draws; default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--power",
            paramLabel = "KW",
            defaultValue = "7.4",
            description =
                    "Power of a vehicle; default: ${DEFAULT-VALUE} (32 A at 230 V, one phase).")
    private double powerKw;

    @Option(
            names = "--pv",
            paramLabel = "KWP",
            defaultValue = "5",
            description = "Power of a photovoltaic plant; default: ${DEFAULT-VALUE}.")
    private double plantKw;

    @Option(
            names = "--phases",
            paramLabel = "RULE",
            defaultValue = "as-load",
            description =
                    "random: any phase of the bus; as-load: a phase of the load; abc: all phases of"
                            + " the bus. Default: ${DEFAULT-VALUE}.")
    private String phases = "";

    @Option(
            names = "--per-customer",
            paramLabel = "N",
            defaultValue = "2",
            description = "Most vehicles, and plants, of a customer; default: ${DEFAULT-VALUE}.")
    private int perCustomer;

    @Option(
            names = "--customer-kw",
            paramLabel = "KW",
            defaultValue = "2",
            description =
                    "Nominal load of one customer, which makes a load so many customers; default:"
                            + " ${DEFAULT-VALUE}.")
    private double customerKw;

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            defaultValue = "home",
            description = "When vehicles come and what they take; default: ${DEFAULT-VALUE}.")
    private String profile = "";

    @Option(
            names = "--base",
            paramLabel = "NAME",
            defaultValue = "residential",
            description =
                    "Daily profile of loads that have none of their own; default:"
                            + " ${DEFAULT-VALUE}.")
    private String base = "";

    @Option(
            names = "--scale",
            paramLabel = "X",
            defaultValue = "1",
            description = "Factor on all loads; default: ${DEFAULT-VALUE}.")
    private double scale;

    @Option(names = "--min-pu", paramLabel = "PU", description = "Lowest voltage at every bus.")
    private double minPu = Double.NaN;

    @Option(names = "--max-pu", paramLabel = "PU", description = "Highest voltage at every bus.")
    private double maxPu = Double.NaN;

    @Option(
            names = "--max-unbalance",
            paramLabel = "PERCENT",
            description = "Greatest voltage unbalance (EN 50160: 2); default: no limit.")
    private double maxUnbalance = Double.POSITIVE_INFINITY;

    @Option(
            names = "--service",
            paramLabel = "SHARE",
            defaultValue = "0.99",
            description =
                    "Least share of the energy within reach that counts as served; default:"
                            + " ${DEFAULT-VALUE}.")
    private double service;

    @Option(
            names = "--step",
            paramLabel = "MIN",
            defaultValue = "30",
            description = "Step of the day in minutes; default: ${DEFAULT-VALUE}.")
    private int stepMin;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder for the results; default: out/hosting-<feeder>.")
    private @Nullable Path out;

    @Option(names = "--threads", paramLabel = "N", description = "Default: one per core.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--cluster",
            paramLabel = "URL",
            description =
                    "Make the draws on an Apache Flink cluster: HOST:PORT of its REST endpoint, or"
                            + " local:N for one of N workers within this process.")
    private @Nullable String cluster;

    @Option(
            names = "--overwrite",
            description = "Replace results of another configuration in the output folder.")
    private boolean overwrite;

    @Option(names = "--json", description = "Print the summary as JSON instead of text.")
    private boolean json;

    @Spec private @Nullable CommandSpec spec;

    /** For picocli. */
    public HostingCommand() {}

    @Override
    public Integer call() throws IOException {
        CommandSpec self = Objects.requireNonNull(spec);
        HostingPlan plan = plan();
        Path folder = out != null ? out : Path.of("out", "hosting-" + plan.fileName());
        String command =
                "evenflow "
                        + String.join(
                                " ",
                                self.commandLine().getParent().getParseResult().originalArgs());
        boolean isTerminal = System.console() != null && System.console().isTerminal();
        var runner =
                new HostingRunner(
                        plan,
                        new Campaign(
                                Clusters.runner(cluster, within("--threads", threads, 1024)),
                                new TerminalProgress(System.err, isTerminal, System::nanoTime),
                                System::nanoTime));
        HostingResult result = runner.run(folder, overwrite, command);
        PrintWriter output = self.commandLine().getOut();
        if (json) {
            output.println(Files.readString(folder.resolve("summary.json")).stripTrailing());
        } else {
            HostingWriter.table(result).forEach(output::println);
            output.printf(
                    "%d draws in %.1f s; report: %s%n",
                    result.draws(), result.wallSeconds(), folder.resolve("hosting.html"));
        }
        return 0;
    }

    private HostingPlan plan() {
        return HostingPlan.of(
                feeder,
                controllers,
                within("--draws", draws, 1_000_000),
                seed,
                new HostingPlan.Sizes(
                        powerKw, plantKw, rule(), perCustomer, customerKw, scale, stepMin, service),
                new HostingPlan.Bounds(minPu, maxPu, maxUnbalance / 100),
                profile,
                base);
    }

    private PhaseRule rule() {
        return switch (phases) {
            case "random" -> PhaseRule.RANDOM;
            case "as-load" -> PhaseRule.AS_LOAD;
            case "abc" -> PhaseRule.ABC;
            default ->
                    throw new InputException(
                            "--phases must be random, as-load or abc, is " + phases);
        };
    }

    private static int within(String option, int value, int most) {
        if (value < 1 || value > most) {
            throw new InputException(option + " must be 1 to " + most + ", is " + value);
        }
        return value;
    }
}
