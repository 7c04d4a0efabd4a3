package org.evenflow.control;

import java.util.Arrays;

/**
 * The point of a box nearest to a wish under a few linear rows: minimise {@code Σ (p_k - y_k)²}
 * subject to {@code low <= p <= high} and {@code a_r p <= b_r}. Dual coordinate ascent, one
 * multiplier at a time solved exactly: C. Hildreth, "A quadratic programming procedure", Naval
 * Research Logistics Quarterly 4(1), 1957. With all rows kept, the result is the unique optimum; it
 * is reached in few passes because rows are few and mostly nested. Mutable work arrays, reused.
 */
final class LeastSquares {
    private static final int MAX_PASSES = 1000;
    private static final double TOLERANCE = 1e-10;

    private int size;
    private double[] wish = new double[0];
    private double[] low = new double[0];
    private double[] high = new double[0];
    private double[] shifted = new double[0];
    private final double[][] row;
    private final double[] bound;
    private final double[] multiplier;

    /** Variables with a coefficient other than zero, and how many, of each row. */
    private final int[][] member;

    private final int[] members;
    private int rows;

    /** What {@link #evaluate} found. */
    private double excess;

    private double slope;
    private boolean canFall;

    /** A solver for at most so many rows; their arrays are made when they are needed. */
    LeastSquares(int maxRows) {
        row = new double[maxRows][];
        bound = new double[maxRows];
        multiplier = new double[maxRows];
        member = new int[maxRows][];
        members = new int[maxRows];
    }

    /** Begins a problem of {@code size} variables without rows. */
    void begin(int size) {
        this.size = size;
        rows = 0;
        if (wish.length < size) {
            int room = Math.max(size, 2 * wish.length);
            wish = new double[room];
            low = new double[room];
            high = new double[room];
            shifted = new double[room];
        }
    }

    void variable(int k, double wishValue, double lowValue, double highValue) {
        wish[k] = wishValue;
        low[k] = lowValue;
        high[k] = highValue;
    }

    /** Fixes a variable at zero. */
    void fixAtZero(int k) {
        low[k] = Math.min(low[k], 0);
        high[k] = 0;
        wish[k] = Math.min(wish[k], 0);
    }

    boolean isFull() {
        return rows == row.length;
    }

    /** Adds an empty row {@code a p <= b} and returns its coefficients, all zero, to be filled. */
    double[] addRow(double b) {
        if (row[rows] == null || row[rows].length < size) {
            row[rows] = new double[Math.max(size, 16)];
        }
        Arrays.fill(row[rows], 0, size, 0);
        bound[rows] = b;
        multiplier[rows] = 0;
        return row[rows++];
    }

    /**
     * Empties a row, keeps its multiplier as a start, and returns its coefficients to be filled.
     */
    double[] replaceRow(int r, double b) {
        Arrays.fill(row[r], 0, size, 0);
        bound[r] = b;
        return row[r];
    }

    double multiplier(int r) {
        return multiplier[r];
    }

    double coefficient(int r, int k) {
        return row[r][k];
    }

    int rows() {
        return rows;
    }

    /** Solves from the multipliers at hand and writes the point into {@code p}. */
    void solve(double[] p) {
        System.arraycopy(wish, 0, shifted, 0, size);
        for (int r = 0; r < rows; r++) {
            compile(r);
            double lambda = multiplier[r];
            for (int i = 0; i < members[r] && lambda != 0; i++) {
                shifted[member[r][i]] -= lambda * row[r][member[r][i]];
            }
        }
        for (int pass = 0; pass < MAX_PASSES; pass++) {
            double moved = 0;
            for (int r = 0; r < rows; r++) {
                moved = Math.max(moved, improve(r));
            }
            if (moved <= TOLERANCE) {
                break;
            }
        }
        for (int k = 0; k < size; k++) {
            p[k] = clip(shifted[k], k);
        }
    }

    /** Lists the variables of a row: most rows are sums over a few connectors. */
    private void compile(int r) {
        if (member[r] == null || member[r].length < size) {
            member[r] = new int[Math.max(size, 16)];
        }
        int count = 0;
        for (int k = 0; k < size; k++) {
            if (row[r][k] != 0) {
                member[r][count++] = k;
            }
        }
        members[r] = count;
    }

    private double clip(double value, int k) {
        return value < low[k] ? low[k] : value > high[k] ? high[k] : value;
    }

    /**
     * Sets one multiplier so that its row holds with equality, or zero where it holds without. The
     * row's left side falls piecewise linearly with the multiplier: Newton steps, kept inside a
     * bracket. Returns how far the row was off, kW.
     */
    private double improve(int r) {
        double start = multiplier[r];
        double lambda = start;
        double floor = 0;
        double ceiling = Double.POSITIVE_INFINITY;
        double first = 0;
        boolean triedZero = lambda == 0;
        for (int iteration = 0; iteration < 100; iteration++) {
            evaluate(r, lambda - start);
            if (excess > TOLERANCE && !canFall) {
                // No point of the box satisfies the row; this is the nearest to it.
                first = 0;
                break;
            }
            if (iteration == 0) {
                first = lambda == 0 ? Math.max(0, excess) : Math.abs(excess);
            }
            if (Math.abs(excess) <= TOLERANCE || (excess < 0 && lambda == 0)) {
                break;
            }
            if (excess > 0) {
                floor = lambda;
            } else {
                ceiling = lambda;
            }
            double next = slope > 0 ? lambda + excess / slope : Double.NaN;
            if (!(next > floor && next < ceiling)) {
                boolean tryZero = excess < 0 && floor == 0 && !triedZero && !(next > 0);
                triedZero |= tryZero;
                next = tryZero ? 0 : bisect(floor, ceiling);
            }
            if (next == lambda) {
                break;
            }
            lambda = next;
        }
        accept(r, lambda);
        return first;
    }

    /** A row's left side less its bound, and how fast it falls, with its multiplier changed. */
    private void evaluate(int r, double change) {
        double[] a = row[r];
        excess = -bound[r];
        slope = 0;
        canFall = false;
        int[] of = member[r];
        for (int i = 0; i < members[r]; i++) {
            int k = of[i];
            double z = shifted[k] - change * a[k];
            double value = clip(z, k);
            excess += a[k] * value;
            canFall |= a[k] > 0 ? value > low[k] : value < high[k];
            slope += z > low[k] && z < high[k] ? a[k] * a[k] : 0;
        }
    }

    private void accept(int r, double lambda) {
        double change = lambda - multiplier[r];
        if (change != 0) {
            for (int i = 0; i < members[r]; i++) {
                int k = member[r][i];
                shifted[k] -= change * row[r][k];
            }
            multiplier[r] = lambda;
        }
    }

    private static double bisect(double floor, double ceiling) {
        return ceiling < Double.POSITIVE_INFINITY
                ? (floor + ceiling) / 2
                : floor == 0 ? 1 : floor * 4;
    }
}
