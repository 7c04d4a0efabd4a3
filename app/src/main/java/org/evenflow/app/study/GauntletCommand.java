package org.evenflow.app.study;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.evenflow.data.scenario.Gauntlet;
import org.evenflow.data.scenario.Study;
import org.evenflow.experiment.Controllers;
import org.evenflow.experiment.LocalRunner;
import org.evenflow.experiment.study.GauntletRunner;
import org.evenflow.report.gauntlet.GauntletResult;
import org.evenflow.report.gauntlet.GauntletWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code evenflow gauntlet}: controllers in twelve worlds that nobody tunes on. */
@Command(
        name = "gauntlet",
        mixinStandardHelpOptions = true,
        description =
                "Play controllers in twelve frozen worlds that nobody trains or tunes on, and rank them.",
        footer = {
            "",
            "Examples:",
            "  evenflow gauntlet",
            "  evenflow gauntlet --controllers time_of_use,mpc,mpc[wear_segments=3]",
            "  evenflow gauntlet --jar mine.jar",
            "  evenflow gauntlet --worlds lv-street,van-fleet-week --seeds 2    (a quick look)"
        })
public final class GauntletCommand implements Callable<Integer> {
    @Option(
            names = "--controllers",
            split = ",(?![^\\[]*\\])",
            splitSynopsisLabel = ",",
            paramLabel = "ID",
            description =
                    "Only these controllers, in this order, with settings in brackets; default: rules, mpc, and what --jar brings.")
    private @Nullable List<String> controllers;

    @Option(
            names = "--jar",
            paramLabel = "FILE",
            description = "Enter the controllers of a jar; may be given several times.")
    private List<Path> jars = new ArrayList<>();

    @Option(
            names = "--worlds",
            split = ",",
            paramLabel = "ID",
            description = "Only these worlds: a quick look, not the gauntlet.")
    private @Nullable List<String> worlds;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            description = "Only the first N of its ten seeds: a quick look, not the gauntlet.")
    private @Nullable Integer seeds;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder for the results; default: out/gauntlet.")
    private Path out = Path.of("out", "gauntlet");

    @Mixin private Workers workers = new Workers();

    @Option(
            names = "--overwrite",
            description = "Replace results of another configuration in the output folder.")
    private boolean overwrite;

    @Option(names = "--json", description = "Print the leaderboard as JSON instead of text.")
    private boolean json;

    @Spec private @Nullable CommandSpec spec;

    /** For picocli. */
    public GauntletCommand() {}

    @Override
    public Integer call() throws IOException {
        var known = new Controllers();
        var field = new ArrayList<>(controllers == null ? GauntletRunner.USUAL : controllers);
        for (Path file : jars) {
            var jar = ControllerJar.open(file);
            known = known.with(jar.description(), jar.providers());
            if (controllers == null) {
                field.addAll(jar.ids());
            }
        }
        try (var place = new LocalRunner(workers.count())) {
            var runner = new GauntletRunner(study(field), StudyCommand.campaign(place), known);
            var result =
                    runner.run(out, overwrite, StudyCommand.command(Objects.requireNonNull(spec)));
            print(result);
        }
        return 0;
    }

    private Study study(List<String> field) {
        int most = Gauntlet.seeds().size();
        int count = seeds == null ? most : StudyCommand.atLeastOne("--seeds", seeds, most);
        return Gauntlet.study(
                worlds == null ? Gauntlet.worlds() : worlds, Gauntlet.seeds(count), field);
    }

    private void print(GauntletResult result) throws IOException {
        var output = Objects.requireNonNull(spec).commandLine().getOut();
        if (json) {
            var summary =
                    (ObjectNode) new ObjectMapper().readTree(out.resolve("summary.json").toFile());
            output.println(summary.put("folder", out.toString()).toPrettyString());
        } else {
            GauntletWriter.lines(result).forEach(output::println);
            output.printf(
                    "%d runs in %.1f s; report: %s%n",
                    result.runs(), result.wallSeconds(), out.resolve("report.html"));
        }
    }
}
