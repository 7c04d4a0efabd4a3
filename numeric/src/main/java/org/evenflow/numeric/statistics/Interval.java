package org.evenflow.numeric.statistics;

/**
 * An estimate between two bounds, in the unit of the sample. Bounds are NaN where the sample is too
 * small to tell.
 *
 * @param estimate point estimate
 * @param low lower bound
 * @param high upper bound
 */
public record Interval(double estimate, double low, double high) {
    /** Of what there are no values for. */
    public static final Interval UNKNOWN = new Interval(Double.NaN, Double.NaN, Double.NaN);

    /** The same in another unit: all three times a factor above 0. */
    public Interval times(double factor) {
        return new Interval(factor * estimate, factor * low, factor * high);
    }

    /** Whether the bounds are known and do not include zero. */
    public boolean excludesZero() {
        return low > 0 || high < 0;
    }
}
