package org.evenflow.app.study;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.evenflow.data.scenario.EconomicReader;
import org.evenflow.data.scenario.Study;
import org.evenflow.data.scenario.StudyReader;
import org.evenflow.model.InputException;
import org.evenflow.report.StudyResult;
import org.evenflow.report.StudyWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code evenflow study}: plays a study and writes its report. */
@Command(
        name = "study",
        mixinStandardHelpOptions = true,
        description =
                "Play a scenario under several controllers and seeds, and write tables and a report.",
        footer = {
            "",
            "Examples:",
            "  evenflow study quickstart",
            "  evenflow study my-site.yaml --seeds 3 --controllers uncontrolled,time_of_use"
        })
public final class StudyCommand implements Callable<Integer> {
    private static final int MOST_SEEDS = 100_000;
    private static final int MOST_THREADS = 1_024;

    @Parameters(
            paramLabel = "NAME|FILE",
            description =
                    "A built-in study (see 'scenario list') or a study or scenario file (YAML).")
    private String study = "";

    @Option(
            names = "--seeds",
            paramLabel = "N",
            description = "Play seeds 1 to N instead of the study's own.")
    private @Nullable Integer seeds;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder for the results; default: out/<study>.")
    private @Nullable Path out;

    @Option(
            names = "--controllers",
            split = ",(?![^\\[]*\\])",
            paramLabel = "ID",
            description =
                    "Only these controllers, in this order; default: the study's own, or all.")
    private @Nullable List<String> controllers;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Worker threads; default: one per core. Results do not depend on it.")
    private @Nullable Integer threads;

    @Option(
            names = "--overwrite",
            description = "Replace results of another configuration in the output folder.")
    private boolean overwrite;

    @Option(
            names = "--full-trace",
            description =
                    "Write every row of the chosen seed's step files; by default a long run's are bounded.")
    private boolean fullTrace;

    @Option(names = "--json", description = "Print the summary as JSON instead of text.")
    private boolean json;

    @Spec private @Nullable CommandSpec spec;

    /** For picocli. */
    public StudyCommand() {}

    @Override
    public Integer call() throws java.io.IOException {
        if (EconomicReader.isMeant(study)) {
            new EconomicRunner(EconomicReader.named(study))
                    .run(Objects.requireNonNull(spec).commandLine().getOut());
            return 0;
        }
        Study chosen = StudyReader.named(study);
        if (controllers != null) {
            chosen = chosen.withControllers(controllers);
        }
        if (seeds != null) {
            chosen = chosen.withSeeds(atLeastOne("--seeds", seeds, MOST_SEEDS));
        }
        int workers =
                threads == null
                        ? Runtime.getRuntime().availableProcessors()
                        : atLeastOne("--threads", threads, MOST_THREADS);
        Path folder =
                out != null
                        ? out
                        : chosen.out() != null ? chosen.out() : Path.of("out", chosen.id());
        CommandSpec self = Objects.requireNonNull(spec);
        String command =
                "evenflow "
                        + String.join(
                                " ",
                                self.commandLine().getParent().getParseResult().originalArgs());
        var runner =
                new StudyRunner(
                        chosen,
                        workers,
                        System.err,
                        System.console() != null && System.console().isTerminal());
        runner.fullTrace(fullTrace);
        StudyResult result = runner.run(folder, overwrite, command);
        PrintWriter output = self.commandLine().getOut();
        List<String> verdict = StudyWriter.verdict(result);
        if (json) {
            ObjectNode summary =
                    (ObjectNode)
                            new ObjectMapper().readTree(folder.resolve("summary.json").toFile());
            output.println(summary.put("folder", folder.toString()).toPrettyString());
        } else {
            verdict.forEach(output::println);
            output.printf(
                    "%d runs in %.1f s; report: %s%n",
                    result.runs().size(), result.wallSeconds(), folder.resolve("report.html"));
        }
        return 0;
    }

    private static int atLeastOne(String option, int value, int most) {
        if (value < 1 || value > most) {
            throw new InputException(option + " must be 1 to " + most + ", is " + value);
        }
        return value;
    }
}
