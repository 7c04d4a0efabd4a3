package org.evenflow.numeric.statistics;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Location, spread and effect size of small samples. Arrays are read, never changed. */
public final class Statistics {
    private Statistics() {}

    /** Arithmetic mean; NaN of an empty sample. */
    public static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    /** Standard deviation with n − 1 in the denominator; NaN of fewer than two values. */
    public static double sampleSd(double[] values) {
        double mean = mean(values);
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return values.length < 2 ? Double.NaN : Math.sqrt(squares / (values.length - 1));
    }

    /**
     * Mean of the middle half: the ⌊n/4⌋ smallest and as many largest values are left out, as in R.
     * Agarwal et al., "Deep reinforcement learning at the edge of the statistical precipice",
     * NeurIPS 2021. NaN of an empty sample.
     */
    public static double interquartileMean(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int cut = sorted.length / 4;
        return mean(Arrays.copyOfRange(sorted, cut, sorted.length - cut));
    }

    /**
     * Quantile of sorted values by linear interpolation between order statistics (type 7 of R.
     * Hyndman and Y. Fan, "Sample quantiles in statistical packages", The American Statistician
     * 1996).
     *
     * @param sorted ascending, at least one value
     * @param share in [0, 1]
     */
    public static double quantile(double[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        double weight = place - below;
        return weight == 0
                ? sorted[below]
                : sorted[below] + weight * (sorted[above] - sorted[below]);
    }

    /**
     * {@code left[i] − right[i]}.
     *
     * @throws IllegalArgumentException if the lengths differ
     */
    public static double[] differences(double[] left, double[] right) {
        if (left.length != right.length) {
            throw new IllegalArgumentException(
                    "pairs need equal lengths, are " + left.length + " and " + right.length);
        }
        double[] differences = new double[left.length];
        for (int pair = 0; pair < left.length; pair++) {
            differences[pair] = left[pair] - right[pair];
        }
        return differences;
    }

    /**
     * Probability that a value of the left sample exceeds one of the right, ties counted half: the
     * Mann-Whitney U over n·m. Agarwal et al., "Deep reinforcement learning at the edge of the
     * statistical precipice", NeurIPS 2021, call it the probability of improvement. NaN where a
     * sample is empty.
     */
    public static double exceedance(double[] left, double[] right) {
        double wins = 0;
        for (double mine : left) {
            for (double other : right) {
                wins += mine > other ? 1 : mine == other ? 0.5 : 0;
            }
        }
        return wins / ((double) left.length * right.length);
    }

    /**
     * P-values corrected for being many, step by step: S. Holm, "A simple sequentially rejective
     * multiple test procedure", Scandinavian Journal of Statistics 6(2), 1979. NaN is no test and
     * stays.
     */
    public static double[] holm(double[] p) {
        int[] tested =
                IntStream.range(0, p.length)
                        .filter(i -> !Double.isNaN(p[i]))
                        .boxed()
                        .sorted(Comparator.comparingDouble(i -> p[i]))
                        .mapToInt(Integer::intValue)
                        .toArray();
        double[] corrected = p.clone();
        double previous = 0;
        for (int rank = 0; rank < tested.length; rank++) {
            int i = tested[rank];
            previous = Math.max(previous, Math.min(1, p[i] * (tested.length - rank)));
            corrected[i] = previous;
        }
        return corrected;
    }

    /**
     * Effect size of paired samples: mean difference over the standard deviation of the differences
     * (J. Cohen, "Statistical power analysis for the behavioral sciences", 1988, d_z). Zero where
     * all differences are 0, infinite where they are equal and not 0, NaN of fewer than two pairs.
     */
    public static double cohenD(double[] differences) {
        double mean = mean(differences);
        double sd = sampleSd(differences);
        return sd == 0 && mean == 0 ? 0 : mean / sd;
    }
}
