package org.evenflow.experiment.training;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.evenflow.data.scenario.StudyReader;
import org.evenflow.experiment.Processor;
import org.evenflow.experiment.Release;
import org.evenflow.experiment.ScenarioKeys;
import org.evenflow.learn.Policies;
import org.evenflow.learn.Policy;
import org.evenflow.learn.PolicyFiles;
import org.evenflow.learn.TensorFile;
import org.evenflow.learn.TrainerProvider;
import org.evenflow.learn.charging.Reward;
import org.evenflow.learn.charging.RewardTerm;
import org.evenflow.learn.charging.WorldDesign;

/**
 * How a charging policy was made, as its file says: enough to train it again with the same bits on
 * the same kind of processor, by the same version of the program. Of policies of built-in studies.
 */
public final class Recipe {
    /** Begins every word of a recipe in a file. */
    static final String PREFIX = "recipe.";

    /** Which Evenflow trained a policy. */
    public static final String PROGRAM = PREFIX + "evenflow";

    /** On what kind of processor. */
    public static final String PROCESSOR = PREFIX + "processor";

    private static final int USUAL_DAYS = 10;

    private final TensorFile file;
    private final TrainingPlan plan;
    private final ChargingLesson lesson;

    /** Reads the recipe of a policy's file. */
    public Recipe(TensorFile file, LongSupplier nanoClock) {
        this.file = file;
        String algorithm = file.word(Policies.ALGORITHM);
        String set = word("set", "none");
        var keys = set.equals("none") ? List.<String>of() : Arrays.asList(set.split("; "));
        var warmStart = warmStart();
        plan =
                new TrainingPlan(
                        file.word("evenflow.study"),
                        algorithm,
                        settings(algorithm),
                        1,
                        0,
                        warmStart,
                        keys);
        lesson =
                new ChargingLesson(
                        ScenarioKeys.set(StudyReader.named(plan.study()), keys),
                        Integer.parseInt(word("validation_days", Integer.toString(USUAL_DAYS))),
                        WorldDesign.read(file),
                        reward(),
                        warmStart.teachers(),
                        nanoClock);
    }

    /** What the recipe says by the machine and program that run now. */
    static Map<String, String> present() {
        var words = new LinkedHashMap<String, String>();
        words.put(PROGRAM, Release.number() + " " + Release.commit());
        words.put(PROCESSOR, Processor.kind());
        return words;
    }

    /**
     * Whether the file says which Evenflow trained it; those of before that was recorded do not.
     */
    public boolean isOfKnownProgram() {
        return file.metadata().containsKey(PROGRAM);
    }

    /** Whether it was trained on this kind of processor. */
    public boolean isOfThisProcessor() {
        return Processor.kind().equals(file.metadata().get(PROCESSOR));
    }

    /** Agent-steps after which the policy was kept. */
    public long agentSteps() {
        return Long.parseLong(file.word(PREFIX + "agent_steps"));
    }

    /**
     * Trains again until the policy was kept.
     *
     * @param folder for checkpoints, is there and empty
     * @param threads at least 1; no bit depends on it
     * @return the policy's file, which names program and processor of the given one, so that equal
     *     trainings have equal bytes
     */
    public TensorFile replay(Path folder, int threads, LongSupplier nanoClock) {
        long seed = Long.parseLong(file.word(PREFIX + "seed"));
        var task =
                new TrainerProvider.Task(
                        lesson.worlds(),
                        seed,
                        threads,
                        nanoClock,
                        plan.warmStart().policy(),
                        plan.warmStart().cloneEpisodes());
        new SeedTraining(plan, lesson, folder, task, () -> {}).run(agentSteps());
        TensorFile again = PolicyFiles.read(SeedTraining.best(folder, seed));
        for (String key : present().keySet()) {
            String said = file.metadata().get(key);
            if (said != null) {
                again.metadata().put(key, said);
            }
        }
        String algorithm = file.word(Policies.ALGORITHM);
        for (var setting : new Policies().provider(algorithm).settings(algorithm)) {
            String key = PREFIX + setting.name();
            if (!file.metadata().containsKey(key)) {
                again.metadata().remove(key); // younger than the file, at its usual value
            }
        }
        return again;
    }

    /** Mean total cost of a policy's file on the validation days of the recipe. */
    public double cost(TensorFile other) {
        Policy policy = new Policies().read(other);
        return lesson.validate(policy).measure();
    }

    private String word(String key, String otherwise) {
        return file.metadata().getOrDefault(PREFIX + key, otherwise);
    }

    private WarmStart warmStart() {
        String name = word("warm_start", "none");
        String episodes = file.metadata().get(PREFIX + "clone_episodes");
        return name.equals("none")
                ? WarmStart.NONE
                : WarmStart.of(name, episodes == null ? null : Integer.valueOf(episodes));
    }

    private Map<String, String> settings(String algorithm) {
        var given = new LinkedHashMap<String, String>();
        for (var setting : new Policies().provider(algorithm).settings(algorithm)) {
            String value = file.metadata().get(PREFIX + setting.name());
            if (value != null) {
                given.put(setting.name(), value);
            }
        }
        return given;
    }

    /** Weights as {@code 1.0 energy_cost + 0.0 demand_charge}, shaped with the discount. */
    private Reward reward() {
        var weights = new EnumMap<RewardTerm, Double>(RewardTerm.class);
        for (String part : file.word(PREFIX + "reward").split(" \\+ ")) {
            String[] sides = part.split(" ");
            weights.put(RewardTerms.named(sides[1]), Double.valueOf(sides[0]));
        }
        return new Reward(weights, Double.parseDouble(file.word(PREFIX + "gamma")));
    }
}
