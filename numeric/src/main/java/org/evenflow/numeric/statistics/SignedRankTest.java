package org.evenflow.numeric.statistics;

import java.util.Arrays;

/**
 * Wilcoxon's signed-rank test of paired differences (F. Wilcoxon, "Individual comparisons by
 * ranking methods", Biometrics Bulletin 1945): zero differences are left out, equal magnitudes
 * share their mean rank. Up to {@value #EXACT_PAIRS} pairs the distribution is counted exactly,
 * ties included; beyond, the normal approximation with tie correction is used.
 */
public final class SignedRankTest {
    private static final int EXACT_PAIRS = 100;
    private static final double[] NORMAL = {
        0.319381530, -0.356563782, 1.781477937, -1.821255978, 1.330274429
    };

    private SignedRankTest() {}

    /**
     * Two-sided p-value of "the differences are symmetric about zero"; 1 where all are zero, NaN
     * without pairs or with a NaN among them.
     */
    public static double pValue(double[] differences) {
        if (differences.length == 0 || Arrays.stream(differences).anyMatch(Double::isNaN)) {
            return Double.NaN;
        }
        double[] kept = Arrays.stream(differences).filter(d -> d != 0).toArray();
        if (kept.length == 0) {
            return 1;
        }
        int[] ranks = doubledRanks(kept);
        int positive = 0;
        int total = 0;
        for (int pair = 0; pair < kept.length; pair++) {
            total += ranks[pair];
            positive += kept[pair] > 0 ? ranks[pair] : 0;
        }
        int smaller = Math.min(positive, total - positive);
        double p =
                kept.length <= EXACT_PAIRS
                        ? 2 * exactTail(ranks, total, smaller)
                        : normal(ranks, total, smaller);
        return Math.min(1, p);
    }

    /** Twice the mean rank of each magnitude, so that ties stay whole numbers. */
    private static int[] doubledRanks(double[] values) {
        int[] ranks = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            double magnitude = Math.abs(values[i]);
            int below = 0;
            int equal = 0;
            for (double other : values) {
                below += Math.abs(other) < magnitude ? 1 : 0;
                equal += Math.abs(other) == magnitude ? 1 : 0;
            }
            ranks[i] = 2 * below + equal + 1;
        }
        return ranks;
    }

    /** P(sum of the ranks whose sign falls positive ≤ bound), each sign a fair coin. */
    private static double exactTail(int[] ranks, int total, int bound) {
        double[] probability = new double[total + 1];
        probability[0] = 1;
        for (int rank : ranks) {
            for (int sum = total; sum >= 0; sum--) {
                double with = sum >= rank ? probability[sum - rank] : 0;
                probability[sum] = 0.5 * (probability[sum] + with);
            }
        }
        double tail = 0;
        for (int sum = 0; sum <= bound; sum++) {
            tail += probability[sum];
        }
        return tail;
    }

    /** The sum of ranks has mean Σr/2 and variance Σr²/4, which carries the tie correction. */
    private static double normal(int[] ranks, int total, int smaller) {
        double squares = 0;
        for (int rank : ranks) {
            squares += (double) rank * rank;
        }
        double z = (smaller - total / 2.0) / Math.sqrt(squares / 4);
        return 2 * lowerTail(z);
    }

    /**
     * Standard normal distribution function, error below 7.5e-8 (M. Abramowitz and I. Stegun,
     * "Handbook of mathematical functions", 1964, 26.2.17).
     */
    private static double lowerTail(double z) {
        double t = 1 / (1 + 0.2316419 * Math.abs(z));
        double series = 0;
        for (int power = NORMAL.length - 1; power >= 0; power--) {
            series = t * (NORMAL[power] + series);
        }
        double upper = Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI) * series;
        return z < 0 ? upper : 1 - upper;
    }
}
