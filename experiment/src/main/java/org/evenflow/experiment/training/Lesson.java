package org.evenflow.experiment.training;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.evenflow.learn.Policy;
import org.evenflow.learn.TrainingStep;
import org.evenflow.learn.World;
import org.evenflow.report.training.TrainingResult;

/**
 * What a study teaches: worlds to learn in, and how a policy is judged on worlds that no training
 * sees. Safe for threads.
 */
public interface Lesson {
    /** What policies are judged by; lower is better. */
    String measure();

    /** Unit of the measure. */
    String unit();

    /** Worlds with training seeds, all of one shape. */
    Supplier<World> worlds();

    /** A policy on validation worlds. */
    Judgement validate(Policy policy);

    /** The measure of other controllers on the same worlds, by id. */
    Map<String, Double> references();

    /**
     * What a policy is worth.
     *
     * @param measure mean over the validation worlds
     * @param figures more that curves show, by name; with {@link TrainingResult#UNDERSERVES} where
     *     it may not be chosen over one that serves
     */
    record Judgement(double measure, Map<String, Double> figures) {
        /** A step with these figures besides its own. */
        TrainingStep in(TrainingStep step) {
            var all = new LinkedHashMap<>(step.figures());
            all.putAll(figures);
            return new TrainingStep(
                    step.iteration(),
                    step.agentSteps(),
                    step.episodes(),
                    step.meanReturn(),
                    all,
                    step.secondsPlaying(),
                    step.secondsLearning());
        }
    }

    /** What is learnt, label to text. */
    Map<String, String> facts();

    /** What a user must know before training begins, sentences. */
    default List<String> beginning() {
        return List.of();
    }

    /** What a policy's file must say for its user, by key. */
    Map<String, String> words();
}
