package org.evenflow.experiment.training;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.evenflow.control.Settings;
import org.evenflow.learn.Policies;
import org.evenflow.learn.TrainerProvider;

/**
 * What is trained and how.
 *
 * @param study name or file
 * @param algorithm id
 * @param given settings that differ from the usual ones, as users write them
 * @param seeds how many trainings, with seeds 1 to this
 * @param patience validations without a better one after which a seed ends; 0 for never
 * @param warmStart what it begins with
 * @param keys of the scenario that get other values, {@code KEY=VALUE} each
 */
public record TrainingPlan(
        String study,
        String algorithm,
        Map<String, String> given,
        int seeds,
        int patience,
        WarmStart warmStart,
        List<String> keys) {
    /** Most seeds of one training. */
    public static final int MOST_SEEDS = 1000;

    /** A policy is judged so many times over a training. */
    public static final int VALIDATIONS = 40;

    /** The setting that says how long a training is. */
    public static final String STEPS = "total_steps";

    /** Who makes the trainers. */
    public TrainerProvider provider() {
        return new Policies().provider(algorithm);
    }

    /** All settings with their values. */
    public Settings settings() {
        return Settings.of("algorithm " + algorithm, provider().settings(algorithm), given);
    }

    /** Agent-steps that each seed plays. */
    long steps() {
        return (long) settings().number(STEPS);
    }

    /** The seeds. */
    List<Long> seedNumbers() {
        return LongStream.rangeClosed(1, seeds).boxed().toList();
    }

    /** Every setting as it is, for files and pages. */
    Map<String, String> described() {
        return settings().texts();
    }

    /** What a policy's file says of its training, by key. */
    Map<String, String> recipe() {
        var recipe = new LinkedHashMap<>(warmStart.words());
        recipe.put("set", keys.isEmpty() ? "none" : String.join("; ", keys));
        recipe.putAll(described());
        return recipe;
    }

    /** What makes the training repeatable, but for the world. */
    String configuration() {
        var text = new StringBuilder();
        text.append("train: ").append(study).append('\n');
        text.append("algorithm: ").append(algorithm).append('\n');
        text.append("seeds: ").append(seeds).append('\n');
        text.append("patience: ").append(patience).append('\n');
        warmStart
                .words()
                .forEach((key, word) -> text.append(key).append(": ").append(word).append('\n'));
        text.append("settings:\n");
        described()
                .forEach(
                        (name, value) ->
                                text.append("  ")
                                        .append(name)
                                        .append(": ")
                                        .append(value)
                                        .append('\n'));
        return text.toString();
    }
}
