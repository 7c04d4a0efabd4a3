package org.evenflow.data.scenario;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.evenflow.model.InputException;

/**
 * Reads {@code study.yaml}: a scenario (by name, by file or in place), controllers, seeds and
 * output. A scenario's own file is a study too: all controllers, ten seeds.
 */
public final class StudyReader {
    private static final int USUAL_SEEDS = 10;
    private static final int MOST_SEEDS = 100_000;

    private StudyReader() {}

    /**
     * The study of a file.
     *
     * @throws InputException where the file or anything it names is missing or wrong
     */
    public static Study read(Path file) {
        return study(YamlFile.read(file));
    }

    /**
     * The study that comes with Evenflow under this name: that of the scenario of the same name.
     *
     * @throws InputException where there is none of that id
     */
    public static Study builtIn(String id) {
        return ofScenario(ScenarioReader.load(ScenarioReader.builtInDocument(id)));
    }

    /** The built-in study of a name, else the study of a file. */
    public static Study named(String nameOrFile) {
        boolean builtIn = ScenarioReader.builtIns().containsKey(nameOrFile);
        boolean file = looksLikeFile(nameOrFile) || Files.isRegularFile(Path.of(nameOrFile));
        return file && !builtIn ? read(Path.of(nameOrFile)) : builtIn(nameOrFile);
    }

    private static boolean looksLikeFile(String name) {
        return name.endsWith(".yaml") || name.endsWith(".yml") || name.contains("/");
    }

    private static Study study(YamlNode root) {
        if (!root.names().has("study")) {
            return ofScenario(ScenarioReader.load(root));
        }
        var map =
                root.map(
                        "study", "title", "scenario", "controllers", "seeds", "chosen_seed", "out");
        String id = map.text("study", "the study's id");
        var scenario = scenario(map.need("scenario", "a name, a file, or a scenario in place"));
        String title = map.text("title", "one line of text", scenario.scenario().title());
        YamlNode names = map.find("controllers");
        var controllers =
                names == null
                        ? List.<String>of()
                        : names.list("a list of controllers").stream()
                                .map(n -> n.text("the id of a controller"))
                                .toList();
        YamlNode seedsNode = map.find("seeds");
        var seeds = seedsNode == null ? firstSeeds(USUAL_SEEDS) : seeds(seedsNode);
        long chosen = map.has("chosen_seed") ? (long) map.number("chosen_seed") : seeds.getFirst();
        String out = map.textOrNull("out", "a folder");
        Path folder = root.file().folder();
        Path outPath = out == null ? null : folder == null ? Path.of(out) : folder.resolve(out);
        return root.build(
                () ->
                        new Study(
                                id,
                                title,
                                scenario.scenario(),
                                controllers,
                                seeds,
                                chosen,
                                outPath,
                                scenario.resolved()));
    }

    static List<Long> seeds(YamlNode node) {
        if (!node.isList()) {
            return firstSeeds(node.whole(1, MOST_SEEDS));
        }
        var seeds = new ArrayList<Long>();
        for (YamlNode seed : node.list("a number of seeds, or a list of them")) {
            seeds.add((long) seed.whole(0, Integer.MAX_VALUE));
        }
        return seeds;
    }

    /** Seeds 1 to {@code count}. */
    static List<Long> firstSeeds(int count) {
        return LongStream.rangeClosed(1, count).boxed().toList();
    }

    private static ScenarioFile scenario(YamlNode node) {
        if (node.isMap()) {
            return ScenarioReader.load(node);
        }
        String name = node.text("a name, a file, or a scenario in place");
        if (ScenarioReader.builtIns().containsKey(name)) {
            return ScenarioReader.load(ScenarioReader.builtInDocument(name));
        }
        if (looksLikeFile(name)) {
            return ScenarioReader.load(YamlFile.read(node.path("the name of a scenario file")));
        }
        return node.build(() -> ScenarioReader.load(ScenarioReader.builtInDocument(name)));
    }

    private static Study ofScenario(ScenarioFile file) {
        var scenario = file.scenario();
        return new Study(
                scenario.id(),
                scenario.title(),
                scenario,
                List.of(),
                firstSeeds(USUAL_SEEDS),
                1,
                null,
                file.resolved());
    }
}
