package org.evenflow.report.training;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A training as far as it is.
 *
 * @param study what is learnt
 * @param algorithm id
 * @param measure what policies are judged by, lower is better, e.g. {@code total cost}
 * @param unit of the measure
 * @param courses one per seed
 * @param references the measure of other controllers on the same days, by id
 * @param verdict sentences; the first is large
 * @param facts what was trained and how, label to text
 * @param provenance how to repeat it, label to text
 * @param isRunning whether it goes on
 * @param wallSeconds since its start
 */
public record TrainingResult(
        String study,
        String algorithm,
        String measure,
        String unit,
        List<Course> courses,
        Map<String, Double> references,
        List<String> verdict,
        Map<String, String> facts,
        Map<String, String> provenance,
        boolean isRunning,
        double wallSeconds) {

    /** A figure of points whose policy serves less than others; 1 where it is there. */
    public static final String UNDERSERVES = "underserves";

    /**
     * The course of one seed.
     *
     * @param seed of all its chance
     * @param points one per iteration
     * @param state in a word or a sentence: running, finished, why it ended early
     */
    public record Course(long seed, List<Point> points, String state) {
        /**
         * Where the policy that is kept was judged: the least validation of those that serve, of
         * all where none does; the first of equals.
         */
        public Optional<Point> best() {
            return points.stream()
                    .filter(point -> !Double.isNaN(point.validation()))
                    .min(
                            Comparator.comparing(Point::isUnderserving)
                                    .thenComparingDouble(Point::validation));
        }
    }

    /**
     * One iteration.
     *
     * @param iteration from 1
     * @param agentSteps played since the beginning
     * @param episodes played in it
     * @param meanReturn sum of rewards of an episode, mean
     * @param validation the measure on validation days; NaN where it was not taken
     * @param figures losses and the like by name
     * @param secondsPlaying wall time of playing, s
     * @param secondsLearning wall time of learning, s
     */
    public record Point(
            int iteration,
            long agentSteps,
            int episodes,
            double meanReturn,
            double validation,
            Map<String, Double> figures,
            double secondsPlaying,
            double secondsLearning) {

        /** Whether the policy gave less than it takes to be chosen over one that serves. */
        public boolean isUnderserving() {
            return figures.containsKey(UNDERSERVES);
        }
    }
}
