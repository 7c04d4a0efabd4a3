package org.evenflow.data.scenario;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.evenflow.data.YamlFile;
import org.evenflow.data.YamlNode;
import org.evenflow.model.InputException;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code study.yaml}: a scenario (by name, by file or in place), controllers, seeds and
 * output. A scenario's own file is a study too: all controllers, ten seeds.
 */
public final class StudyReader {
    private static final int USUAL_SEEDS = 10;
    private static final int MOST_SEEDS = 100_000;

    private static final List<String> BUILT_IN = List.of("urban-feeder");
    private static final String WORLD = "a name, a file, or a scenario in place";
    private static final String[] KEYS = {
        "study",
        "title",
        "scenario",
        "variants",
        "sweep",
        "claims",
        "controllers",
        "seeds",
        "chosen_seed",
        "bound_s",
        "validation_seeds",
        "out"
    };
    private static final String[] VARIANT_KEYS = {"id", "title", "optional", "scenario", "set"};

    private StudyReader() {}

    /**
     * The study of a file.
     *
     * @throws InputException where the file or anything it names is missing or wrong
     */
    public static Study read(Path file) {
        return study(() -> YamlFile.read(file));
    }

    /**
     * The study that comes with Evenflow under this name: one of its own, or that of the scenario
     * of the same name.
     *
     * @throws InputException where there is none of that id
     */
    public static Study builtIn(String id) {
        return BUILT_IN.contains(id)
                ? study(() -> Resources.yaml("studies", id))
                : ofScenario(ScenarioDocument.of(() -> ScenarioReader.builtInDocument(id)));
    }

    /** The built-in study of a name, else the study of a file. */
    public static Study named(String nameOrFile) {
        boolean builtIn =
                BUILT_IN.contains(nameOrFile) || ScenarioReader.builtIns().containsKey(nameOrFile);
        boolean file = looksLikeFile(nameOrFile) || Files.isRegularFile(Path.of(nameOrFile));
        return file && !builtIn ? read(Path.of(nameOrFile)) : builtIn(nameOrFile);
    }

    private static boolean looksLikeFile(String name) {
        return name.endsWith(".yaml") || name.endsWith(".yml") || name.contains("/");
    }

    private static Study study(Supplier<YamlNode> source) {
        YamlNode root = source.get();
        if (!root.names().has("study")) {
            return ofScenario(ScenarioDocument.of(source));
        }
        var map = root.map(KEYS);
        String id = map.text("study", "the study's id");
        var document =
                document(
                        map.need("scenario", WORLD),
                        () -> source.get().map(KEYS).need("scenario", WORLD));
        var scenario = document.load();
        var variants = variants(map.find("variants"), document, source);
        var sweep = sweep(map.find("sweep"));
        String claims = map.textOrNull("claims", "the name of built-in claims, or a file");
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
        double boundS = map.number("bound_s", Extent.USUAL_BOUND_S);
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
                                scenario.resolved(),
                                document,
                                new Extent(
                                        variants,
                                        sweep,
                                        claimsOf(claims, folder),
                                        boundS,
                                        validationSeeds(map.find("validation_seeds")))));
    }

    private static int validationSeeds(@Nullable YamlNode node) {
        return node == null ? Extent.AS_MANY : node.whole(0, MOST_SEEDS);
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

    private static Extent.@Nullable Sweep sweep(@Nullable YamlNode node) {
        if (node == null) {
            return null;
        }
        var map = node.map("key", "values");
        String key = map.text("key", "a key path of the scenario, or a setting of controllers");
        var values =
                map.need("values", "a list of values").list("a list of values").stream()
                        .map(value -> value.text("a value"))
                        .toList();
        return node.build(() -> new Extent.Sweep(key, values));
    }

    /** A file of claims by its whole name; the id of built-in ones as it is. */
    private static @Nullable String claimsOf(@Nullable String claims, @Nullable Path folder) {
        return claims == null || folder == null || !looksLikeFile(claims)
                ? claims
                : folder.resolve(claims).normalize().toAbsolutePath().toString();
    }

    private static List<Extent.Variant> variants(
            @Nullable YamlNode node, ScenarioDocument base, Supplier<YamlNode> source) {
        var variants = new ArrayList<Extent.Variant>();
        if (node == null) {
            return variants;
        }
        for (YamlNode element : node.list("a list of {id, set} or {id, scenario}")) {
            int position = variants.size();
            var map = element.map(VARIANT_KEYS);
            String id = map.text("id", "an id");
            String title = map.text("title", "one line of text", id);
            boolean isOptional =
                    map.choice("optional", List.of("true", "false"), "false").equals("true");
            YamlNode own = map.find("scenario");
            var world = own == null ? base : document(own, () -> variant(source.get(), position));
            YamlNode set = map.find("set");
            var changed = set == null ? world : world.with(set.names());
            variants.add(element.build(() -> new Extent.Variant(id, title, isOptional, changed)));
        }
        return variants;
    }

    /** The scenario of a variant in a document that was opened anew. */
    private static YamlNode variant(YamlNode root, int position) {
        var list = root.map(KEYS).need("variants", "a list").list("a list");
        return list.get(position).map(VARIANT_KEYS).need("scenario", WORLD);
    }

    /**
     * The document that a value names or is.
     *
     * @param again the same value in a document that was opened anew
     */
    private static ScenarioDocument document(YamlNode node, Supplier<YamlNode> again) {
        if (node.isMap()) {
            return ScenarioDocument.of(again);
        }
        String name = node.text(WORLD);
        if (!ScenarioReader.builtIns().containsKey(name) && looksLikeFile(name)) {
            Path path = node.path("the name of a scenario file");
            return ScenarioDocument.of(() -> YamlFile.read(path));
        }
        return ScenarioDocument.of(() -> node.build(() -> ScenarioReader.builtInDocument(name)));
    }

    private static Study ofScenario(ScenarioDocument document) {
        ScenarioFile file = document.load();
        var scenario = file.scenario();
        return new Study(
                scenario.id(),
                scenario.title(),
                scenario,
                List.of(),
                firstSeeds(USUAL_SEEDS),
                1,
                null,
                file.resolved(),
                document,
                Extent.NONE);
    }
}
