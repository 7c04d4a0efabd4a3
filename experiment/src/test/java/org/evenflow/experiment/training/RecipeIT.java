package org.evenflow.experiment.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.evenflow.data.scenario.StudyReader;
import org.evenflow.experiment.Processor;
import org.evenflow.experiment.Release;
import org.evenflow.experiment.ScenarioKeys;
import org.evenflow.learn.PolicyFiles;
import org.evenflow.learn.TensorFile;
import org.evenflow.learn.charging.Reward;
import org.evenflow.learn.charging.RewardTerm;
import org.evenflow.learn.charging.WorldDesign;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A policy's file is enough to make it again. */
class RecipeIT {
    private static final List<String> KEYS = List.of("plant_scale=0.5", "site_limit_kw=300");

    @TempDir private Path folder;

    /** A short training whose settings are none of the usual ones. */
    private TensorFile trained() {
        var plan =
                new TrainingPlan(
                        "quickstart",
                        "ppo",
                        Map.of(
                                "total_steps", "8000",
                                "steps_per_iteration", "3000",
                                "envs", "2",
                                "hidden", "8",
                                "gamma", "0.99",
                                "learning_rate", "0.003"),
                        2,
                        0,
                        WarmStart.NONE,
                        KEYS);
        var lesson =
                new ChargingLesson(
                        ScenarioKeys.set(StudyReader.builtIn("quickstart"), KEYS),
                        1,
                        new WorldDesign(WorldDesign.Unit.STATION, 0, 0, WorldDesign.Signal.PRICE),
                        Reward.money(0.99)
                                .with(RewardTerm.DEMAND_CHARGE, 0)
                                .with(RewardTerm.CORRECTION, 0.25),
                        null,
                        () -> 0);
        new TrainingRunner(plan, lesson, "", 2, new Unheard(), () -> 0)
                .run(folder.resolve("trained"), false, "test");
        return PolicyFiles.read(folder.resolve("trained/policy.safetensors"));
    }

    @Test
    void trainingAgainGivesTheSameBytes() throws IOException {
        TensorFile file = trained();
        assertThat(file.metadata())
                .containsEntry("recipe.evenflow", Release.number() + " " + Release.commit())
                .containsEntry("recipe.processor", Processor.kind())
                .containsEntry("recipe.set", "plant_scale=0.5; site_limit_kw=300")
                .containsKey("recipe.service");
        var recipe = new Recipe(file, () -> 0);
        assertThat(recipe.isOfKnownProgram()).isTrue();
        assertThat(recipe.isOfThisProcessor()).isTrue();
        // Whoever trained it, and where, is said as in the file.
        file.metadata().put(Recipe.PROGRAM, "0.0.1 former");
        var again = recipe.replay(Files.createDirectory(folder.resolve("again")), 1, () -> 0);
        assertThat(again.toBytes()).isEqualTo(file.toBytes());
        assertThat(recipe.cost(again)).isEqualTo(recipe.cost(file));
    }

    /** Nobody watches. */
    private static final class Unheard implements TrainingListener {
        @Override
        public void iterated(List<Course> all, Course changed) {}

        @Override
        public void ended(List<Course> all) {}
    }
}
