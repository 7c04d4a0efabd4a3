package org.evenflow.data.scenario;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.evenflow.data.YamlFile;
import org.evenflow.model.ChargerGroups;
import org.evenflow.model.ChargerGroups.Day;
import org.evenflow.model.ChargerGroups.Ranges;
import org.evenflow.model.ChargerGroups.State;
import org.evenflow.model.ChargerGroups.Variant;
import org.evenflow.model.InputException;
import org.jspecify.annotations.Nullable;

/**
 * A study of economic dispatch: groups of chargers, states, methods.
 *
 * @param id name
 * @param title one line, for people
 * @param world the groups
 * @param published a state that others published results of, or null
 * @param ranges where random states come from
 * @param day how states change over a day, or null
 * @param claims what others published
 * @param variants which rules hold; at least one
 * @param methods ids in the order of reports; empty for all there are
 * @param seeds at least one, each once
 * @param statesPerSeed random states that each seed draws
 * @param out folder for the results, or null where the file names none
 * @param resolvedWorld the world's document with every default
 */
public record EconomicStudy(
        String id,
        String title,
        ChargerGroups world,
        @Nullable State published,
        Ranges ranges,
        @Nullable Day day,
        List<Claim> claims,
        List<Variant> variants,
        List<String> methods,
        List<Long> seeds,
        int statesPerSeed,
        @Nullable Path out,
        Map<String, Object> resolvedWorld) {
    public EconomicStudy {
        claims = List.copyOf(claims);
        variants = List.copyOf(variants);
        methods = List.copyOf(methods);
        seeds = List.copyOf(seeds);
        unique("variants", variants);
        unique("methods", methods);
        unique("seeds", seeds);
        if (seeds.isEmpty()) {
            throw new InputException("study " + id + ": seeds must be at least one, are none");
        }
    }

    /**
     * Costs that a publication gives for one method.
     *
     * @param name the publication's
     * @param method our id for the same
     * @param stateCost at the published state
     * @param hourCost mean per hour of its day
     * @param isReference whether the publication takes this one as the optimum
     */
    public record Claim(
            String name, String method, double stateCost, double hourCost, boolean isReference) {}

    private static void unique(String what, List<?> values) {
        if (values.stream().distinct().count() < values.size()) {
            throw new InputException("study: " + what + " must differ, are " + values);
        }
    }

    /** The same study with other methods. */
    public EconomicStudy withMethods(List<String> others) {
        return with(variants, others, seeds);
    }

    /**
     * The same study in other variants.
     *
     * @throws InputException where a variant does not exist
     */
    public EconomicStudy withVariants(List<String> labels) {
        List<String> known = Stream.of(Variant.values()).map(Variant::label).toList();
        for (String label : labels) {
            if (!known.contains(label)) {
                throw InputException.unknown("variant", label, known);
            }
        }
        var chosen = labels.stream().map(l -> Variant.values()[known.indexOf(l)]).toList();
        return with(chosen, methods, seeds);
    }

    /** The same study with seeds 1 to {@code count}. */
    public EconomicStudy withSeeds(int count) {
        return with(variants, methods, StudyReader.firstSeeds(count));
    }

    private EconomicStudy with(List<Variant> variants, List<String> methods, List<Long> seeds) {
        return new EconomicStudy(
                id,
                title,
                world,
                published,
                ranges,
                day,
                claims,
                variants,
                methods,
                seeds,
                statesPerSeed,
                out,
                resolvedWorld);
    }

    /** The study as YAML with every default written out; reading it again gives the same study. */
    public String resolvedYaml() {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("study", id);
        tree.put("title", title);
        tree.put("variants", variants.stream().map(Variant::label).toList());
        if (!methods.isEmpty()) {
            tree.put("methods", methods);
        }
        tree.put("seeds", seeds);
        tree.put("states_per_seed", statesPerSeed);
        tree.put("dispatch", resolvedWorld);
        return YamlFile.write(tree);
    }
}
