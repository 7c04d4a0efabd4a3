package org.evenflow.learn.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.evenflow.control.Settings;
import org.evenflow.learn.Trainer;
import org.junit.jupiter.api.Test;

final class TargetValueCompetitionTest {
    private static CompetitionTuning tuning(Map<String, Double> given) {
        return CompetitionTuning.of(Settings.of("tvc", CompetitionTuning.SETTINGS, given));
    }

    @Test
    void agentStepsAreThoseOfAllPlaysOfAllVisits() {
        var small = tuning(Map.of("hidden", 4.0, "batch", 3.0, "batches", 2.0));
        try (Trainer trainer = new TargetValueCompetition(MatrixGame.CLIMBING.task(1, 1), small)) {
            trainer.iterate();
            // Greedy once; around it and around the best, two agents alone in two other ways each
            // and the pair in four: 1 + 2 * 8 = 17 plays of two agents in 2 * 3 visits.
            assertThat(trainer.agentSteps()).isEqualTo(17 * 2 * 6);
            trainer.iterate();
            assertThat(trainer.agentSteps()).isEqualTo(2 * 17 * 2 * 6);
        }
    }

    @Test
    void stepsNarrowAndTheRateRisesThenFalls() {
        var tuning = tuning(Map.of("step_first", 0.12, "step_last", 0.02, "rate", 0.01));
        assertThat(tuning.step(0)).isCloseTo(0.12, within(1e-15));
        assertThat(tuning.step(0.5)).isCloseTo(0.02 + 0.1 / 8, within(1e-15));
        assertThat(tuning.step(1)).isCloseTo(0.02, within(1e-15));
        assertThat(tuning.rate(0)).isZero();
        // Half way up after a hundredth, where the cosine has hardly begun to fall.
        assertThat(tuning.rate(0.01)).isCloseTo(0.005, within(0.005 * 3e-4));
        assertThat(tuning.rate(0.5)).isCloseTo(0.005, within(1e-15));
        assertThat(tuning.rate(1)).isCloseTo(0, within(1e-15));
    }

    @Test
    void explorationOfIndependentLearnersFallsLinearly() {
        Map<String, Double> given = Map.of("exploring_steps", 200.0, "least_exploration", 0.1);
        var tuning = LevelTuning.of(Settings.of("iql", LevelTuning.SETTINGS, given));
        assertThat(tuning.exploration(0)).isEqualTo(1);
        assertThat(tuning.exploration(100)).isCloseTo(0.55, within(1e-15));
        assertThat(tuning.exploration(999)).isCloseTo(0.1, within(1e-15));
    }
}
