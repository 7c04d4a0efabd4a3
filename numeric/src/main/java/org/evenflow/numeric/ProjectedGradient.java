package org.evenflow.numeric;

import java.util.Arrays;

/**
 * Spectral projected gradient: a local minimum of a smooth function on a convex set that can be
 * projected on (E. G. Birgin, J. M. Martínez and M. Raydan, "Nonmonotone spectral projected
 * gradient methods on convex sets", SIAM Journal on Optimization 10(4), 2000, algorithm SPG2). On a
 * convex function the local minimum is the global one; on others it is what is near the start.
 */
public final class ProjectedGradient {
    private static final int MEMORY = 10;
    private static final double SUFFICIENT = 1e-4;
    private static final double LEAST_STEP = 1e-10;
    private static final double MOST_STEP = 1e10;

    private final int mostIterations;
    private final double tolerance;
    private int evaluations;

    /** A smooth function. */
    public interface Function {
        /** Value at a point, whose gradient is written into the second array. */
        double at(double[] point, double[] gradient);
    }

    /** A closed convex set. */
    public interface ConvexSet {
        /** Replaces a point by the nearest one of the set. */
        void project(double[] point);
    }

    /**
     * A search.
     *
     * @param mostIterations after which it stops where it is
     * @param tolerance stops where a projected gradient step moves no variable by more
     */
    public ProjectedGradient(int mostIterations, double tolerance) {
        this.mostIterations = mostIterations;
        this.tolerance = tolerance;
    }

    /**
     * Descends from a point.
     *
     * @param function to be minimised
     * @param set on which
     * @param point begins there, projected if need be, and receives the best point found
     * @return value of the function there
     */
    public double minimise(Function function, ConvexSet set, double[] point) {
        int n = point.length;
        var gradient = new double[n];
        var next = new double[n];
        var nextGradient = new double[n];
        var direction = new double[n];
        var recent = new double[MEMORY];
        set.project(point);
        double value = function.at(point, gradient);
        evaluations = 1;
        Arrays.fill(recent, Double.NEGATIVE_INFINITY);
        double step = 1;
        double[] best = point.clone();
        double bestValue = value;
        for (int iteration = 0; iteration < mostIterations; iteration++) {
            recent[iteration % MEMORY] = value;
            double moves = direct(set, point, gradient, 1, direction);
            if (moves <= tolerance) {
                break;
            }
            step = iteration == 0 ? Math.min(MOST_STEP, 1 / moves) : step;
            direct(set, point, gradient, step, direction);
            double slope = dot(gradient, direction);
            double highest = Arrays.stream(recent).max().orElse(value);
            double part = 1;
            double nextValue;
            while (true) {
                for (int i = 0; i < n; i++) {
                    next[i] = point[i] + part * direction[i];
                }
                nextValue = function.at(next, nextGradient);
                evaluations++;
                if (nextValue <= highest + SUFFICIENT * part * slope || part < 1e-12) {
                    break;
                }
                part = shorter(part, slope, nextValue - value);
            }
            step = spectral(point, next, gradient, nextGradient);
            System.arraycopy(next, 0, point, 0, n);
            System.arraycopy(nextGradient, 0, gradient, 0, n);
            value = nextValue;
            if (value < bestValue) {
                bestValue = value;
                System.arraycopy(point, 0, best, 0, n);
            }
        }
        System.arraycopy(best, 0, point, 0, n);
        return bestValue;
    }

    /** Evaluations of the function in the last search. */
    public int evaluations() {
        return evaluations;
    }

    /** P(x − s·g) − x; returns its largest component's size. */
    private static double direct(
            ConvexSet set, double[] point, double[] gradient, double step, double[] direction) {
        for (int i = 0; i < point.length; i++) {
            direction[i] = point[i] - step * gradient[i];
        }
        set.project(direction);
        double largest = 0;
        for (int i = 0; i < point.length; i++) {
            direction[i] -= point[i];
            largest = Math.max(largest, Math.abs(direction[i]));
        }
        return largest;
    }

    /** Minimum of the parabola through what is known, kept within a tenth and nine tenths. */
    private static double shorter(double part, double slope, double rise) {
        double parabola = -0.5 * part * part * slope / (rise - part * slope);
        return parabola >= 0.1 * part && parabola <= 0.9 * part ? parabola : 0.5 * part;
    }

    private static double spectral(double[] from, double[] to, double[] before, double[] after) {
        double squares = 0;
        double curvature = 0;
        for (int i = 0; i < from.length; i++) {
            double s = to[i] - from[i];
            squares += s * s;
            curvature += s * (after[i] - before[i]);
        }
        return curvature <= 0
                ? MOST_STEP
                : Math.min(MOST_STEP, Math.max(LEAST_STEP, squares / curvature));
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
