package org.evenflow.numeric.statistics;

import java.util.Arrays;
import java.util.Comparator;

/**
 * The volume that points dominate up to a reference point, all objectives to be minimised: exact,
 * in any number of dimensions, by exclusive volumes (L. While, L. Bradstreet, L. Barone, "A fast
 * way of calculating exact hypervolumes", IEEE Trans. Evolutionary Computation 16(1), 2012: the WFG
 * algorithm). Points that are not better than the reference in every objective add nothing.
 */
public final class Hypervolume {
    private Hypervolume() {}

    /**
     * The volume of the union of the boxes between each point and the reference.
     *
     * @param points {@code [point][objective]}, lower is better
     * @param reference {@code [objective]}
     */
    public static double of(double[][] points, double[] reference) {
        var inside =
                Arrays.stream(points)
                        .filter(point -> isBetter(point, reference))
                        .map(double[]::clone)
                        .toArray(double[][]::new);
        return union(front(inside), reference);
    }

    /**
     * Which points no other one dominates: one that is nowhere worse and somewhere better. Of equal
     * points all are in the front. A point with an objective that is not a number is not.
     */
    public static boolean[] isInFront(double[][] points) {
        var front = new boolean[points.length];
        for (int i = 0; i < points.length; i++) {
            double[] point = points[i];
            front[i] =
                    Arrays.stream(point).noneMatch(Double::isNaN)
                            && Arrays.stream(points).noneMatch(other -> dominates(other, point));
        }
        return front;
    }

    /** Whether one point is nowhere worse than another and somewhere better. */
    public static boolean dominates(double[] one, double[] other) {
        boolean isBetter = false;
        for (int k = 0; k < one.length; k++) {
            if (!(one[k] <= other[k])) {
                return false;
            }
            isBetter |= one[k] < other[k];
        }
        return isBetter;
    }

    private static boolean isBetter(double[] point, double[] reference) {
        for (int k = 0; k < reference.length; k++) {
            if (!(point[k] < reference[k])) {
                return false;
            }
        }
        return true;
    }

    /** The volume of each point that the later ones do not cover, summed. */
    private static double union(double[][] points, double[] reference) {
        // Worst in the first objective first, so that boxes shrink early.
        Arrays.sort(points, Comparator.comparingDouble((double[] p) -> p[0]).reversed());
        double sum = 0;
        for (int i = 0; i < points.length; i++) {
            sum += exclusive(points, i, reference);
        }
        return sum;
    }

    private static double exclusive(double[][] points, int i, double[] reference) {
        double volume = 1;
        for (int k = 0; k < reference.length; k++) {
            volume *= reference[k] - points[i][k];
        }
        if (i + 1 == points.length) {
            return volume;
        }
        var limited = new double[points.length - i - 1][reference.length];
        for (int j = 0; j < limited.length; j++) {
            for (int k = 0; k < reference.length; k++) {
                limited[j][k] = Math.max(points[i][k], points[i + 1 + j][k]);
            }
        }
        return volume - union(front(limited), reference);
    }

    /** The points that no other one dominates, of equal ones the first. */
    private static double[][] front(double[][] points) {
        var kept = new double[points.length][];
        int count = 0;
        for (int i = 0; i < points.length; i++) {
            boolean isKept = true;
            for (int j = 0; j < points.length && isKept; j++) {
                isKept =
                        !dominates(points[j], points[i])
                                && !(j < i && Arrays.equals(points[j], points[i]));
            }
            if (isKept) {
                kept[count++] = points[i];
            }
        }
        return Arrays.copyOf(kept, count);
    }
}
