package org.evenflow.app.study;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.evenflow.data.scenario.EconomicReader;
import org.evenflow.data.scenario.EconomicStudy;
import org.evenflow.data.scenario.Study;
import org.evenflow.data.scenario.StudyReader;
import org.evenflow.experiment.Campaign;
import org.evenflow.experiment.Runner;
import org.evenflow.experiment.economic.EconomicRunner;
import org.evenflow.experiment.study.StudyOptions;
import org.evenflow.experiment.study.StudyRunner;
import org.evenflow.experiment.study.WorldsRunner;
import org.evenflow.model.InputException;
import org.evenflow.report.StudyResult;
import org.evenflow.report.StudyWriter;
import org.evenflow.report.WorldsWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
            "  evenflow study my-site.yaml --seeds 3 --controllers uncontrolled,time_of_use",
            "  evenflow study urban-feeder --variants commuter,pv-11MW",
            "  evenflow study heterogeneous-stations --controllers exact,pso,ga",
            "  evenflow study urban-feeder --sweep plant_scale=0.5,1,1.5 --set sessions.vehicles=200"
        })
public final class StudyCommand implements Callable<Integer> {
    private static final int MOST_SEEDS = 100_000;

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
            splitSynopsisLabel = ",",
            paramLabel = "ID",
            description =
                    "Only these controllers, or methods of economic dispatch, in this order;"
                            + " default: the study's own, or all.")
    private @Nullable List<String> controllers;

    @Option(
            names = "--variants",
            split = ",",
            paramLabel = "ID",
            description =
                    "Which of the study's worlds to play, or all; default: those that are not optional.")
    private @Nullable List<String> variants;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description =
                    "Give a key of the scenario another value; KEY is a path such as sessions.vehicles or plants[*].kwp.")
    private List<String> settings = new ArrayList<>();

    @Option(
            names = "--sweep",
            paramLabel = "KEY=V1,V2,...",
            description =
                    "Play once for each value of a key of the scenario, or of a setting of the controllers that have it.")
    private @Nullable String sweep;

    @Mixin private Workers workers = new Workers();

    @Option(
            names = "--cluster",
            paramLabel = "URL",
            description =
                    "Play the runs on an Apache Flink cluster: HOST:PORT of its REST endpoint, or"
                            + " local:N for one of N workers within this process.")
    private @Nullable String cluster;

    @Option(
            names = "--overwrite",
            description = "Replace results of another configuration in the output folder.")
    private boolean overwrite;

    @Option(
            names = "--full-trace",
            description =
                    "Write every row of the chosen seed's step files; by default a long run's are bounded.")
    private boolean fullTrace;

    @Option(
            names = "--no-bound",
            description =
                    "Do without the clairvoyant plan, the lower bound and what is measured against them; the study key is bound_s: 0.")
    private boolean noBound;

    @Option(
            names = "--no-validation",
            description =
                    "Do without a best rule that is chosen on validation seeds to measure planners and learners against; the study key is validation_seeds: 0.")
    private boolean noValidation;

    @Option(names = "--json", description = "Print the summary as JSON instead of text.")
    private boolean json;

    @Spec private @Nullable CommandSpec spec;

    /** For picocli. */
    public StudyCommand() {}

    @Override
    public Integer call() throws IOException {
        if (EconomicReader.isMeant(study)) {
            decide(dispatch());
        } else {
            play(chosen());
        }
        return 0;
    }

    /** Work that is shown on the terminal. */
    static Campaign campaign(Runner runner) {
        var progress = new TerminalProgress(System.err, isTerminal(), System::nanoTime);
        return new Campaign(runner, progress, System::nanoTime);
    }

    /** Threads of this machine, or a cluster. */
    private Runner runner() {
        return Clusters.runner(cluster, workers.count());
    }

    private Study chosen() {
        Study chosen = StudyOptions.apply(StudyReader.named(study), settings, sweep, variants);
        if (noBound) {
            chosen = chosen.withExtent(chosen.extent().withBound(0));
        }
        if (noValidation) {
            chosen = chosen.withExtent(chosen.extent().withValidationSeeds(0));
        }
        if (controllers != null) {
            chosen = chosen.withControllers(controllers);
        }
        return seeds == null ? chosen : chosen.withSeeds(atLeastOne("--seeds", seeds, MOST_SEEDS));
    }

    private void play(Study chosen) throws IOException {
        Path folder = folder(chosen.out(), StudyOptions.folder(chosen));
        try (Runner place = runner()) {
            if (chosen.extent().isSingle()) {
                playOne(chosen, folder, campaign(place));
            } else {
                playWorlds(chosen, folder, campaign(place));
            }
        }
    }

    private void playOne(Study chosen, Path folder, Campaign campaign) throws IOException {
        var runner = new StudyRunner(chosen, campaign);
        runner.fullTrace(fullTrace);
        StudyResult result = runner.run(folder, overwrite, command());
        print(StudyWriter.verdict(result), result.runs().size(), result.wallSeconds(), folder);
    }

    private void playWorlds(Study chosen, Path folder, Campaign campaign) throws IOException {
        var runner = new WorldsRunner(chosen, campaign);
        runner.fullTrace(fullTrace);
        var result = runner.run(folder, overwrite, command());
        print(
                WorldsWriter.verdict(result),
                result.worlds().stream().mapToInt(w -> w.result().runs().size()).sum(),
                result.wallSeconds(),
                folder);
    }

    /** A study of economic dispatch: its controllers are methods. */
    private EconomicStudy dispatch() {
        if (sweep != null || !settings.isEmpty()) {
            throw new InputException(
                    "--set and --sweep change scenarios, but "
                            + study
                            + " is an economic dispatch; change a copy of its file");
        }
        EconomicStudy chosen = EconomicReader.named(study);
        chosen = controllers == null ? chosen : chosen.withMethods(controllers);
        chosen = variants == null ? chosen : chosen.withVariants(variants);
        return seeds == null ? chosen : chosen.withSeeds(atLeastOne("--seeds", seeds, MOST_SEEDS));
    }

    private void decide(EconomicStudy chosen) throws IOException {
        Path folder = folder(chosen.out(), chosen.id());
        try (Runner place = runner()) {
            var runner = new EconomicRunner(chosen, campaign(place));
            var result = runner.run(folder, overwrite, command());
            print(runner.lines(), result.rows().size(), result.wallSeconds(), folder);
        }
    }

    /** The option's folder, else the study's own, else one of its name. */
    private Path folder(@Nullable Path own, String name) {
        return out != null ? out : own != null ? own : Path.of("out", name);
    }

    private static boolean isTerminal() {
        return System.console() != null && System.console().isTerminal();
    }

    private String command() {
        return command(Objects.requireNonNull(spec));
    }

    /** As the user typed it. */
    static String command(CommandSpec spec) {
        var line = spec.commandLine().getParent();
        return "evenflow " + String.join(" ", line.getParseResult().originalArgs());
    }

    private void print(List<String> verdict, int runs, double seconds, Path folder)
            throws IOException {
        PrintWriter output = Objects.requireNonNull(spec).commandLine().getOut();
        if (json) {
            ObjectNode summary =
                    (ObjectNode)
                            new ObjectMapper().readTree(folder.resolve("summary.json").toFile());
            output.println(summary.put("folder", folder.toString()).toPrettyString());
        } else {
            verdict.forEach(output::println);
            output.printf(
                    "%d runs in %.1f s; report: %s%n",
                    runs, seconds, folder.resolve("report.html"));
        }
    }

    static int atLeastOne(String option, int value, int most) {
        if (value < 1 || value > most) {
            throw new InputException(option + " must be 1 to " + most + ", is " + value);
        }
        return value;
    }
}
