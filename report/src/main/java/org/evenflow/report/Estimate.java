package org.evenflow.report;

import java.util.Arrays;
import org.evenflow.numeric.statistics.Bootstrap;
import org.evenflow.numeric.statistics.Statistics;

/**
 * One indicator of one controller over the seeds, in the indicator's unit.
 *
 * @param mean mean over the seeds where it is defined; NaN where there is none
 * @param low lower bound of the bootstrapped 95 % interval; NaN with fewer than two seeds
 * @param high upper bound
 * @param iqm interquartile mean
 * @param n seeds where it is defined
 */
record Estimate(double mean, double low, double high, double iqm, int n) {

    /** From values by seed, NaN where not defined. */
    static Estimate of(double[] bySeed, Bootstrap bootstrap) {
        double[] values = Arrays.stream(bySeed).filter(v -> !Double.isNaN(v)).toArray();
        if (values.length == 0) {
            return new Estimate(Double.NaN, Double.NaN, Double.NaN, Double.NaN, 0);
        }
        var interval = bootstrap.mean(values);
        return new Estimate(
                interval.estimate(),
                interval.low(),
                interval.high(),
                Statistics.interquartileMean(values),
                values.length);
    }
}
