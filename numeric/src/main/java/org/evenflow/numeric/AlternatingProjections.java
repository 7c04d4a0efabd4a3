package org.evenflow.numeric;

import java.util.Arrays;

/**
 * Points of a box cut by half-spaces {@code a x <= b}, found by projecting onto one set after the
 * other: a box and a half-space alone are projected onto in one step, what they have in common is
 * not.
 *
 * <ul>
 *   <li>{@link #feasible}: projections onto convex sets in turn, which reach <em>a</em> common
 *       point (H. H. Bauschke, J. M. Borwein, "On projection algorithms for solving convex
 *       feasibility problems", SIAM Review 38(3), 1996).
 *   <li>{@link #nearest}: the same with Dykstra's corrections, which reach <em>the</em> common
 *       point nearest to the one they began at (J. P. Boyle, R. L. Dykstra, "A method for finding
 *       projections onto the intersection of convex sets in Hilbert spaces", Lecture Notes in
 *       Statistics 37, 1986). The correction of a half-space is a multiple of its normal, so one
 *       number per half-space and one per coordinate of the box suffice. A cycle counts as the last
 *       by the change of the corrections, as points alone may rest for a while before they move
 *       again (E. G. Birgin, M. Raydan, "Robust stopping criteria for Dykstra's algorithm", SIAM J.
 *       Sci. Comput. 26(4), 2005).
 * </ul>
 *
 * <p>Both converge linearly for such sets, the slower the flatter the angles between them; where
 * sets have no common point, {@link #nearest} runs to its limit of cycles. Mutable: {@link #begin}
 * a problem, describe it, solve.
 */
public final class AlternatingProjections {
    /**
     * How a search ended.
     *
     * @param cycles through all sets
     * @param violation greatest distance of the point from a half-space; it is always in the box
     * @param isReached whether the search ended before the limit of cycles
     */
    public record Outcome(int cycles, double violation, boolean isReached) {}

    private final double tolerance;
    private final int maxCycles;
    private int size;
    private int count;
    private double[] low = {};
    private double[] high = {};

    /** Dykstra's correction of the box, and the same of each half-space, times its normal. */
    private double[] boxCorrection = {};

    private double[] correction = new double[8];

    /** Non-zero coordinates of normals of length 1, one half-space after the other. */
    private int[] at = new int[64];

    private double[] normal = new double[64];
    private int[] end = new int[8];
    private double[] bound = new double[8];

    /**
     * A solver.
     *
     * @param tolerance distance from a half-space that counts as none, and change in a cycle that
     *     counts as rest
     * @param maxCycles most cycles of a search
     */
    public AlternatingProjections(double tolerance, int maxCycles) {
        if (!(tolerance > 0) || maxCycles < 1) {
            throw new IllegalArgumentException(
                    "tolerance and maxCycles must be > 0, are " + tolerance + " and " + maxCycles);
        }
        this.tolerance = tolerance;
        this.maxCycles = maxCycles;
    }

    /** Begins a problem of so many coordinates, unbounded and without half-spaces. */
    public void begin(int coordinates) {
        size = coordinates;
        count = 0;
        if (low.length < size) {
            low = new double[size];
            high = new double[size];
            boxCorrection = new double[size];
        }
        Arrays.fill(low, 0, size, Double.NEGATIVE_INFINITY);
        Arrays.fill(high, 0, size, Double.POSITIVE_INFINITY);
    }

    /** Bounds a coordinate. */
    public void bounds(int coordinate, double lowest, double highest) {
        if (!(lowest <= highest)) {
            throw new IllegalArgumentException(
                    "bounds must be in order, are " + lowest + " and " + highest);
        }
        low[coordinate] = lowest;
        high[coordinate] = highest;
    }

    /**
     * Adds the half-space {@code a x <= b}.
     *
     * @param coefficients a, of which the first coordinates count
     * @param most b
     * @throws IllegalArgumentException where a is zero and b below it: no point does
     */
    public void halfSpace(double[] coefficients, double most) {
        int first = start(count);
        int last = first;
        double square = 0;
        for (int k = 0; k < size; k++) {
            square += coefficients[k] * coefficients[k];
        }
        if (square == 0) {
            if (most < 0) {
                throw new IllegalArgumentException("no point has 0 <= " + most);
            }
            return;
        }
        double length = Math.sqrt(square);
        makeRoom(first + size);
        for (int k = 0; k < size; k++) {
            if (coefficients[k] != 0) {
                at[last] = k;
                normal[last++] = coefficients[k] / length;
            }
        }
        end[count] = last;
        bound[count] = most / length;
        count++;
    }

    private void makeRoom(int entries) {
        if (at.length < entries) {
            at = Arrays.copyOf(at, 2 * entries);
            normal = Arrays.copyOf(normal, 2 * entries);
        }
        if (end.length == count) {
            end = Arrays.copyOf(end, 2 * count);
            bound = Arrays.copyOf(bound, 2 * count);
            correction = Arrays.copyOf(correction, 2 * count);
        }
    }

    private int start(int halfSpace) {
        return halfSpace == 0 ? 0 : end[halfSpace - 1];
    }

    /** Moves a point into all sets, not necessarily to the nearest place. */
    public Outcome feasible(double[] x) {
        clip(x);
        double violation = violation(x);
        int cycle = 0;
        for (; violation > tolerance && cycle < maxCycles; cycle++) {
            for (int h = 0; h < count; h++) {
                double beyond = product(h, x) - bound[h];
                if (beyond > 0) {
                    move(h, x, -beyond);
                }
            }
            clip(x);
            violation = violation(x);
        }
        return new Outcome(cycle, violation, violation <= tolerance);
    }

    /** Moves a point to the nearest one that is in all sets. */
    public Outcome nearest(double[] x) {
        Arrays.fill(boxCorrection, 0, size, 0);
        Arrays.fill(correction, 0, count, 0);
        for (int cycle = 1; cycle <= maxCycles; cycle++) {
            double change = 0;
            for (int h = 0; h < count; h++) {
                double next = Math.max(0, correction[h] + product(h, x) - bound[h]);
                double by = correction[h] - next;
                if (by != 0) {
                    move(h, x, by);
                    correction[h] = next;
                    change += by * by;
                }
            }
            for (int k = 0; k < size; k++) {
                double z = x[k] + boxCorrection[k];
                x[k] = Math.clamp(z, low[k], high[k]);
                double by = z - x[k] - boxCorrection[k];
                boxCorrection[k] = z - x[k];
                change += by * by;
            }
            if (change <= tolerance * tolerance) {
                double violation = violation(x);
                if (violation <= tolerance) {
                    return new Outcome(cycle, violation, true);
                }
            }
        }
        return new Outcome(maxCycles, violation(x), false);
    }

    private void clip(double[] x) {
        for (int k = 0; k < size; k++) {
            x[k] = Math.clamp(x[k], low[k], high[k]);
        }
    }

    private double violation(double[] x) {
        double greatest = 0;
        for (int h = 0; h < count; h++) {
            greatest = Math.max(greatest, product(h, x) - bound[h]);
        }
        return greatest;
    }

    private double product(int h, double[] x) {
        double sum = 0;
        for (int i = start(h); i < end[h]; i++) {
            sum += normal[i] * x[at[i]];
        }
        return sum;
    }

    private void move(int h, double[] x, double by) {
        for (int i = start(h); i < end[h]; i++) {
            x[at[i]] += by * normal[i];
        }
    }
}
