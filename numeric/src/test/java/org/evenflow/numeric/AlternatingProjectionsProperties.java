package org.evenflow.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Laws of projections onto a box and half-spaces that share an inner point. */
class AlternatingProjectionsProperties {
    private static final double TOLERANCE = 1e-10;
    private static final int CYCLES = 200_000;

    /** Half-spaces that all hold a random point of the box [-1, 1], and a point outside of them. */
    private record Problem(double[][] normals, double[] bounds, double[] from) {
        static Problem draw(long seed, int size, int rows) {
            RandomGenerator random = new RandomStream("projections", seed);
            double[] inner = draw(random, size, 1);
            var normals = new double[rows][];
            var bounds = new double[rows];
            for (int r = 0; r < rows; r++) {
                normals[r] = draw(random, size, 3);
                double room = random.nextInt(3) == 0 ? 0 : random.nextDouble();
                for (int k = 0; k < size; k++) {
                    normals[r][k] = random.nextInt(4) == 0 ? 0 : normals[r][k];
                    room += normals[r][k] * inner[k];
                }
                bounds[r] = room;
            }
            return new Problem(normals, bounds, draw(random, size, 4));
        }

        private static double[] draw(RandomGenerator random, int size, double most) {
            return random.doubles(size, -most, most).toArray();
        }

        AlternatingProjections projections() {
            var projections = new AlternatingProjections(TOLERANCE, CYCLES);
            projections.begin(from.length);
            for (int k = 0; k < from.length; k++) {
                projections.bounds(k, -1, 1);
            }
            for (int r = 0; r < bounds.length; r++) {
                if (square(normals[r]) > 0) {
                    projections.halfSpace(normals[r], bounds[r]);
                }
            }
            return projections;
        }

        boolean holds(double[] x, double slack) {
            boolean holds = true;
            for (double value : x) {
                holds &= Math.abs(value) <= 1 + slack;
            }
            for (int r = 0; r < bounds.length; r++) {
                holds &= dot(normals[r], x) <= bounds[r] + slack * Math.sqrt(square(normals[r]));
            }
            return holds;
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += a[k] * b[k];
        }
        return sum;
    }

    private static double square(double[] a) {
        return dot(a, a);
    }

    private static double distance(double[] a, double[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += (a[k] - b[k]) * (a[k] - b[k]);
        }
        return Math.sqrt(sum);
    }

    @Test
    void dykstraEndsAtTheNearestCommonPoint() {
        // Three coordinates, three half-spaces: of all sets of up to three limits that may bind,
        // the nearest feasible point of one of them is the answer.
        for (long seed = 0; seed < 400; seed++) {
            var problem = Problem.draw(seed, 3, 3);
            double[] x = problem.from().clone();
            var outcome = problem.projections().nearest(x);
            double[] best = bruteForce(problem);
            assertThat(outcome.isReached()).as("seed %d", seed).isTrue();
            // The corrections rest within 1e-10; a flat angle between sets makes more of it.
            assertThat(distance(x, best)).as("seed %d", seed).isLessThan(1e-6);
        }
    }

    @Test
    void bothEndInAllSets() {
        for (long seed = 0; seed < 200; seed++) {
            var problem = Problem.draw(seed, 12, 8);
            double[] near = problem.from().clone();
            double[] any = problem.from().clone();
            assertThat(problem.projections().nearest(near).isReached())
                    .as("seed %d", seed)
                    .isTrue();
            assertThat(problem.projections().feasible(any).isReached())
                    .as("seed %d", seed)
                    .isTrue();
            assertThat(problem.holds(near, TOLERANCE)).as("seed %d", seed).isTrue();
            assertThat(problem.holds(any, TOLERANCE)).as("seed %d", seed).isTrue();
            assertThat(distance(near, problem.from()))
                    .as("seed %d", seed)
                    .isLessThanOrEqualTo(distance(any, problem.from()) + 1e-6);
        }
    }

    @Test
    void aPointOfAllSetsStaysWhereItIs() {
        for (long seed = 0; seed < 200; seed++) {
            var problem = Problem.draw(seed, 6, 5);
            double[] x = problem.from().clone();
            problem.projections().nearest(x);
            double[] again = x.clone();
            problem.projections().nearest(again);
            assertThat(distance(again, x)).as("seed %d", seed).isLessThan(10 * TOLERANCE);
        }
    }

    @Test
    void theNearestPointsOfTwoPointsAreNoFurtherApartThanThey() {
        // Projections onto convex sets do not expand distances.
        for (long seed = 0; seed < 200; seed++) {
            var problem = Problem.draw(seed, 8, 6);
            double[] one = problem.from().clone();
            double[] other = problem.from().clone();
            other[0] += 0.5;
            other[1] -= 2;
            double apart = distance(one, other);
            var projections = problem.projections();
            projections.nearest(one);
            projections.nearest(other);
            assertThat(distance(one, other)).as("seed %d", seed).isLessThan(apart + 1e-6);
        }
    }

    @Test
    void halfSpacesOfOneCoordinateAreItsBounds() {
        var projections = new AlternatingProjections(TOLERANCE, CYCLES);
        projections.begin(2);
        projections.halfSpace(new double[] {2, 0}, 3);
        double[] x = {4, -7};
        assertThat(projections.nearest(x).cycles()).isEqualTo(2);
        assertThat(x).containsExactly(new double[] {1.5, -7}, within(1e-15));
    }

    @Test
    void turnsAloneEndInTheSetsAndDykstraAtTheNearestPoint() {
        // x + y <= 1 with x <= 0.5, y <= 1, from (2, 1): the box's nearest point is (0.5, 1), from
        // there the half-space's (0.25, 0.75), which is in both; the nearest of all is (0.5, 0.5).
        var projections = new AlternatingProjections(TOLERANCE, CYCLES);
        projections.begin(2);
        projections.bounds(0, 0, 0.5);
        projections.bounds(1, 0, 1);
        projections.halfSpace(new double[] {1, 1}, 1);
        double[] any = {2, 1};
        assertThat(projections.feasible(any).isReached()).isTrue();
        assertThat(any).containsExactly(new double[] {0.25, 0.75}, within(1e-15));
        double[] nearest = {2, 1};
        assertThat(projections.nearest(nearest).isReached()).isTrue();
        assertThat(nearest).containsExactly(new double[] {0.5, 0.5}, within(1e-9));
    }

    @Test
    void setsWithoutACommonPointEndAtTheLimitOfCycles() {
        var projections = new AlternatingProjections(TOLERANCE, 1000);
        projections.begin(1);
        projections.bounds(0, 0, 1);
        projections.halfSpace(new double[] {1}, -1);
        double[] x = {0.5};
        var outcome = projections.nearest(x);
        assertThat(outcome.isReached()).isFalse();
        assertThat(outcome.violation()).isCloseTo(1, within(1e-12));
        assertThat(x[0]).isBetween(0.0, 1.0);
    }

    @Test
    void whatNoPointSatisfiesIsRefused() {
        var projections = new AlternatingProjections(TOLERANCE, 10);
        projections.begin(2);
        projections.halfSpace(new double[] {0, 0}, 0);
        assertThatThrownBy(() -> projections.halfSpace(new double[] {0, 0}, -1))
                .hasMessageContaining("0 <= -1");
        assertThatThrownBy(() -> projections.bounds(0, 1, 0)).hasMessageContaining("1.0 and 0.0");
        assertThatThrownBy(() -> new AlternatingProjections(0, 10)).hasMessageContaining("0.0");
    }

    /** The nearest of the points of all sets of limits that hold with equality. */
    private static double[] bruteForce(Problem problem) {
        int size = problem.from().length;
        int limits = problem.bounds().length + 2 * size;
        double[] best = new double[0];
        double least = Double.POSITIVE_INFINITY;
        for (int set = 0; set < 1 << limits; set++) {
            if (Integer.bitCount(set) > size) {
                continue;
            }
            double[] x = onAll(problem, set);
            if (x.length > 0 && problem.holds(x, 1e-9)) {
                double far = distance(x, problem.from());
                if (far < least) {
                    least = far;
                    best = x;
                }
            }
        }
        return best;
    }

    /** The nearest point at which a set of limits binds: y - A'(A A')^-1 (A y - b). */
    private static double[] onAll(Problem problem, int set) {
        int size = problem.from().length;
        int n = Integer.bitCount(set);
        var a = new double[n][];
        var b = new double[n];
        int i = 0;
        for (int limit = 0; limit < problem.bounds().length + 2 * size; limit++) {
            if ((set >> limit & 1) == 0) {
                continue;
            }
            int side = limit - problem.bounds().length;
            if (side < 0) {
                a[i] = problem.normals()[limit];
                b[i++] = problem.bounds()[limit];
            } else {
                a[i] = new double[size];
                a[i][side / 2] = 1;
                b[i++] = side % 2 == 0 ? 1 : -1;
            }
        }
        var matrix = new double[n][n + 1];
        for (int r = 0; r < n; r++) {
            for (int c = 0; c < n; c++) {
                matrix[r][c] = dot(a[r], a[c]);
            }
            matrix[r][n] = dot(a[r], problem.from()) - b[r];
        }
        double[] multiplier = solve(matrix);
        double[] x = problem.from().clone();
        for (int r = 0; r < multiplier.length; r++) {
            for (int k = 0; k < size; k++) {
                x[k] -= multiplier[r] * a[r][k];
            }
        }
        return multiplier.length == n ? x : new double[0];
    }

    /** Gauss elimination; empty where the matrix is singular. */
    private static double[] solve(double[][] m) {
        int n = m.length;
        for (int c = 0; c < n; c++) {
            int pivot = c;
            for (int r = c; r < n; r++) {
                pivot = Math.abs(m[r][c]) > Math.abs(m[pivot][c]) ? r : pivot;
            }
            if (Math.abs(m[pivot][c]) < 1e-12) {
                return new double[0];
            }
            double[] swap = m[c];
            m[c] = m[pivot];
            m[pivot] = swap;
            for (int r = 0; r < n; r++) {
                double factor = r == c ? 0 : m[r][c] / m[c][c];
                for (int k = c; k <= n && factor != 0; k++) {
                    m[r][k] -= factor * m[c][k];
                }
            }
        }
        var x = new double[n];
        for (int r = 0; r < n; r++) {
            x[r] = m[r][n] / m[r][r];
        }
        return x;
    }
}
