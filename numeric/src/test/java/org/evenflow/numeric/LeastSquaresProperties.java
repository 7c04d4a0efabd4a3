package org.evenflow.numeric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The optimum of random problems: its conditions, and that no feasible point is nearer. */
class LeastSquaresProperties {
    private static final double TOLERANCE = 1e-7;

    /** A problem whose rows some point of the box satisfies. */
    private static final class Problem {
        final int size;
        final double[] wish;
        final double[] low;
        final double[] high;
        final double[][] row;
        final double[] bound;
        final double[] inside;

        Problem(SplittableRandom random, int maxSize, boolean isNested) {
            size = random.nextInt(1, maxSize + 1);
            wish = new double[size];
            low = new double[size];
            high = new double[size];
            inside = new double[size];
            for (int k = 0; k < size; k++) {
                low[k] = random.nextBoolean() ? 0 : -random.nextDouble(0, 20);
                high[k] = random.nextInt(8) == 0 ? 0 : random.nextDouble(0, 50);
                wish[k] = low[k] + random.nextDouble() * (high[k] - low[k]);
                inside[k] = low[k] + random.nextDouble() * (high[k] - low[k]);
            }
            row = new double[random.nextInt(0, 5)][size];
            bound = new double[row.length];
            for (int r = 0; r < row.length; r++) {
                double at = 0;
                for (int k = 0; k < size; k++) {
                    row[r][k] =
                            isNested
                                    ? (k >= r && k % (r + 1) == 0 ? 1 : 0)
                                    : random.nextInt(3) == 0 ? 0 : random.nextDouble(-0.3, 1);
                    at += row[r][k] * inside[k];
                }
                // Room for more than a point, or multipliers may be as large as one likes.
                bound[r] = at + random.nextDouble(0.2, 10);
            }
        }

        double[] solve(LeastSquares solver) {
            solver.begin(size);
            for (int k = 0; k < size; k++) {
                solver.variable(k, wish[k], low[k], high[k]);
            }
            for (int r = 0; r < row.length; r++) {
                System.arraycopy(row[r], 0, solver.addRow(bound[r]), 0, size);
            }
            double[] p = new double[size];
            solver.solve(p);
            return p;
        }

        double left(int r, double[] p) {
            double sum = -bound[r];
            for (int k = 0; k < size; k++) {
                sum += row[r][k] * p[k];
            }
            return sum;
        }

        double distance(double[] p) {
            double sum = 0;
            for (int k = 0; k < size; k++) {
                sum += (p[k] - wish[k]) * (p[k] - wish[k]);
            }
            return sum;
        }
    }

    @Test
    void satisfiesTheConditionsOfKarushKuhnAndTucker() {
        var solver = new LeastSquares(8);
        for (int seed = 0; seed < 3000; seed++) {
            var problem = new Problem(new SplittableRandom(seed), 12, seed % 2 == 0);
            double[] p = problem.solve(solver);
            String as = "seed " + seed;
            for (int r = 0; r < problem.row.length; r++) {
                double left = problem.left(r, p);
                assertThat(left).as("%s: row %d", as, r).isLessThan(TOLERANCE);
                assertThat(solver.multiplier(r)).as(as).isNotNegative();
                assertThat(solver.multiplier(r) < 1e-9 || left > -TOLERANCE)
                        .as("%s: row %d binds or costs nothing", as, r)
                        .isTrue();
            }
            for (int k = 0; k < problem.size; k++) {
                double pulled = problem.wish[k];
                for (int r = 0; r < problem.row.length; r++) {
                    pulled -= solver.multiplier(r) * problem.row[r][k];
                }
                assertThat(p[k])
                        .as("%s: variable %d", as, k)
                        .isBetween(problem.low[k], problem.high[k])
                        .isCloseTo(
                                Math.clamp(pulled, problem.low[k], problem.high[k]),
                                org.assertj.core.api.Assertions.within(TOLERANCE));
            }
        }
    }

    @Test
    void noFeasiblePointIsNearer() {
        var solver = new LeastSquares(8);
        for (int seed = 0; seed < 500; seed++) {
            var random = new SplittableRandom(seed);
            var problem = new Problem(random, 3, false);
            double[] p = problem.solve(solver);
            double nearest = problem.distance(p);
            for (int i = 0; i < 400; i++) {
                // Between the optimum and a random point of the box, near and far.
                double share = Math.pow(random.nextDouble(), 3);
                double[] other = new double[problem.size];
                for (int k = 0; k < problem.size; k++) {
                    double to =
                            problem.low[k]
                                    + random.nextDouble() * (problem.high[k] - problem.low[k]);
                    other[k] = p[k] + share * (to - p[k]);
                }
                boolean feasible = true;
                for (int r = 0; r < problem.row.length; r++) {
                    feasible &= problem.left(r, other) <= 0;
                }
                assertThat(!feasible || problem.distance(other) >= nearest - 1e-6)
                        .as("seed %d, point %d", seed, i)
                        .isTrue();
            }
        }
    }

    @Test
    void withoutRowsTheWishIsTheAnswer() {
        var solver = new LeastSquares(8);
        solver.begin(2);
        solver.variable(0, 5, 0, 10);
        solver.variable(1, -3, -5, 0);
        double[] p = new double[2];
        solver.solve(p);
        assertThat(p).containsExactly(5, -3);
    }

    @Test
    void aFixedVariableLeavesItsShareToTheOthers() {
        var solver = new LeastSquares(8);
        solver.begin(3);
        for (int k = 0; k < 3; k++) {
            solver.variable(k, 8, 0, 10);
        }
        Arrays.fill(solver.addRow(12), 0, 3, 1);
        double[] p = new double[3];
        solver.solve(p);
        assertThat(p).containsExactly(new double[] {4, 4, 4}, TOLERANCE_OFFSET);
        solver.fixAtZero(1);
        solver.solve(p);
        assertThat(p).containsExactly(new double[] {6, 0, 6}, TOLERANCE_OFFSET);
    }

    @Test
    void aRowThatNoPointSatisfiesIsComeAsNearAsCanBe() {
        var solver = new LeastSquares(8);
        solver.begin(2);
        solver.variable(0, 5, 0, 10);
        solver.variable(1, 3, 1, 10);
        Arrays.fill(solver.addRow(-4), 0, 2, 1);
        double[] p = new double[2];
        solver.solve(p);
        assertThat(p).containsExactly(new double[] {0, 1}, TOLERANCE_OFFSET);
    }

    private static final org.assertj.core.data.Offset<Double> TOLERANCE_OFFSET =
            org.assertj.core.api.Assertions.within(1e-9);
}
