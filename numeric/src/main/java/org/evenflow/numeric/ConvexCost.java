package org.evenflow.numeric;

import java.util.function.DoubleUnaryOperator;

/**
 * A convex cost as straight pieces over an interval, so that a {@link LinearProgram} can bear it
 * without whole numbers: as slopes rise, cheap pieces fill first (G. B. Dantzig, "Linear
 * Programming and Extensions", 1963, section 24-1).
 *
 * <p><em>Chords</em> join points of the curve and lie above it; <em>tangents</em> touch it and lie
 * below. A cost whose second derivative is at most M stays within M h&sup2;/8 of both, where h is
 * the distance between break points of chords or between touching points of tangents (C. de Boor,
 * "A Practical Guide to Splines", 1978, chapter III), the outermost of which touch h/2 inside the
 * ends; {@link #maxError} is the actual distance. So the optimum of a program with chords is above
 * the true one by at most the sum of its costs' errors, with tangents below.
 */
public final class ConvexCost {
    /** Slopes that fall by less, relative to the largest, are rounding. */
    private static final double ROUNDING = 1e-9;

    private final double[] breaks;
    private final double[] slopes;
    private final double first;
    private final double maxError;

    private ConvexCost(double[] breaks, double[] slopes, double first, DoubleUnaryOperator cost) {
        this.breaks = breaks;
        this.slopes = slopes;
        this.first = first;
        rise(slopes);
        double largest = 0;
        for (int k = 0; k < slopes.length; k++) {
            largest = Math.max(largest, distance(cost, breaks[k], breaks[k + 1]));
        }
        maxError = largest;
    }

    /** Evenly spaced numbers, the first and the last being the ends: break points for chords. */
    public static double[] even(double low, double high, int segments) {
        if (segments < 1) {
            throw new IllegalArgumentException("segments must be at least 1, is " + segments);
        }
        double[] breaks = new double[segments + 1];
        for (int k = 0; k <= segments; k++) {
            breaks[k] = low + (high - low) * k / segments;
        }
        breaks[segments] = high;
        return breaks;
    }

    /** The middles of even segments: touching points for tangents. */
    public static double[] middles(double low, double high, int segments) {
        double[] breaks = even(low, high, segments);
        double[] middles = new double[segments];
        for (int k = 0; k < segments; k++) {
            middles[k] = 0.5 * (breaks[k] + breaks[k + 1]);
        }
        return middles;
    }

    /**
     * The upper estimate.
     *
     * @param breaks at least two rising numbers; the cost holds from the first to the last
     * @throws IllegalArgumentException where the slopes between them do not rise
     */
    public static ConvexCost chords(DoubleUnaryOperator cost, double... breaks) {
        if (breaks.length < 2) {
            throw new IllegalArgumentException(
                    "chords need at least 2 break points, got " + breaks.length);
        }
        rising(breaks);
        double[] slopes = new double[breaks.length - 1];
        double left = finite(cost.applyAsDouble(breaks[0]), breaks[0]);
        double first = left;
        for (int k = 0; k < slopes.length; k++) {
            double right = finite(cost.applyAsDouble(breaks[k + 1]), breaks[k + 1]);
            slopes[k] = (right - left) / (breaks[k + 1] - breaks[k]);
            left = right;
        }
        return new ConvexCost(breaks.clone(), slopes, first, cost);
    }

    /**
     * The lower estimate, the largest of the tangents: one segment per touching point, from where
     * it crosses the tangent before to where it crosses the next.
     *
     * @param slope the cost's derivative, or a slope between the left and the right one at a kink
     * @param low where the cost begins to hold
     * @param high to where it holds
     * @param points at least one, rising, within low and high
     */
    public static ConvexCost tangents(
            DoubleUnaryOperator cost,
            DoubleUnaryOperator slope,
            double low,
            double high,
            double... points) {
        rising(low, high);
        rising(points);
        int segments = points.length;
        if (segments == 0 || points[0] < low || points[segments - 1] > high) {
            throw new IllegalArgumentException(
                    "tangents need at least 1 point within " + low + " to " + high);
        }
        double[] slopes = new double[segments];
        double[] atZero = new double[segments];
        for (int k = 0; k < segments; k++) {
            double at = points[k];
            slopes[k] = finite(slope.applyAsDouble(at), at);
            atZero[k] = finite(cost.applyAsDouble(at), at) - slopes[k] * at;
        }
        double[] breaks = new double[segments + 1];
        breaks[0] = low;
        breaks[segments] = high;
        for (int k = 1; k < segments; k++) {
            double crossing = (atZero[k - 1] - atZero[k]) / (slopes[k] - slopes[k - 1]);
            // Tangents of one straight piece have no crossing; anywhere between will do.
            double between =
                    Double.isFinite(crossing) ? crossing : 0.5 * (points[k - 1] + points[k]);
            breaks[k] = Math.clamp(between, points[k - 1], points[k]);
        }
        return new ConvexCost(breaks, slopes, atZero[0] + slopes[0] * low, cost);
    }

    private static void rising(double... numbers) {
        for (int k = 0; k < numbers.length; k++) {
            if (!Double.isFinite(numbers[k]) || k > 0 && !(numbers[k] > numbers[k - 1])) {
                throw new IllegalArgumentException(
                        "points of a convex cost must be finite and rise; number %d is %s"
                                .formatted(k, numbers[k]));
            }
        }
    }

    private static double finite(double value, double at) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(
                    "a convex cost must be finite, is %s at %s".formatted(value, at));
        }
        return value;
    }

    private static void rise(double[] slopes) {
        double largest = 0;
        for (double slope : slopes) {
            largest = Math.max(largest, Math.abs(slope));
        }
        for (int k = 1; k < slopes.length; k++) {
            if (slopes[k] < slopes[k - 1] - ROUNDING * largest) {
                throw new IllegalArgumentException(
                        "a convex cost's slopes must rise; number %d is %s after %s"
                                .formatted(k, slopes[k], slopes[k - 1]));
            }
            slopes[k] = Math.max(slopes[k], slopes[k - 1]);
        }
    }

    /**
     * Largest distance between curve and piece within a segment. Their difference is concave or
     * convex there: its extreme inside is found by golden section (J. Kiefer, "Sequential minimax
     * search for a maximum", Proceedings of the AMS 4, 1953), else it is at an end.
     */
    private double distance(DoubleUnaryOperator cost, double left, double right) {
        double ratio = 0.5 * (Math.sqrt(5) - 1);
        double from = left;
        double to = right;
        for (int k = 0; k < 60; k++) {
            double low = to - ratio * (to - from);
            double high = from + ratio * (to - from);
            // The chord's excess over a convex curve has one maximum.
            if (at(low) - cost.applyAsDouble(low) < at(high) - cost.applyAsDouble(high)) {
                from = low;
            } else {
                to = high;
            }
        }
        double inside = 0.5 * (from + to);
        double largest = Math.abs(at(inside) - cost.applyAsDouble(inside));
        largest = Math.max(largest, Math.abs(at(left) - cost.applyAsDouble(left)));
        return Math.max(largest, Math.abs(at(right) - cost.applyAsDouble(right)));
    }

    /** The piecewise-linear cost; beyond the ends the outermost pieces go on. */
    public double at(double x) {
        double sum = first;
        int last = slopes.length - 1;
        for (int k = 0; k < last && x > breaks[k]; k++) {
            sum += slopes[k] * (Math.min(x, breaks[k + 1]) - breaks[k]);
        }
        if (x < breaks[0]) {
            return first + slopes[0] * (x - breaks[0]);
        }
        return x > breaks[last] ? sum + slopes[last] * (x - breaks[last]) : sum;
    }

    /** Largest distance from the curve that it stands for. */
    public double maxError() {
        return maxError;
    }

    /** How many pieces there are. */
    public int segments() {
        return slopes.length;
    }

    /** The pieces' slopes, rising. */
    public double[] slopes() {
        return slopes.clone();
    }

    double first() {
        return first;
    }

    double low() {
        return breaks[0];
    }

    double width(int segment) {
        return breaks[segment + 1] - breaks[segment];
    }

    double slope(int segment) {
        return slopes[segment];
    }
}
