package org.evenflow.numeric;

import static org.assertj.core.api.Assertions.assertThat;

/** Small programs solved by trying everything: slow, plain and without a line of the solvers. */
final class ReferenceSolutions {
    private static final double FEASIBLE = 1e-7;

    private ReferenceSolutions() {}

    /**
     * The optimum of a linear program with finite column bounds, or positive infinity where there
     * is no point: the best of all vertices, each where as many of the bounds and rows as there are
     * columns hold with equality.
     */
    static double bestVertex(Numbers p) {
        int planes = 2 * (p.columns() + p.rows());
        int[] chosen = new int[p.columns()];
        return search(p, planes, chosen, 0, 0);
    }

    private static double search(Numbers p, int planes, int[] chosen, int depth, int from) {
        if (depth == chosen.length) {
            return vertex(p, chosen);
        }
        double best = Double.POSITIVE_INFINITY;
        for (int plane = from; plane < planes; plane++) {
            chosen[depth] = plane;
            best = Math.min(best, search(p, planes, chosen, depth + 1, plane + 1));
        }
        return best;
    }

    private static double vertex(Numbers p, int[] chosen) {
        int n = p.columns();
        double[][] system = new double[n][n + 1];
        for (int i = 0; i < n; i++) {
            int what = chosen[i] / 2;
            boolean isHigh = chosen[i] % 2 == 1;
            if (what < n) {
                system[i][what] = 1;
                system[i][n] = isHigh ? p.high()[what] : p.low()[what];
            } else {
                int row = what - n;
                System.arraycopy(p.matrix()[row], 0, system[i], 0, n);
                system[i][n] = isHigh ? p.rowHigh()[row] : p.rowLow()[row];
            }
            if (Double.isInfinite(system[i][n])) {
                return Double.POSITIVE_INFINITY;
            }
        }
        return eliminate(system) && p.isFeasible(last(system), FEASIBLE)
                ? p.objective(last(system))
                : Double.POSITIVE_INFINITY;
    }

    private static double[] last(double[][] system) {
        double[] solution = new double[system.length];
        for (int i = 0; i < solution.length; i++) {
            solution[i] = system[i][solution.length];
        }
        return solution;
    }

    /** Gauss and Jordan with row pivots; false where singular. */
    private static boolean eliminate(double[][] system) {
        int n = system.length;
        for (int pivot = 0; pivot < n; pivot++) {
            int best = pivot;
            for (int row = pivot + 1; row < n; row++) {
                best = Math.abs(system[row][pivot]) > Math.abs(system[best][pivot]) ? row : best;
            }
            if (Math.abs(system[best][pivot]) < 1e-9) {
                return false;
            }
            double[] swap = system[pivot];
            system[pivot] = system[best];
            system[best] = swap;
            for (int row = 0; row < n; row++) {
                double factor = row == pivot ? 0 : system[row][pivot] / system[pivot][pivot];
                for (int k = pivot; factor != 0 && k <= n; k++) {
                    system[row][k] -= factor * system[pivot][k];
                }
            }
        }
        for (int row = 0; row < n; row++) {
            system[row][n] /= system[row][row];
        }
        return true;
    }

    /** The optimum over whole numbers within finite bounds, or positive infinity. */
    static double bestWhole(Numbers p) {
        double[] point = p.low().clone();
        double best = Double.POSITIVE_INFINITY;
        int digit = 0;
        while (digit < point.length) {
            if (p.isFeasible(point, FEASIBLE)) {
                best = Math.min(best, p.objective(point));
            }
            for (digit = 0; digit < point.length; digit++) {
                point[digit]++;
                if (point[digit] <= p.high()[digit]) {
                    break;
                }
                point[digit] = p.low()[digit];
            }
        }
        return best;
    }

    /** A program as plain dense arrays. */
    @SuppressWarnings("ArrayRecordComponent")
    record Numbers(
            double[] cost,
            double[] low,
            double[] high,
            double[][] matrix,
            double[] rowLow,
            double[] rowHigh) {
        int columns() {
            return cost.length;
        }

        int rows() {
            return rowLow.length;
        }

        double objective(double[] x) {
            double sum = 0;
            for (int j = 0; j < x.length; j++) {
                sum += cost[j] * x[j];
            }
            return sum;
        }

        boolean isFeasible(double[] x, double tolerance) {
            for (int j = 0; j < x.length; j++) {
                if (!(x[j] >= low[j] - tolerance && x[j] <= high[j] + tolerance)) {
                    return false;
                }
            }
            for (int i = 0; i < matrix.length; i++) {
                double sum = 0;
                for (int j = 0; j < x.length; j++) {
                    sum += matrix[i][j] * x[j];
                }
                if (!(sum >= rowLow[i] - tolerance && sum <= rowHigh[i] + tolerance)) {
                    return false;
                }
            }
            return true;
        }

        /** The same for the solver; zeros are left out. */
        LinearProgram program() {
            return program(SolverOptions.USUAL);
        }

        LinearProgram program(SolverOptions options) {
            var program = new LinearProgram(options);
            for (int j = 0; j < cost.length; j++) {
                assertThat(program.column(low[j], high[j], cost[j])).isEqualTo(j);
            }
            for (int i = 0; i < rowLow.length; i++) {
                assertThat(program.row(rowLow[i], rowHigh[i])).isEqualTo(i);
                for (int j = 0; j < cost.length; j++) {
                    if (matrix[i][j] != 0) {
                        program.coefficient(i, j, matrix[i][j]);
                    }
                }
            }
            return program;
        }
    }
}
