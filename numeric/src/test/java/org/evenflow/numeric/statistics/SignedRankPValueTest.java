package org.evenflow.numeric.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SignedRankPValueTest {

    @Test
    void allDifferencesOfOneSignHaveTwoOfAllSignPatterns() {
        // One pattern of 2^5 is as extreme on each side.
        assertThat(SignedRankTest.pValue(new double[] {1, 2, 3, 4, 5})).isEqualTo(2 / 32.0);
        assertThat(SignedRankTest.pValue(new double[] {-1, -2, -3, -4, -5})).isEqualTo(2 / 32.0);
    }

    @Test
    void smallestNegativeRankCountsSubsetsWithThatSum() {
        // Ranks 1..4, negative sum 2: subsets with sum ≤ 2 are {}, {1}, {2}: 2·3/16.
        assertThat(SignedRankTest.pValue(new double[] {1, -2, 3, 4})).isEqualTo(6 / 16.0);
    }

    @Test
    void tiesShareTheirMeanRank() {
        // Ranks 1.5, 1.5, 3; negative sum 1.5: {}, {first}, {second}: 2·3/8.
        assertThat(SignedRankTest.pValue(new double[] {-1, 1, 2})).isEqualTo(6 / 8.0);
    }

    @Test
    void zeroDifferencesSayNothing() {
        assertThat(SignedRankTest.pValue(new double[] {0, 0, 1, 2, 3})).isEqualTo(2 / 8.0);
        assertThat(SignedRankTest.pValue(new double[] {0, 0})).isEqualTo(1);
        assertThat(SignedRankTest.pValue(new double[0])).isNaN();
    }

    @Test
    void darwinsMaizeGivesThePublishedValue() {
        // C. Darwin 1876, crossed minus self-fertilised, eighths of an inch (R. Fisher 1935);
        // W− = 24 of 15 pairs: exact two-sided p = 0.04126.
        double[] maize = {49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48};
        assertThat(SignedRankTest.pValue(maize)).isEqualTo(0.04126, within(1e-5));
    }

    @Test
    void manyPairsUseTheNormalCurve() {
        // 200 pairs, signs alternating by rank: W− and W+ differ by 100, σ² = Σr²/4 = 671,675;
        // z = −50/819.56 = −0.0610, two-sided p = 0.9514.
        double[] pairs =
                IntStream.rangeClosed(1, 200).mapToDouble(r -> r % 2 == 0 ? r : -r).toArray();
        assertThat(SignedRankTest.pValue(pairs)).isEqualTo(0.9514, within(1e-4));
    }
}
