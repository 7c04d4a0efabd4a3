package org.evenflow.learn;

import java.util.Map;

/**
 * What one iteration of training brought.
 *
 * @param iteration from 1
 * @param agentSteps actions of present agents played since the beginning
 * @param episodes played in this iteration
 * @param meanReturn sum of all agents' rewards of an episode, mean over this iteration's episodes
 * @param figures losses, entropy and the like by name, in the order of tables
 * @param secondsPlaying wall time of playing in this iteration, s
 * @param secondsLearning wall time of learning in this iteration, s
 */
public record TrainingStep(
        int iteration,
        long agentSteps,
        int episodes,
        double meanReturn,
        Map<String, Double> figures,
        double secondsPlaying,
        double secondsLearning) {}
