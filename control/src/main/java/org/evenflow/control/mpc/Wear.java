package org.evenflow.control.mpc;

import org.evenflow.model.Battery;

/**
 * The cost of wear as segments of power of equal width, each with one cost per kWh: rising, as the
 * cost is convex.
 */
final class Wear {
    private Wear() {}

    /** Power at which a segment begins. */
    static double from(double maxKw, int segment, int segments) {
        return maxKw * segment / segments;
    }

    /**
     * Cost per kWh of a segment between the ends of which the cost is straight: never less than the
     * cost itself.
     */
    static double chord(Battery.Wear wear, double maxKw, int segment, int segments) {
        double low = from(maxKw, segment, segments);
        double high = from(maxKw, segment + 1, segments);
        return high > low ? (wear.cost(high, 1) - wear.cost(low, 1)) / (high - low) : 0;
    }

    /**
     * Cost per kWh of a segment such that the sum up to any power is never more than the cost
     * itself: the slope at the segment's beginning.
     */
    static double below(Battery.Wear wear, double maxKw, int segment, int segments) {
        double at = from(maxKw, segment, segments);
        return at == 0 || wear.coefficient() == 0
                ? wear.exponent() == 1 ? wear.coefficient() : 0
                : wear.coefficient() * wear.exponent() * Math.pow(at, wear.exponent() - 1);
    }
}
