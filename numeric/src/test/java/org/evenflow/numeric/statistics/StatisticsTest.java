package org.evenflow.numeric.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class StatisticsTest {

    @Test
    void sampleSdDividesByOneLessThanTheCount() {
        // Mean 5; squares 9+1+1+1+0+0+4+16 = 32; 32/7.
        double[] values = {2, 4, 4, 4, 5, 5, 7, 9};
        assertThat(Statistics.mean(values)).isEqualTo(5);
        assertThat(Statistics.sampleSd(values)).isEqualTo(Math.sqrt(32.0 / 7), within(1e-15));
        assertThat(Statistics.sampleSd(new double[] {3})).isNaN();
    }

    @Test
    void interquartileMeanLeavesOutAQuarterAtEachEnd() {
        assertThat(Statistics.interquartileMean(new double[] {100, 1, 2, 3, 4, 5, 6, -50}))
                .isEqualTo((2 + 3 + 4 + 5) / 4.0);
        // Ten values: two at each end go.
        assertThat(Statistics.interquartileMean(new double[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 1000}))
                .isEqualTo(5.5);
        assertThat(Statistics.interquartileMean(new double[] {1, 2, 6})).isEqualTo(3);
    }

    @Test
    void exceedanceCountsPairsAndHalvesTies() {
        // 3 beats 1 and 2, ties with 3; 2 beats 1, ties with 2; 1 ties with 1: 3 wins, 3 halves.
        double[] values = {1, 2, 3};
        assertThat(Statistics.exceedance(values, values)).isEqualTo(0.5);
        assertThat(Statistics.exceedance(new double[] {2, 4}, values))
                .isEqualTo((1.5 + 3) / 6, within(1e-15));
        assertThat(Statistics.exceedance(values, new double[0])).isNaN();
    }

    @Test
    void exceedanceOfSeparateSamplesIsCertain() {
        var interval =
                new Bootstrap(1000, 1)
                        .exceedance(new double[] {5, 6, 7}, new double[] {1, 2, 3, 4});
        assertThat(interval).isEqualTo(new Interval(1, 1, 1));
        assertThat(new Bootstrap(1000, 1).exceedance(new double[] {5}, new double[] {1, 2}).low())
                .isNaN();
    }

    @Test
    void quantileInterpolatesBetweenOrderStatistics() {
        double[] sorted = {10, 20, 30, 40};
        assertThat(Statistics.quantile(sorted, 0.5)).isEqualTo(25);
        assertThat(Statistics.quantile(sorted, 0.1)).isEqualTo(13, within(1e-12));
        assertThat(Statistics.quantile(sorted, 1)).isEqualTo(40);
    }

    @Test
    void holmMultipliesTheSmallestMostAndNeverFalls() {
        // Four tests: 4 × 0.005, 3 × 0.01, 2 × 0.03, and 0.04 is not below the one before it.
        double[] p = {0.01, 0.04, 0.03, Double.NaN, 0.005};
        assertThat(Statistics.holm(p))
                .containsExactly(new double[] {0.03, 0.06, 0.06, Double.NaN, 0.02}, within(1e-15));
        assertThat(Statistics.holm(new double[] {0.6, 0.7})).containsExactly(1, 1);
    }

    @Test
    void cohenDIsMeanDifferenceOverItsSpread() {
        // Differences 1, 2, 3: mean 2, standard deviation 1.
        double[] differences =
                Statistics.differences(new double[] {2, 4, 6}, new double[] {1, 2, 3});
        assertThat(Statistics.cohenD(differences)).isEqualTo(2);
        assertThat(Statistics.cohenD(new double[] {0, 0})).isZero();
    }

    @Test
    void pairsOfUnequalLengthAreRefused() {
        assertThatThrownBy(() -> Statistics.differences(new double[2], new double[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 and 3");
    }
}
