package org.evenflow.app.study;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.evenflow.data.scenario.Study;
import org.evenflow.data.scenario.StudyReader;
import org.evenflow.experiment.LocalRunner;
import org.evenflow.experiment.study.StudyOptions;
import org.evenflow.experiment.study.TuningRunner;
import org.evenflow.model.InputException;
import org.evenflow.report.tuning.TuningResult;
import org.evenflow.report.tuning.TuningWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code evenflow tune}: the settings of a controller that suit a site. */
@Command(
        name = "tune",
        mixinStandardHelpOptions = true,
        description =
                "Search the settings of a controller that suit a site, on validation seeds that its study never plays.",
        footer = {
            "",
            "Examples:",
            "  evenflow tune quickstart",
            "  evenflow tune my-site.yaml --count 50 --seeds 5",
            "  evenflow tune workplace --controller time_of_use",
            "  evenflow tune depot --vary blocks=6,10,20 --vary carbon_price=0,0.05,0.1"
        })
public final class TuneCommand implements Callable<Integer> {
    private static final int MOST_VARIANTS = 10_000;
    private static final int MOST_SEEDS = 1_000;

    @Parameters(
            paramLabel = "NAME|FILE",
            description =
                    "A built-in study (see 'scenario list') or a study or scenario file (YAML).")
    private String study = "";

    @Option(
            names = "--controller",
            paramLabel = "ID",
            description =
                    "Whose settings; those in its brackets stay as they are. Default: ${DEFAULT-VALUE}.")
    private String controller = "mpc";

    @Option(
            names = "--vary",
            paramLabel = "S=V1,V2,...",
            description =
                    "A setting with the values to try, may be given several times; default: all that are usually tried.")
    private List<String> vary = new ArrayList<>();

    @Option(
            names = "--count",
            paramLabel = "N",
            description =
                    "How many variants at most, drawn at random where there are more. Default: ${DEFAULT-VALUE}.")
    private int count = 200;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            description = "How many validation seeds at most. Default: ${DEFAULT-VALUE}.")
    private int seeds = 10;

    @Option(
            names = "--variants",
            paramLabel = "ID",
            description = "Which of the study's worlds, where it has several.")
    private @Nullable String world;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description =
                    "Give a key of the scenario another value; KEY is a path such as sessions.vehicles or plants[*].kwp.")
    private List<String> settings = new ArrayList<>();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder for the results; default: out/tune/<study>-<controller>.")
    private @Nullable Path out;

    @Mixin private Workers workers = new Workers();

    @Option(
            names = "--overwrite",
            description = "Replace results of another configuration in the output folder.")
    private boolean overwrite;

    @Option(names = "--json", description = "Print the summary as JSON instead of text.")
    private boolean json;

    @Spec private @Nullable CommandSpec spec;

    /** For picocli. */
    public TuneCommand() {}

    @Override
    public Integer call() throws IOException {
        StudyCommand.atLeastOne("--count", count, MOST_VARIANTS);
        StudyCommand.atLeastOne("--seeds", seeds, MOST_SEEDS);
        Study chosen =
                StudyOptions.apply(
                        StudyReader.named(study),
                        settings,
                        null,
                        world == null ? null : List.of(world));
        try (var place = new LocalRunner(workers.count())) {
            var runner =
                    new TuningRunner(
                            chosen,
                            StudyCommand.campaign(place),
                            controller,
                            varied(),
                            count,
                            seeds);
            Path folder = out != null ? out : Path.of("out", "tune", folder(chosen));
            var result =
                    runner.run(
                            folder,
                            overwrite,
                            StudyCommand.command(Objects.requireNonNull(spec)),
                            this::measuring);
            print(result, folder);
        }
        return 0;
    }

    private String folder(Study chosen) {
        String bare = controller.replaceAll("\\[.*", "");
        return chosen.id() + (world == null ? "" : "-" + world) + "-" + bare;
    }

    private Map<String, List<String>> varied() {
        var named = new LinkedHashMap<String, List<String>>();
        for (String text : vary) {
            int equals = text.indexOf('=');
            if (equals < 1 || equals == text.length() - 1) {
                throw new InputException("--vary must be SETTING=V1,V2,..., is '" + text + "'");
            }
            String name = text.substring(0, equals).strip();
            var values =
                    Arrays.stream(text.substring(equals + 1).split(",", -1))
                            .map(String::strip)
                            .toList();
            if (named.put(name, values) != null) {
                throw new InputException("--vary must name a setting once, has " + name + " twice");
            }
        }
        return named;
    }

    /** The command that plays controllers on the study's own seeds, with the same world. */
    private String measuring(String ids) {
        var words = new ArrayList<>(List.of("./evenflow study", study));
        if (world != null) {
            words.addAll(List.of("--variants", world));
        }
        settings.forEach(setting -> words.addAll(List.of("--set", "'" + setting + "'")));
        words.addAll(List.of("--seeds 10 --controllers", "'" + ids + "'"));
        return String.join(" ", words);
    }

    private void print(TuningResult result, Path folder) throws IOException {
        var output = Objects.requireNonNull(spec).commandLine().getOut();
        if (json) {
            var summary =
                    (ObjectNode)
                            new ObjectMapper().readTree(folder.resolve("summary.json").toFile());
            output.println(summary.put("folder", folder.toString()).toPrettyString());
        } else {
            TuningWriter.verdict(result).forEach(output::println);
            output.printf(
                    "%d variants in %.1f s; report: %s%n",
                    result.variants().size(), result.wallSeconds(), folder.resolve("report.html"));
        }
    }
}
