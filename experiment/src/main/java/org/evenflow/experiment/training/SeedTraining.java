package org.evenflow.experiment.training;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.evenflow.learn.DivergedException;
import org.evenflow.learn.Policies;
import org.evenflow.learn.Policy;
import org.evenflow.learn.PolicyFiles;
import org.evenflow.learn.TensorFile;
import org.evenflow.learn.Trainer;
import org.evenflow.learn.TrainerProvider;
import org.evenflow.learn.TrainingStep;
import org.evenflow.model.InputException;
import org.jspecify.annotations.Nullable;

/**
 * One seed's training: goes on from its last checkpoint if there is one, judges the policy on
 * validation days now and then, keeps the best.
 */
final class SeedTraining {
    private static final String ENDED = "course.ended";

    private final TrainingPlan plan;
    private final Lesson lesson;
    private final Path folder;
    private final TrainerProvider.Task task;
    private final Runnable progress;
    private Course course;

    /**
     * A training.
     *
     * @param task with the seed
     * @param progress told after every iteration
     */
    SeedTraining(
            TrainingPlan plan,
            Lesson lesson,
            Path folder,
            TrainerProvider.Task task,
            Runnable progress) {
        this.plan = plan;
        this.lesson = lesson;
        this.folder = folder;
        this.task = task;
        this.progress = progress;
        var file = restored();
        course = file == null ? new Course(task.seed()) : Course.read(task.seed(), file);
        if (file != null && file.metadata().containsKey(ENDED)) {
            course.end(file.word(ENDED));
        }
    }

    /** What it has brought so far. */
    Course course() {
        return course;
    }

    /** Where the best policy of a seed is. */
    static Path best(Path folder, long seed) {
        return folder.resolve("seed-" + seed + ".best.safetensors");
    }

    private Path checkpoint() {
        return folder.resolve("seed-" + task.seed() + ".checkpoint.safetensors");
    }

    private @Nullable TensorFile restored() {
        return Files.exists(checkpoint()) ? PolicyFiles.read(checkpoint()) : null;
    }

    /** Trains to the end; a training that has ended before stays as it is. */
    void run() {
        run(Long.MAX_VALUE);
    }

    /** The same, but no further than the first iteration that has played so many agent-steps. */
    void run(long agentSteps) {
        TensorFile file = restored();
        if (file != null && file.metadata().containsKey(ENDED)) {
            return;
        }
        try (Trainer trainer = trainer(file)) {
            train(trainer, agentSteps);
        } catch (DivergedException e) {
            course.end(
                    "diverged: "
                            + e.getMessage()
                            + (Files.exists(checkpoint())
                                    ? "; the last good checkpoint is " + checkpoint()
                                    : "; it had no checkpoint yet"));
        }
        progress.run();
    }

    private Trainer trainer(@Nullable TensorFile file) {
        TrainerProvider provider = plan.provider();
        if (file == null) {
            return provider.begin(plan.algorithm(), task, plan.settings());
        }
        try {
            return provider.resume(file, task, plan.settings());
        } catch (InputException e) {
            throw e.at(checkpoint().toString());
        }
    }

    private void train(Trainer trainer, long agentSteps) {
        long total = plan.steps();
        if (course.isEmpty()) {
            judge(trainer, new TrainingStep(0, 0, 0, Double.NaN, Map.of(), 0, 0));
        }
        while (course.agentSteps() < Math.min(total, agentSteps)) {
            long before = course.agentSteps() * TrainingPlan.VALIDATIONS / total;
            var step = trainer.iterate();
            boolean isDue =
                    step.agentSteps() * TrainingPlan.VALIDATIONS / total > before
                            || step.agentSteps() >= total;
            if (!isDue) {
                course.add(step, Double.NaN);
                progress.run();
                continue;
            }
            judge(trainer, step);
            boolean isTired = plan.patience() > 0 && course.sinceBest() >= plan.patience();
            if (isTired || step.agentSteps() >= total) {
                course.end(
                        isTired
                                ? "ended early: no better policy in "
                                        + plan.patience()
                                        + " validations"
                                : "finished");
            }
            save(trainer);
            progress.run();
            if (isTired) {
                return;
            }
        }
    }

    /** Validates the present policy and keeps it if it is the best so far. */
    private void judge(Trainer trainer, TrainingStep step) {
        Policy policy = trainer.policy();
        Lesson.Judgement judged = lesson.validate(policy);
        course.add(judged.in(step), judged.measure());
        if (!Double.isNaN(judged.measure()) && course.sinceBest() == 0) {
            keep(policy, judged);
        }
    }

    private void save(Trainer trainer) {
        TensorFile file = trainer.checkpoint();
        course.write(file);
        if (!course.state().equals("running")) {
            file.metadata().put(ENDED, course.state());
        }
        PolicyFiles.write(file, checkpoint());
    }

    /** The best policy with all that its user must know. */
    private void keep(Policy policy, Lesson.Judgement judged) {
        TensorFile file = policy.toFile();
        file.metadata().put(Policies.ALGORITHM, plan.algorithm());
        file.metadata().put(Policies.VERSION, Policies.PRESENT_VERSION);
        lesson.words().forEach(file.metadata()::put);
        file.metadata().put("recipe.seed", Long.toString(task.seed()));
        file.metadata().put("recipe.agent_steps", Long.toString(course.agentSteps()));
        file.metadata()
                .put(
                        "recipe.validation",
                        lesson.measure() + " " + judged.measure() + " " + lesson.unit());
        judged.figures()
                .forEach(
                        (name, value) ->
                                file.metadata().put("recipe.validation_" + name, value.toString()));
        Recipe.present().forEach(file.metadata()::put);
        plan.recipe().forEach((name, value) -> file.metadata().put("recipe." + name, value));
        PolicyFiles.write(file, best(folder, task.seed()));
    }
}
