package org.evenflow.learn.ddpg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.evenflow.control.Settings;
import org.junit.jupiter.api.Test;

final class TuningTest {
    private static Tuning tuning(Map<String, Double> given) {
        return Tuning.of(Settings.of("maddpg", Tuning.SETTINGS, given));
    }

    @Test
    void noiseAndRatesFallLinearly() {
        var tuning =
                tuning(
                        Map.of(
                                "noise_first", 0.3,
                                "noise_last", 0.1,
                                "noise_steps", 100.0,
                                "rate_steps", 400.0));
        assertThat(tuning.noise(0)).isCloseTo(0.3, within(1e-15));
        assertThat(tuning.noise(25)).isCloseTo(0.25, within(1e-15));
        assertThat(tuning.noise(1000)).isCloseTo(0.1, within(1e-15));
        assertThat(tuning.annealed(0)).isEqualTo(1);
        assertThat(tuning.annealed(100)).isEqualTo(0.75);
        assertThat(tuning.annealed(1000)).isZero();
    }

    @Test
    void learningWaitsForTheRandomSteps() {
        var tuning = tuning(Map.of("random_steps", 70.0, "memory", 90.0, "batch", 8.0));
        assertThat(tuning.practice().untilLearning()).isEqualTo(70);
        assertThat(tuning.practice().memory()).isEqualTo(90);
        assertThat(tuning.practice().batch()).isEqualTo(8);
    }
}
