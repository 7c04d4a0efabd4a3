package org.evenflow.city;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.evenflow.model.Generator;
import org.evenflow.model.TimeGrid;
import org.evenflow.model.scenario.Weather;
import org.evenflow.numeric.RandomStream;
import org.junit.jupiter.api.Test;

class BellTracksTest {
    /** Two days in steps of 5 minutes from local midnight. */
    private static final TimeGrid GRID =
            new TimeGrid(Instant.parse("2025-06-16T22:00:00Z"), ZoneId.of("Europe/Rome"), 5, 576);

    private static final List<Generator> PLANTS =
            List.of(
                    new Generator.Pv("a", "1", null, 100, 20, 180, 0.86),
                    new Generator.Pv("b", "1", null, 300, 5, 90, 0.5));

    private static double[][] draw(double noise, long seed) {
        var kw = new double[2][GRID.steps()];
        new BellTracks(new Weather.Bell(13, 6, noise, 2), PLANTS, GRID)
                .draw(new RandomStream("weather", seed), kw);
        return kw;
    }

    @Test
    void itIsHalfOfThePeakThreeHoursFromItAndNothingAtNight() {
        double[] kw = draw(0, 1)[0];
        // Middles of steps: 12:57:30 and, three hours later or earlier, half within 2.5 minutes.
        assertThat(kw[13 * 12]).isCloseTo(100, within(0.1));
        assertThat(kw[10 * 12]).isCloseTo(50, within(1.2));
        assertThat(kw[16 * 12]).isCloseTo(50, within(1.2));
        // 1.5 widths of 6 hours from 13:00 on it is night.
        assertThat(kw[3 * 12]).isZero();
        assertThat(kw[4 * 12]).isPositive();
        assertThat(kw[288 + 13 * 12]).isEqualTo(kw[13 * 12]);
    }

    @Test
    void theNoiseIsCommonToAllPlantsAndNeverExceedsThePeak() {
        var kw = draw(0.2, 7);
        for (int step = 0; step < GRID.steps(); step++) {
            assertThat(kw[1][step]).isCloseTo(3 * kw[0][step], within(1e-9));
            assertThat(kw[0][step]).isBetween(0.0, 100.0);
        }
    }

    @Test
    void theRandomFactorHasTheAskedDeviation() {
        double squares = 0;
        int n = 0;
        double[] plain = draw(0, 1)[0];
        // Two hours of memory: step 8:00 of each day is independent of the others.
        for (long seed = 1; seed <= 2000; seed++) {
            double[] kw = draw(0.1, seed)[0];
            for (int step : new int[] {96, 288 + 96}) {
                squares += Math.pow(kw[step] / plain[step] - 1, 2);
                n++;
            }
        }
        // Three standard errors of a deviation from 4,000 draws are 3.4 %; the cut at 3 takes 1 %.
        assertThat(Math.sqrt(squares / n)).isCloseTo(0.1, within(0.004));
    }
}
