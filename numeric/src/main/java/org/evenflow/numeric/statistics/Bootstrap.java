package org.evenflow.numeric.statistics;

import java.util.Arrays;
import org.evenflow.numeric.RandomStream;

/**
 * Percentile bootstrap (B. Efron and R. Tibshirani, "An introduction to the bootstrap", 1993,
 * chapter 13): the sample is drawn again with replacement many times, and the middle 95 % of the
 * estimates is the interval. A stratum with one value cannot vary; a sample without any stratum of
 * two has NaN bounds. Results depend on the seed alone.
 */
public final class Bootstrap {
    private static final double TAIL = 0.025;

    private final int resamples;
    private final long seed;

    /**
     * @param resamples how often the sample is drawn again, 1,000 or more
     * @param seed of the draws; every interval begins its stream anew
     */
    public Bootstrap(int resamples, long seed) {
        if (resamples < 1000) {
            throw new IllegalArgumentException("resamples must be >= 1000, is " + resamples);
        }
        this.resamples = resamples;
        this.seed = seed;
    }

    /** 95 % interval of the mean of independent values. */
    public Interval mean(double[] values) {
        return stratifiedMean(new double[][] {values});
    }

    /**
     * 95 % interval of a quantile of independent values.
     *
     * @param share in [0, 1]; 0.5 for the median
     */
    public Interval quantile(double[] values, double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double estimate = Statistics.quantile(sorted, share);
        if (values.length < 2) {
            return new Interval(estimate, Double.NaN, Double.NaN);
        }
        var random = new RandomStream("bootstrap", seed);
        double[] estimates = new double[resamples];
        double[] drawn = new double[values.length];
        for (int resample = 0; resample < resamples; resample++) {
            for (int draw = 0; draw < drawn.length; draw++) {
                drawn[draw] = values[random.nextInt(values.length)];
            }
            Arrays.sort(drawn);
            estimates[resample] = Statistics.quantile(drawn, share);
        }
        return middle(estimate, estimates);
    }

    /**
     * 95 % interval of the mean over all values where each stratum (a scenario, a site) is drawn
     * again within itself, so that its weight stays.
     *
     * @param strata values by stratum
     */
    public Interval stratifiedMean(double[][] strata) {
        int count = 0;
        boolean canVary = false;
        double sum = 0;
        for (double[] stratum : strata) {
            count += stratum.length;
            canVary |= stratum.length > 1;
            for (double value : stratum) {
                sum += value;
            }
        }
        if (!canVary) {
            return new Interval(sum / count, Double.NaN, Double.NaN);
        }
        var random = new RandomStream("bootstrap", seed);
        double[] means = new double[resamples];
        for (int resample = 0; resample < resamples; resample++) {
            double drawn = 0;
            for (double[] stratum : strata) {
                drawn += sumOfDraws(stratum, random);
            }
            means[resample] = drawn / count;
        }
        return middle(sum / count, means);
    }

    /**
     * 95 % interval of Σ numerator / Σ denominator with pairs drawn together: the ratio of sums
     * that a study quotes, never the mean of ratios.
     */
    public Interval ratioOfSums(double[] numerator, double[] denominator) {
        if (numerator.length != denominator.length) {
            throw new IllegalArgumentException(
                    "pairs need equal lengths, are "
                            + numerator.length
                            + " and "
                            + denominator.length);
        }
        double estimate = Statistics.mean(numerator) / Statistics.mean(denominator);
        if (numerator.length < 2) {
            return new Interval(estimate, Double.NaN, Double.NaN);
        }
        var random = new RandomStream("bootstrap", seed);
        double[] ratios = new double[resamples];
        for (int resample = 0; resample < resamples; resample++) {
            double above = 0;
            double below = 0;
            for (int draw = 0; draw < numerator.length; draw++) {
                int pair = random.nextInt(numerator.length);
                above += numerator[pair];
                below += denominator[pair];
            }
            ratios[resample] = above / below;
        }
        return middle(estimate, ratios);
    }

    /**
     * 95 % interval of {@link Statistics#exceedance}, each sample drawn again within itself; NaN
     * bounds where one has fewer than two values.
     */
    public Interval exceedance(double[] left, double[] right) {
        double estimate = Statistics.exceedance(left, right);
        if (left.length < 2 || right.length < 2) {
            return new Interval(estimate, Double.NaN, Double.NaN);
        }
        var random = new RandomStream("bootstrap", seed);
        double[] estimates = new double[resamples];
        double[] mine = new double[left.length];
        double[] others = new double[right.length];
        for (int resample = 0; resample < resamples; resample++) {
            draw(left, mine, random);
            draw(right, others, random);
            estimates[resample] = Statistics.exceedance(mine, others);
        }
        return middle(estimate, estimates);
    }

    private static void draw(double[] values, double[] drawn, RandomStream random) {
        for (int draw = 0; draw < drawn.length; draw++) {
            drawn[draw] = values[random.nextInt(values.length)];
        }
    }

    private static double sumOfDraws(double[] stratum, RandomStream random) {
        double sum = 0;
        for (int draw = 0; draw < stratum.length; draw++) {
            sum += stratum[random.nextInt(stratum.length)];
        }
        return sum;
    }

    private static Interval middle(double estimate, double[] estimates) {
        Arrays.sort(estimates);
        return new Interval(
                estimate,
                Statistics.quantile(estimates, TAIL),
                Statistics.quantile(estimates, 1 - TAIL));
    }
}
