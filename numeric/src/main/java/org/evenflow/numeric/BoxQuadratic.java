package org.evenflow.numeric;

/**
 * A small dense quadratic over a box: minimise {@code ½ xᵀHx - cᵀx} over {@code 0 <= x <= u}, H
 * positive definite. Block principal pivoting: guess which unknowns are free, solve for them by
 * Cholesky's method, mend all wrong guesses at once, and one by one where that does not settle (J.
 * J. Júdice, F. M. Pires, "A block principal pivoting algorithm for large-scale strictly monotone
 * linear complementarity problems", Computers &amp; Operations Research 21(5), 1994). Mutable work
 * arrays, reused.
 */
public final class BoxQuadratic {
    /** Block steps that may fail to reduce the wrong guesses before single ones begin. */
    private static final int PATIENCE = 3;

    private static final byte AT_ZERO = 0;
    private static final byte FREE = 1;
    private static final byte AT_TOP = 2;

    private double[] factor = new double[0];
    private double[] solution = new double[0];
    private byte[] place = new byte[0];
    private byte[] wanted = new byte[0];
    private int[] free = new int[0];

    /**
     * Solves.
     *
     * @param n number of unknowns
     * @param h matrix by rows, {@code h[i * stride + j]}, both triangles filled
     * @param stride distance between rows of h
     * @param c linear term
     * @param u upper bounds, may be infinite
     * @param x start for the guesses, and the solution
     * @return whether a solution was found; false where H is not positive definite
     */
    public boolean solve(int n, double[] h, int stride, double[] c, double[] u, double[] x) {
        reserve(n);
        for (int i = 0; i < n; i++) {
            place[i] = x[i] >= u[i] ? AT_TOP : x[i] > 0 || c[i] > 0 ? FREE : AT_ZERO;
        }
        int fewest = n + 1;
        int patience = PATIENCE;
        for (int round = 0; round < 10 * n + 20; round++) {
            if (!solveFree(n, h, stride, c, u, x)) {
                return false;
            }
            int wrong = judge(n, h, stride, c, u, x);
            if (wrong == 0) {
                return true;
            }
            if (wrong < fewest) {
                fewest = wrong;
                patience = PATIENCE;
                System.arraycopy(wanted, 0, place, 0, n);
            } else if (patience > 0) {
                patience--;
                System.arraycopy(wanted, 0, place, 0, n);
            } else {
                int last = n - 1;
                while (wanted[last] == place[last]) {
                    last--;
                }
                place[last] = wanted[last];
            }
        }
        return false;
    }

    private void reserve(int n) {
        if (place.length < n) {
            factor = new double[n * n];
            solution = new double[n];
            place = new byte[n];
            wanted = new byte[n];
            free = new int[n];
        }
    }

    /** Sets x to the guess: bounds, and the free ones by {@code H_FF x_F = c_F - H_FU u_U}. */
    private boolean solveFree(int n, double[] h, int stride, double[] c, double[] u, double[] x) {
        int count = 0;
        for (int i = 0; i < n; i++) {
            if (place[i] == FREE) {
                free[count++] = i;
            } else {
                x[i] = place[i] == AT_TOP ? u[i] : 0;
            }
        }
        for (int a = 0; a < count; a++) {
            int i = free[a];
            double right = c[i];
            for (int j = 0; j < n; j++) {
                right -= place[j] == AT_TOP ? h[i * stride + j] * u[j] : 0;
            }
            solution[a] = right;
            for (int b = 0; b <= a; b++) {
                factor[a * count + b] = h[i * stride + free[b]];
            }
        }
        if (!factorise(count)) {
            return false;
        }
        substitute(count);
        for (int a = 0; a < count; a++) {
            x[free[a]] = solution[a];
        }
        return true;
    }

    /** Cholesky's factor of the lower triangle, in place. */
    private boolean factorise(int n) {
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = factor[i * n + j];
                for (int k = 0; k < j; k++) {
                    sum -= factor[i * n + k] * factor[j * n + k];
                }
                if (i != j) {
                    factor[i * n + j] = sum / factor[j * n + j];
                } else if (sum > 0) {
                    factor[i * n + i] = Math.sqrt(sum);
                } else {
                    return false;
                }
            }
        }
        return true;
    }

    private void substitute(int n) {
        for (int i = 0; i < n; i++) {
            double sum = solution[i];
            for (int k = 0; k < i; k++) {
                sum -= factor[i * n + k] * solution[k];
            }
            solution[i] = sum / factor[i * n + i];
        }
        for (int i = n - 1; i >= 0; i--) {
            double sum = solution[i];
            for (int k = i + 1; k < n; k++) {
                sum -= factor[k * n + i] * solution[k];
            }
            solution[i] = sum / factor[i * n + i];
        }
    }

    /** Where each unknown should be instead; how many guesses are wrong. */
    private int judge(int n, double[] h, int stride, double[] c, double[] u, double[] x) {
        int wrong = 0;
        System.arraycopy(place, 0, wanted, 0, n);
        for (int i = 0; i < n; i++) {
            if (place[i] == FREE) {
                if (x[i] < 0) {
                    wanted[i] = AT_ZERO;
                } else if (x[i] > u[i]) {
                    wanted[i] = AT_TOP;
                }
            } else {
                double slope = -c[i];
                double size = Math.abs(c[i]);
                for (int j = 0; j < n; j++) {
                    slope += h[i * stride + j] * x[j];
                    size += Math.abs(h[i * stride + j] * x[j]);
                }
                boolean isLow = place[i] == AT_ZERO;
                if (isLow ? slope < -1e-13 * size : slope > 1e-13 * size) {
                    wanted[i] = FREE;
                }
            }
            wrong += wanted[i] == place[i] ? 0 : 1;
        }
        return wrong;
    }
}
