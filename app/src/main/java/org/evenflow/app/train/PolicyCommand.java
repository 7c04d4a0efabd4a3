package org.evenflow.app.train;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.evenflow.app.study.TerminalProgress;
import org.evenflow.data.scenario.EconomicReader;
import org.evenflow.data.scenario.EconomicStudy;
import org.evenflow.data.scenario.Study;
import org.evenflow.data.scenario.StudyReader;
import org.evenflow.experiment.Campaign;
import org.evenflow.experiment.LocalRunner;
import org.evenflow.experiment.economic.EconomicRunner;
import org.evenflow.experiment.study.StudyRunner;
import org.evenflow.experiment.training.DispatchLesson;
import org.evenflow.learn.Policies;
import org.evenflow.learn.PolicyFiles;
import org.evenflow.learn.TensorFile;
import org.evenflow.learn.charging.PolicyControllers;
import org.evenflow.learn.charging.WorldDesign;
import org.evenflow.model.InputException;
import org.evenflow.report.StudyResult;
import org.evenflow.report.StudyWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code evenflow policy}: what a trained policy is, its export, how good it is. */
@Command(
        name = "policy",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Show, export or evaluate trained policies.")
public final class PolicyCommand implements Runnable {
    private static final String PREFIX = "policy:";

    /** Whom a policy is compared with where nobody names others. */
    private static final List<String> OTHERS =
            List.of(
                    "uncontrolled",
                    "earliest_deadline_first",
                    "least_laxity_first",
                    "time_of_use",
                    "mpc");

    @Spec private @Nullable CommandSpec spec;

    /** For picocli. */
    public PolicyCommand() {}

    @Override
    public void run() {
        throw new picocli.CommandLine.ParameterException(
                Objects.requireNonNull(spec).commandLine(),
                "no command given; one of list, show, export, evaluate is needed");
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "List the policies that come with Evenflow.")
    int list() {
        var policies = new PolicyControllers();
        policies.ids().forEach(id -> out().printf("%-28s %s%n", id, policies.describe(id)));
        return 0;
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Show what a policy is, what it sees and how it was made.")
    int show(
            @Parameters(paramLabel = "ID|FILE", description = "A built-in policy or a file.")
                    String name,
            @Option(names = "--json", description = "Print JSON.") boolean json)
            throws IOException {
        TensorFile file = file(name);
        new Policies().read(file); // refuses what cannot be used
        WorldDesign.complete(file.metadata());
        if (json) {
            ObjectNode root = new ObjectMapper().createObjectNode();
            file.metadata().forEach(root::put);
            ObjectNode arrays = root.putObject("arrays");
            file.names().forEach(array -> arrays.put(array, Arrays.toString(file.shape(array))));
            out().println(root.toPrettyString());
            return 0;
        }
        file.metadata().forEach((key, text) -> out().printf("%-28s %s%n", key, text));
        long numbers = 0;
        for (String array : file.names()) {
            int[] shape = file.shape(array);
            numbers += Arrays.stream(shape).asLongStream().reduce(1, (a, b) -> a * b);
            out().printf("%-28s %s%n", array, shape(shape));
        }
        out().printf("%-28s %d%n", "numbers in all", numbers);
        return 0;
    }

    private static String shape(int[] shape) {
        return Arrays.stream(shape).mapToObj(Integer::toString).collect(Collectors.joining(" x "));
    }

    @Command(
            name = "export",
            mixinStandardHelpOptions = true,
            description = "Write a policy as ONNX, which runs without Evenflow.")
    int export(
            @Parameters(paramLabel = "ID|FILE", description = "A built-in policy or a file.")
                    String name,
            @Option(
                            names = "--out",
                            required = true,
                            paramLabel = "FILE",
                            description = "The ONNX file; must not exist.")
                    Path target)
            throws IOException {
        TensorFile file = file(name);
        var model = new Policies().read(file).toOnnx();
        file.metadata().forEach(model::word);
        if (Files.exists(target)) {
            throw new InputException("--out " + target + " exists; name another file");
        }
        PolicyFiles.write(model.toBytes(), target);
        out().printf("%s: inputs and outputs are named as in docs/learning.md%n", target);
        return 0;
    }

    @Command(
            name = "evaluate",
            mixinStandardHelpOptions = true,
            description =
                    "Play a policy beside rules and MPC on a study's test seeds, with a report.")
    int evaluate(
            @Parameters(paramLabel = "ID|FILE", description = "A built-in policy or a file.")
                    String name,
            @Option(
                            names = "--study",
                            paramLabel = "NAME|FILE",
                            description = "Where; default: the study that it was trained for.")
                    @Nullable String where,
            @Option(
                            names = "--controllers",
                            split = ",",
                            paramLabel = "ID",
                            description = "Whom to compare with.")
                    @Nullable List<String> others,
            @Option(names = "--seeds", paramLabel = "N", description = "Play seeds 1 to N.")
                    @Nullable Integer seeds,
            @Option(names = "--threads", paramLabel = "N", description = "Default: one per core.")
                    @Nullable Integer threads,
            @Option(
                            names = "--out",
                            paramLabel = "DIR",
                            description = "Folder; default: out/policy/<study>.")
                    @Nullable Path folder,
            @Option(names = "--overwrite", description = "Replace other results in the folder.")
                    boolean overwrite) {
        TensorFile file = file(name);
        String named = where != null ? where : file.word("evenflow.study");
        boolean isDispatch = EconomicReader.isMeant(named);
        var ids = new ArrayList<String>();
        ids.add(isBuiltIn(name) ? name : PREFIX + name);
        ids.addAll(others != null ? others : isDispatch ? DispatchLesson.OTHERS : OTHERS);
        int workers =
                threads == null ? Runtime.getRuntime().availableProcessors() : Math.max(1, threads);
        if (isDispatch) {
            var study = EconomicReader.named(named).withMethods(ids);
            study = study.withVariants(List.of(DispatchLesson.variant(file)));
            dispatch(seeds == null ? study : study.withSeeds(seeds), workers, folder, overwrite);
            return 0;
        }
        Study study = StudyReader.named(named).withControllers(ids);
        study = seeds == null ? study : study.withSeeds(Math.max(1, seeds));
        Path target = folder != null ? folder : Path.of("out", "policy", study.id());
        StudyResult result =
                new StudyRunner(study, campaign(workers)).run(target, overwrite, command());
        StudyWriter.verdict(result).forEach(out()::println);
        out().printf(
                        "%d runs in %.1f s; report: %s%n",
                        result.runs().size(), result.wallSeconds(), target.resolve("report.html"));
        return 0;
    }

    private void dispatch(
            EconomicStudy study, int workers, @Nullable Path folder, boolean overwrite) {
        Path target = folder != null ? folder : Path.of("out", "policy", study.id());
        var runner = new EconomicRunner(study, campaign(workers));
        var result = runner.run(target, overwrite, command());
        runner.lines().forEach(out()::println);
        out().printf(
                        "%d decisions in %.1f s; report: %s%n",
                        result.rows().size(), result.wallSeconds(), target.resolve("report.html"));
    }

    private static Campaign campaign(int workers) {
        return new Campaign(
                new LocalRunner(workers),
                new TerminalProgress(System.err, isTerminal(), System::nanoTime),
                System::nanoTime);
    }

    private static boolean isTerminal() {
        return System.console() != null && System.console().isTerminal();
    }

    /** As the user typed it. */
    private String command() {
        var line = Objects.requireNonNull(spec).commandLine().getParent();
        return "evenflow " + String.join(" ", line.getParseResult().originalArgs());
    }

    private static boolean isBuiltIn(String name) {
        return new PolicyControllers().ids().contains(name);
    }

    private static TensorFile file(String name) {
        if (isBuiltIn(name)) {
            return new PolicyControllers().file(name);
        }
        if (!Files.exists(Path.of(name))) {
            throw InputException.unknown("policy", name, new PolicyControllers().ids())
                    .at("and there is no such file");
        }
        return PolicyFiles.read(Path.of(name));
    }

    private PrintWriter out() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }
}
