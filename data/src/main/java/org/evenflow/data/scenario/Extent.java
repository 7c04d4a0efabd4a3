package org.evenflow.data.scenario;

import java.util.List;
import org.evenflow.model.InputException;
import org.jspecify.annotations.Nullable;

/**
 * What a study plays beyond its scenario alone, and what it is held against.
 *
 * @param variants worlds to play instead of the scenario; empty for that alone
 * @param sweep a key or setting to be varied; null for none
 * @param claims what was published: the id of a built-in resource or a file; null for nothing
 * @param boundS seconds that each solve for the best possible of a seed may take; 0 for a study
 *     that does without
 * @param validationSeeds seeds on which the best rule is chosen; {@value #AS_MANY} for as many as
 *     the study plays, 0 for a study that does without
 */
public record Extent(
        List<Variant> variants,
        @Nullable Sweep sweep,
        @Nullable String claims,
        double boundS,
        int validationSeeds) {
    /** Seconds for the best possible where nobody says otherwise. */
    public static final double USUAL_BOUND_S = 600;

    /** As many validation seeds as the study plays, where nobody says otherwise. */
    public static final int AS_MANY = -1;

    /** The scenario alone. */
    public static final Extent NONE = new Extent(List.of(), null, null, USUAL_BOUND_S, AS_MANY);

    private static final int MOST_VALIDATION_SEEDS = 1_000;

    public Extent {
        if (!(boundS >= 0 && boundS <= 86_400)) {
            throw new InputException(
                    "study: bound_s must be 0 (none) to 86400 seconds, is " + boundS);
        }
        if (validationSeeds < AS_MANY || validationSeeds > MOST_VALIDATION_SEEDS) {
            throw new InputException(
                    "study: validation_seeds must be 0 (none) to "
                            + MOST_VALIDATION_SEEDS
                            + ", is "
                            + validationSeeds);
        }
        variants = List.copyOf(variants);
        var ids = variants.stream().map(Variant::id).toList();
        if (ids.stream().distinct().count() < ids.size()) {
            throw new InputException("study: variants must differ, are " + ids);
        }
    }

    /** Whether there is one world, played for itself. */
    public boolean isSingle() {
        return variants.isEmpty() && sweep == null && claims == null;
    }

    /** The same with other variants. */
    public Extent withVariants(List<Variant> others) {
        return new Extent(others, sweep, claims, boundS, validationSeeds);
    }

    /** The same with another sweep. */
    public Extent withSweep(@Nullable Sweep other) {
        return new Extent(variants, other, claims, boundS, validationSeeds);
    }

    /** The same with other seconds for the best possible, 0 for none. */
    public Extent withBound(double seconds) {
        return new Extent(variants, sweep, claims, seconds, validationSeeds);
    }

    /** The same with other seeds to choose the best rule on, 0 for none. */
    public Extent withValidationSeeds(int count) {
        return new Extent(variants, sweep, claims, boundS, count);
    }

    /** How many seeds the best rule is chosen on where a study plays so many. */
    public int validationSeeds(int played) {
        return validationSeeds == AS_MANY
                ? Math.min(played, MOST_VALIDATION_SEEDS)
                : validationSeeds;
    }

    /**
     * One world of a study.
     *
     * @param id name of its folder, unique in the study
     * @param title one line, for people
     * @param isOptional whether it is played only when it is asked for
     * @param document its scenario
     */
    public record Variant(String id, String title, boolean isOptional, ScenarioDocument document) {
        public Variant {
            if (!id.matches("[\\w.=-]+")) {
                throw new InputException(
                        "variant id must be of letters, digits, '.', '-', '_' and '=', is '"
                                + id
                                + "'");
            }
        }
    }

    /**
     * Something that is varied.
     *
     * @param key key path of the scenario, or the name of a setting of controllers
     * @param values as they would stand in a document, at least one, each once
     */
    public record Sweep(String key, List<String> values) {
        public Sweep {
            values = List.copyOf(values);
            if (key.isBlank() || values.isEmpty() || values.stream().anyMatch(String::isBlank)) {
                throw new InputException(
                        "sweep must be a key and values, such as plant_scale=0.5,1,2; is '"
                                + key
                                + "="
                                + String.join(",", values)
                                + "'");
            }
            if (values.stream().distinct().count() < values.size()) {
                throw new InputException("sweep of " + key + ": values must differ, are " + values);
            }
        }
    }
}
