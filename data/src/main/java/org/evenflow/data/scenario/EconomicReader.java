package org.evenflow.data.scenario;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.evenflow.data.YamlFile;
import org.evenflow.data.YamlMap;
import org.evenflow.data.YamlNode;
import org.evenflow.data.scenario.EconomicStudy.Claim;
import org.evenflow.model.ChargerGroups.Day;
import org.evenflow.model.ChargerGroups.Ranges;
import org.evenflow.model.ChargerGroups.State;
import org.evenflow.model.ChargerGroups.Variant;
import org.jspecify.annotations.Nullable;

/**
 * Reads studies of economic dispatch: a file whose first key is {@code dispatch} is a world, one
 * with {@code study} and {@code dispatch} names a world, by name, file or in place, with methods
 * and seeds. Whatever is wrong stops the reading with key path, value, what is allowed and {@code
 * (file:line)}.
 */
public final class EconomicReader {
    private static final List<String> BUILT_IN = List.of("heterogeneous-stations");
    private static final int USUAL_SEEDS = 10;
    private static final int MOST_SEEDS = 100_000;
    private static final int USUAL_STATES = 100;
    private static final int MOST_STATES = 1_000_000;
    private static final List<Variant> USUAL_VARIANTS = List.of(Variant.CONVEX, Variant.NON_CONVEX);

    private EconomicReader() {}

    /** Titles of the worlds that come with Evenflow, by id. */
    public static Map<String, String> builtIns() {
        var titles = new LinkedHashMap<String, String>();
        for (String id : BUILT_IN) {
            titles.put(id, builtInDocument(id).names().text("title", "text"));
        }
        return titles;
    }

    /**
     * Whether a name is that of a built-in world, or a file that holds a study of economic
     * dispatch.
     *
     * @throws org.evenflow.model.InputException where it is a file that cannot be read
     */
    public static boolean isMeant(String nameOrFile) {
        if (BUILT_IN.contains(nameOrFile)) {
            return true;
        }
        Path file = Path.of(nameOrFile);
        return Files.isRegularFile(file) && YamlFile.read(file).names().has("dispatch");
    }

    /** The study of a built-in name, else of a file. */
    public static EconomicStudy named(String nameOrFile) {
        return study(
                BUILT_IN.contains(nameOrFile)
                        ? builtInDocument(nameOrFile)
                        : YamlFile.read(Path.of(nameOrFile)));
    }

    private static YamlNode builtInDocument(String id) {
        return Resources.yaml("dispatch", id);
    }

    private static EconomicStudy study(YamlNode root) {
        if (!root.names().has("study")) {
            return of(root, root, null);
        }
        var map =
                root.map(
                        "study",
                        "title",
                        "variants",
                        "methods",
                        "seeds",
                        "states_per_seed",
                        "dispatch",
                        "out");
        YamlNode node = map.need("dispatch", "a name, a file, or a world in place");
        if (node.isMap()) {
            return of(root, node, map);
        }
        String name = node.text("a name, a file, or a world in place");
        return of(
                root,
                BUILT_IN.contains(name)
                        ? builtInDocument(name)
                        : YamlFile.read(node.path("a built-in world or the name of a file")),
                map);
    }

    /** The study of a world, with what a study file says about it where there is one. */
    private static EconomicStudy of(YamlNode root, YamlNode node, @Nullable YamlMap map) {
        var world = new EconomicWorld(node);
        var groups = world.groups();
        State published = world.published(groups);
        Ranges ranges = world.ranges(groups);
        Day day = world.day(groups);
        List<Claim> claims = world.claims();
        List<Variant> variants = variants(map);
        if (published != null) {
            variants.forEach(variant -> world.checkPublished(groups, published, variant));
        }
        String id = map == null ? groups.id() : map.text("study", "the study's id");
        String title =
                map == null
                        ? groups.title()
                        : map.text("title", "one line of text", groups.title());
        YamlNode seeds = map == null ? null : map.find("seeds");
        String out = map == null ? null : map.textOrNull("out", "a folder");
        Path folder = root.file().folder();
        return root.build(
                () ->
                        new EconomicStudy(
                                id,
                                title,
                                groups,
                                published,
                                ranges,
                                day,
                                claims,
                                variants,
                                map == null ? List.of() : words(map.find("methods")),
                                seeds == null
                                        ? StudyReader.firstSeeds(USUAL_SEEDS)
                                        : StudyReader.seeds(seeds),
                                map == null
                                        ? USUAL_STATES
                                        : map.whole(
                                                "states_per_seed", 1, MOST_STATES, USUAL_STATES),
                                out == null
                                        ? null
                                        : folder == null ? Path.of(out) : folder.resolve(out),
                                world.resolved()));
    }

    private static List<Variant> variants(@Nullable YamlMap map) {
        YamlNode node = map == null ? null : map.find("variants");
        if (node == null) {
            return USUAL_VARIANTS;
        }
        List<String> words = Stream.of(Variant.values()).map(Variant::label).toList();
        return node.list("a list of variants").stream()
                .map(n -> Variant.values()[words.indexOf(n.choice(words))])
                .toList();
    }

    private static List<String> words(@Nullable YamlNode node) {
        return node == null
                ? List.of()
                : node.list("a list of methods").stream().map(n -> n.text("a method")).toList();
    }
}
