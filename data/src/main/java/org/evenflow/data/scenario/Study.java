package org.evenflow.data.scenario;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.evenflow.data.YamlFile;
import org.evenflow.model.InputException;
import org.evenflow.model.scenario.Scenario;
import org.jspecify.annotations.Nullable;

/**
 * What to run: a scenario under some controllers with some seeds.
 *
 * @param id name
 * @param title one line, for people
 * @param scenario the world
 * @param controllers ids in the order of reports; empty for all there are
 * @param seeds at least one, each once
 * @param chosenSeed the seed whose episodes are recorded in full; one of the seeds
 * @param out folder for the results, or null where the file names none
 * @param resolvedScenario the scenario's document with every default, as {@link #resolvedYaml}
 *     writes it
 * @param document the scenario's document, from which worlds with other values are made
 * @param extent what is played beyond the scenario alone
 */
public record Study(
        String id,
        String title,
        Scenario scenario,
        List<String> controllers,
        List<Long> seeds,
        long chosenSeed,
        @Nullable Path out,
        Map<String, Object> resolvedScenario,
        ScenarioDocument document,
        Extent extent) {
    public Study {
        controllers = List.copyOf(controllers);
        seeds = List.copyOf(seeds);
        unique("controllers", controllers);
        unique("seeds", seeds);
        if (seeds.isEmpty()) {
            throw new InputException("study " + id + ": seeds must be at least one, are none");
        }
        if (!seeds.contains(chosenSeed)) {
            throw new InputException(
                    "study "
                            + id
                            + ": chosen_seed must be one of the seeds "
                            + seeds
                            + ", is "
                            + chosenSeed);
        }
    }

    private static void unique(String what, List<?> values) {
        if (values.stream().distinct().count() < values.size()) {
            throw new InputException("study: " + what + " must differ, are " + values);
        }
    }

    /** The same study under other controllers. */
    public Study withControllers(List<String> others) {
        return new Study(
                id,
                title,
                scenario,
                others,
                seeds,
                chosenSeed,
                out,
                resolvedScenario,
                document,
                extent);
    }

    /** The same study with seeds 1 to {@code count}; the chosen seed stays if it is among them. */
    public Study withSeeds(int count) {
        var numbers = StudyReader.firstSeeds(count);
        long chosen = numbers.contains(chosenSeed) || numbers.isEmpty() ? chosenSeed : 1;
        return new Study(
                id,
                title,
                scenario,
                controllers,
                numbers,
                chosen,
                out,
                resolvedScenario,
                document,
                extent);
    }

    /** The same study of another extent. */
    public Study withExtent(Extent other) {
        return new Study(
                id,
                title,
                scenario,
                controllers,
                seeds,
                chosenSeed,
                out,
                resolvedScenario,
                document,
                other);
    }

    /**
     * The study of one world alone: its controllers and seeds under another document.
     *
     * @param world title of the world
     * @throws InputException where the document is wrong
     */
    public Study in(String world, ScenarioDocument other) {
        ScenarioFile file = other.load();
        return new Study(
                id,
                world,
                file.scenario(),
                controllers,
                seeds,
                chosenSeed,
                out,
                file.resolved(),
                other,
                Extent.NONE
                        .withBound(extent.boundS())
                        .withValidationSeeds(extent.validationSeeds()));
    }

    /**
     * The study as YAML with every default written out and files by absolute name and SHA-256.
     * Reading it again gives the same study.
     */
    public String resolvedYaml() {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("study", id);
        tree.put("title", title);
        if (!controllers.isEmpty()) {
            tree.put("controllers", controllers);
        }
        tree.put("seeds", seeds);
        tree.put("chosen_seed", chosenSeed);
        tree.put("bound_s", extent.boundS());
        tree.put("validation_seeds", extent.validationSeeds(seeds.size()));
        if (extent.claims() != null) {
            tree.put("claims", extent.claims());
        }
        var sweep = extent.sweep();
        if (sweep != null) {
            tree.put("sweep", ScenarioVehicles.pair("key", sweep.key(), "values", sweep.values()));
        }
        tree.put("scenario", resolvedScenario);
        if (!extent.variants().isEmpty()) {
            tree.put("variants", extent.variants().stream().map(Study::resolved).toList());
        }
        return YamlFile.write(tree);
    }

    private static Map<String, Object> resolved(Extent.Variant variant) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("id", variant.id());
        tree.put("title", variant.title());
        tree.put("optional", variant.isOptional());
        tree.put("scenario", variant.document().load().resolved());
        return tree;
    }
}
