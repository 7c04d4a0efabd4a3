package org.evenflow.numeric;

import java.util.Arrays;

/**
 * Moves all multipliers of a {@link LeastSquares} problem at once: Newton's method on its dual,
 * which is concave and piecewise quadratic (W. Li, J. Swetits, "A new algorithm for solving
 * strictly convex quadratic programs", SIAM Journal on Optimization 7(3), 1997). A step solves the
 * quadratic piece at hand within the multipliers' bounds, whose matrix {@code A W⁻¹ Aᵀ} over the
 * free variables has as many rows as the problem and no more, and goes as far as the dual rises.
 * Rows that hold no free variable stay as they are: they need a pass of coordinate ascent. Mutable
 * work arrays, reused.
 */
final class DualNewton {
    private static final int MAX_STEPS = 30;

    /** Added to the matrix's diagonal, as a share of it: rows may be all but parallel. */
    private static final double RIDGE = 1e-12;

    private final LeastSquares problem;
    private final BoxQuadratic quadratic = new BoxQuadratic();

    /** The point before and after its bounds. */
    private double[] pulled = new double[0];

    private double[] point = new double[0];

    /** Left sides less bounds of all rows, and the multipliers on trial. */
    private double[] excess = new double[0];

    private double[] trial = new double[0];

    /** Rows that may move, their position among those, and the quadratic piece. */
    private int[] active = new int[0];

    private int[] place = new int[0];
    private int actives;
    private double[] matrix = new double[0];
    private double[] linear = new double[0];
    private double[] most = new double[0];
    private double[] solution = new double[0];

    /** Active rows of a variable. */
    private int[] touching = new int[0];

    DualNewton(LeastSquares problem) {
        this.problem = problem;
    }

    /**
     * Improves the multipliers as far as it can; whether the conditions of the optimum hold now.
     */
    boolean improve() {
        reserve();
        System.arraycopy(problem.multiplier, 0, trial, 0, problem.rows);
        double residual = evaluate();
        for (int step = 0; step < MAX_STEPS && residual > LeastSquares.TOLERANCE; step++) {
            if (!aim()) {
                break;
            }
            double next = search();
            if (next < 0) {
                break;
            }
            System.arraycopy(trial, 0, problem.multiplier, 0, problem.rows);
            residual = next;
        }
        return residual <= LeastSquares.TOLERANCE;
    }

    private void reserve() {
        if (pulled.length < problem.size) {
            pulled = new double[problem.wish.length];
            point = new double[problem.wish.length];
        }
        if (trial.length < problem.rows) {
            int room = Math.min(problem.row.length, 2 * problem.rows);
            excess = new double[room];
            trial = new double[room];
            active = new int[room];
            place = new int[room];
            linear = new double[room];
            most = new double[room];
            solution = new double[room];
            touching = new int[room];
        }
    }

    /**
     * Point and excesses at the multipliers on trial; returns how far the worst row is from what
     * the optimum demands.
     */
    private double evaluate() {
        problem.pull(trial, pulled);
        for (int k = 0; k < problem.size; k++) {
            point[k] = problem.value(k, pulled[k]);
        }
        double residual = 0;
        for (int r = 0; r < problem.rows; r++) {
            double sum = -problem.bound[r];
            for (int i = 0; i < problem.index.members[r]; i++) {
                int k = problem.index.member[r][i];
                sum += problem.row[r][k] * point[k];
            }
            excess[r] = sum;
            boolean mayRise = trial[r] < problem.cap[r];
            boolean mayFall = trial[r] > 0;
            double off = sum > 0 ? (mayRise ? sum : 0) : mayFall ? -sum : 0;
            residual = Math.max(residual, off);
        }
        return residual;
    }

    /** Solves the quadratic piece at hand; false where no row can move. */
    private boolean aim() {
        actives = 0;
        for (int r = 0; r < problem.rows; r++) {
            boolean isActive =
                    (problem.multiplier[r] > 0 || excess[r] > 0) && problem.index.members[r] > 0;
            place[r] = isActive ? actives : -1;
            if (isActive) {
                active[actives++] = r;
            }
        }
        fillMatrix();
        for (int a = 0; a < actives; a++) {
            int r = active[a];
            double own = matrix[a * actives + a];
            // A row without free variables gets a step of its own and stays where it is.
            matrix[a * actives + a] = own > 0 ? own * (1 + RIDGE) : 1;
            solution[a] = problem.multiplier[r];
            most[a] = problem.cap[r];
            linear[a] = own > 0 ? excess[r] : 0;
            for (int b = 0; b < actives; b++) {
                linear[a] += matrix[a * actives + b] * problem.multiplier[active[b]];
            }
        }
        return actives > 0 && quadratic.solve(actives, matrix, actives, linear, most, solution);
    }

    /** {@code A W⁻¹ Aᵀ} over the free variables. */
    private void fillMatrix() {
        if (matrix.length < actives * actives) {
            matrix = new double[actives * actives];
        }
        Arrays.fill(matrix, 0, actives * actives, 0);
        for (int k = 0; k < problem.size; k++) {
            if (!problem.isFree(k, point[k])) {
                continue;
            }
            int count = 0;
            for (int i = problem.index.columnStart[k]; i < problem.index.columnStart[k + 1]; i++) {
                int a = place[problem.index.columnRow[i]];
                if (a >= 0) {
                    touching[count++] = a;
                }
            }
            for (int i = 0; i < count; i++) {
                int a = touching[i];
                double here = problem.row[active[a]][k] * problem.ease[k];
                for (int j = 0; j < count; j++) {
                    int b = touching[j];
                    matrix[a * actives + b] += here * problem.row[active[b]][k];
                }
            }
        }
    }

    /**
     * Goes towards the solution as far as the dual rises: to the end where it still rises there,
     * else to where it is all but level, by halving and secants. Returns what is left, or -1 where
     * nothing was gained.
     */
    private double search() {
        double slope = rise();
        if (!(slope > 0)) {
            return -1;
        }
        double from = 0;
        double to = 1;
        double slopeFrom = slope;
        double share = 1;
        for (int i = 0; i < 40; i++) {
            go(share);
            double residual = evaluate();
            double here = rise();
            boolean isEnd = share == 1 && here >= 0;
            if (isEnd || Math.abs(here) <= 0.1 * slope || residual <= LeastSquares.TOLERANCE) {
                return residual;
            }
            double slopeTo;
            if (here > 0) {
                from = share;
                slopeFrom = here;
                share = (from + to) / 2;
            } else {
                to = share;
                slopeTo = here;
                double secant = from + (to - from) * slopeFrom / (slopeFrom - slopeTo);
                share = Math.max(secant, from + 0.1 * (to - from));
            }
        }
        return -1;
    }

    /** How fast the dual rises along the step, at the excesses last evaluated. */
    private double rise() {
        double sum = 0;
        for (int a = 0; a < actives; a++) {
            sum += excess[active[a]] * (solution[a] - problem.multiplier[active[a]]);
        }
        return sum;
    }

    private void go(double share) {
        System.arraycopy(problem.multiplier, 0, trial, 0, problem.rows);
        for (int a = 0; a < actives; a++) {
            int r = active[a];
            double lambda = problem.multiplier[r];
            trial[r] = share == 1 ? solution[a] : lambda + share * (solution[a] - lambda);
        }
    }
}
