package org.evenflow.numeric.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class BootstrapTest {
    private final Bootstrap bootstrap = new Bootstrap(20_000, 7);

    @Test
    void meanOfTwoValuesHasThreePossibleResamples() {
        // Means 0, 1/2, 1 with probability 1/4, 1/2, 1/4: the 2.5 % quantiles are the extremes.
        assertThat(bootstrap.mean(new double[] {0, 1})).isEqualTo(new Interval(0.5, 0, 1));
    }

    @Test
    void meanOfFourValuesMeetsTheBinomialQuantiles() {
        // Values 0 and 1, two each: the mean is B(4, 1/2)/4; P(0) = 1/16 > 2.5 %.
        assertThat(bootstrap.mean(new double[] {0, 1, 0, 1})).isEqualTo(new Interval(0.5, 0, 1));
        // Four and four: B(8, 1/2)/8; P(0) = 0.4 %, P(≤ 1) = 3.5 %, so the bounds are 1/8 and 7/8.
        assertThat(bootstrap.mean(new double[] {0, 1, 0, 1, 0, 1, 0, 1}))
                .isEqualTo(new Interval(0.5, 0.125, 0.875));
    }

    @Test
    void strataKeepTheirWeight() {
        // Each stratum is constant, so nothing varies although the values differ.
        var interval = bootstrap.stratifiedMean(new double[][] {{1, 1}, {5, 5, 5}});
        assertThat(interval.estimate()).isEqualTo(17 / 5.0, within(1e-15));
        assertThat(interval.low()).isEqualTo(interval.estimate());
        assertThat(interval.high()).isEqualTo(interval.estimate());
    }

    @Test
    void pairsHideWhatTheyShare() {
        double[] day = {100, 900, 400, 250};
        double[] cheaper = {90, 890, 390, 240};
        var difference = bootstrap.mean(Statistics.differences(cheaper, day));
        assertThat(difference).isEqualTo(new Interval(-10, -10, -10));
        assertThat(difference.excludesZero()).isTrue();
    }

    @Test
    void ratioOfSumsIsNotTheMeanOfRatios() {
        // Sums 10/92, while the mean of 1/2 and 1/10 is 0.3.
        assertThat(bootstrap.ratioOfSums(new double[] {1, 9}, new double[] {2, 90}).estimate())
                .isEqualTo(10 / 92.0, within(1e-15));
    }

    @Test
    void oneValueHasNoInterval() {
        var interval = bootstrap.mean(new double[] {4});
        assertThat(interval.estimate()).isEqualTo(4);
        assertThat(interval.low()).isNaN();
        assertThat(interval.excludesZero()).isFalse();
    }

    @Test
    void sameSeedGivesTheSameBits() {
        double[] values = {1.3, 2.7, 3.1, 8.8, 0.4};
        assertThat(new Bootstrap(10_000, 3).mean(values))
                .isEqualTo(new Bootstrap(10_000, 3).mean(values));
    }
}
