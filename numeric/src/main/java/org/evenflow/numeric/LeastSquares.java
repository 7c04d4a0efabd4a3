package org.evenflow.numeric;

import java.util.Arrays;

/**
 * The point of a box nearest to a wish under a few linear rows: minimise {@code ½ Σ w_k (p_k -
 * y_k)²} subject to {@code low <= p <= high} and {@code a_r p <= b_r}. A row may be soft: its
 * multiplier is then bounded, and it gives way where it would cost more; a variable may have a soft
 * floor above its lower bound.
 *
 * <p>Dual coordinate ascent, one multiplier at a time solved exactly: C. Hildreth, "A quadratic
 * programming procedure", Naval Research Logistics Quarterly 4(1), 1957. A single row is done in
 * one pass, nested ones in a few; else {@link DualNewton} moves all multipliers at once. With all
 * rows kept, the result is the unique optimum. Mutable work arrays, reused.
 */
public final class LeastSquares {
    /** What is off by less counts as solved. */
    static final double TOLERANCE = 1e-10;

    /**
     * Bound of the multipliers of what is soft: far above what hard rows ask for, far below what
     * would drown them in rounding.
     */
    private static final double SOFT = 1e5;

    private static final int MAX_PASSES = 1000;

    /** Passes before all multipliers are moved at once. */
    private static final int PLAIN_PASSES = 2;

    int size;
    int rows;
    final double[][] row;
    final double[] bound;
    final double[] multiplier;

    /** Greatest multiplier of a row; infinite unless the row is soft. */
    final double[] cap;

    final RowIndex index;
    private boolean hasFloors;
    private boolean hasWeights;

    /** One over the weights. */
    double[] ease = new double[0];

    double[] wish = new double[0];

    private double[] low = new double[0];
    private double[] high = new double[0];

    /** Soft lower bound; the lower bound itself where there is none. */
    private double[] floor = new double[0];

    private boolean[] isFixed = new boolean[0];

    /** The wish less what rows pull at it; the point before its bounds. */
    private double[] shifted = new double[0];

    private final DualNewton newton;

    /** What {@link #evaluate} found. */
    private double excess;

    private double slope;
    private boolean canFall;

    /** A solver for at most so many rows; their arrays are made when they are needed. */
    public LeastSquares(int maxRows) {
        row = new double[maxRows][];
        bound = new double[maxRows];
        multiplier = new double[maxRows];
        cap = new double[maxRows];
        index = new RowIndex(maxRows);
        newton = new DualNewton(this);
    }

    /** Begins a problem of {@code size} variables without rows. */
    public void begin(int variables) {
        size = variables;
        rows = 0;
        hasFloors = false;
        hasWeights = false;
        index.clear();
        if (wish.length < size) {
            int room = Math.max(size, 2 * wish.length);
            wish = new double[room];
            low = new double[room];
            high = new double[room];
            floor = new double[room];
            ease = new double[room];
            shifted = new double[room];
            isFixed = new boolean[room];
        }
    }

    /** Sets a variable's wish and bounds, and undoes all else that was set of it. */
    public void variable(int k, double wishValue, double lowValue, double highValue) {
        wish[k] = wishValue;
        low[k] = lowValue;
        high[k] = highValue;
        floor[k] = lowValue;
        ease[k] = 1;
        isFixed[k] = false;
    }

    /** Sets the weight of a variable's distance. */
    public void weight(int k, double weight) {
        ease[k] = 1 / weight;
        hasWeights |= weight != 1;
    }

    /** Keeps a variable from falling below a value unless a hard row cannot hold otherwise. */
    public void softFloor(int k, double value) {
        floor[k] = Math.min(high[k], Math.max(low[k], value));
        hasFloors |= floor[k] > low[k];
    }

    /** Raises a variable's upper bound, unless it has been fixed. */
    public void letRise(int k, double highValue) {
        if (!isFixed[k]) {
            high[k] = Math.max(high[k], highValue);
        }
    }

    /** Fixes a variable at zero. */
    public void fixAtZero(int k) {
        isFixed[k] = true;
        low[k] = Math.min(low[k], 0);
        high[k] = 0;
        floor[k] = low[k];
        wish[k] = Math.min(wish[k], 0);
    }

    /** Whether no row can be added. */
    public boolean isFull() {
        return rows == row.length;
    }

    /** Adds an empty row {@code a p <= b} and returns its coefficients, all zero, to be filled. */
    public double[] addRow(double b) {
        if (row[rows] == null || row[rows].length < size) {
            row[rows] = new double[Math.max(size, 16)];
        }
        Arrays.fill(row[rows], 0, size, 0);
        bound[rows] = b;
        multiplier[rows] = 0;
        cap[rows] = Double.POSITIVE_INFINITY;
        index.changed(rows);
        return row[rows++];
    }

    /** Lets a row give way where it cannot hold. */
    public void soften(int r) {
        cap[r] = SOFT;
    }

    /** Empties a row, keeps its multiplier as a start, returns its coefficients to be filled. */
    public double[] replaceRow(int r, double b) {
        Arrays.fill(row[r], 0, size, 0);
        bound[r] = b;
        index.changed(r);
        return row[r];
    }

    /** What a row pulls with per unit of its coefficients; 0 where it does not bind. */
    public double multiplier(int r) {
        return multiplier[r];
    }

    /** Coefficient of a variable in a row. */
    public double coefficient(int r, int k) {
        return row[r][k];
    }

    /** How far a soft floor holds a variable above where it would be, in units of multipliers. */
    public double floorPull(int k) {
        return Math.min(SOFT, Math.max(0, (floor[k] - shifted[k]) / ease[k]));
    }

    /** All coefficients of a row; those beyond the problem's variables mean nothing. */
    public double[] coefficients(int r) {
        return row[r];
    }

    /** Right side of a row. */
    public double bound(int r) {
        return bound[r];
    }

    /** How many rows there are. */
    public int rows() {
        return rows;
    }

    /** How many variables there are. */
    public int size() {
        return size;
    }

    /** One over a variable's weight. */
    public double ease(int k) {
        return ease[k];
    }

    /** Solves from the multipliers at hand and writes the point into {@code p}. */
    public void solve(double[] p) {
        index.update(row, rows, size);
        pull(multiplier, shifted);
        for (int pass = 0; pass < MAX_PASSES; pass++) {
            double moved = 0;
            for (int r = 0; r < rows; r++) {
                moved = Math.max(moved, improve(r));
            }
            if (moved <= TOLERANCE || rows == 1) {
                break;
            }
            if (pass >= PLAIN_PASSES - 1) {
                boolean isSolved = newton.improve();
                pull(multiplier, shifted);
                if (isSolved) {
                    break;
                }
            }
        }
        for (int k = 0; k < size; k++) {
            p[k] = value(k, shifted[k]);
        }
    }

    /** Where multipliers pull the variables. */
    void pull(double[] multipliers, double[] pulled) {
        System.arraycopy(wish, 0, pulled, 0, size);
        for (int r = 0; r < rows; r++) {
            double lambda = multipliers[r];
            for (int i = 0; i < index.members[r] && lambda != 0; i++) {
                int k = index.member[r][i];
                pulled[k] -= lambda * row[r][k] * ease[k];
            }
        }
    }

    /**
     * The variable's value where it is pulled to {@code z}. Without branches where nothing is soft:
     * which side of its bounds a variable is on is hard to predict.
     */
    double value(int k, double z) {
        double within = Math.min(high[k], Math.max(floor[k], z));
        if (!hasFloors || z >= floor[k]) {
            return within;
        }
        return Math.max(low[k], Math.min(floor[k], z + SOFT * ease[k]));
    }

    /** Whether the variable moves with its pull where it has this value. */
    boolean isFree(int k, double value) {
        return value > low[k] & value < high[k] & value != floor[k];
    }

    /**
     * Sets one multiplier so that its row holds with equality, or zero where it holds without. The
     * row's left side falls piecewise linearly with the multiplier: Newton steps, kept inside a
     * bracket. Returns how far the row was off.
     */
    private double improve(int r) {
        double start = multiplier[r];
        double lambda = start;
        double least = 0;
        double most = Double.POSITIVE_INFINITY;
        double first = 0;
        boolean triedZero = lambda == 0;
        for (int iteration = 0; iteration < 100; iteration++) {
            evaluate(r, lambda - start);
            if (excess > TOLERANCE && (!canFall || lambda >= cap[r])) {
                // No point of the box satisfies the row, or it may not cost more; this is nearest.
                first = canFall ? first : 0;
                break;
            }
            if (iteration == 0) {
                first = lambda == 0 ? Math.max(0, excess) : Math.abs(excess);
            }
            if (Math.abs(excess) <= TOLERANCE || (excess < 0 && lambda == 0)) {
                break;
            }
            if (excess > 0) {
                least = lambda;
            } else {
                most = lambda;
            }
            double next = slope > 0 ? lambda + excess / slope : Double.NaN;
            if (!(next > least && next < most)) {
                boolean tryZero = excess < 0 && least == 0 && !triedZero && !(next > 0);
                triedZero |= tryZero;
                next = tryZero ? 0 : bisect(least, most);
            }
            next = Math.min(next, cap[r]);
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
        if (!hasFloors && !hasWeights) {
            evaluatePlainly(r, change);
            return;
        }
        excess = -bound[r];
        slope = 0;
        canFall = false;
        double[] a = row[r];
        int[] of = index.member[r];
        for (int i = 0; i < index.members[r]; i++) {
            int k = of[i];
            double value = value(k, shifted[k] - change * a[k] * ease[k]);
            excess += a[k] * value;
            canFall |= a[k] > 0 ? value > low[k] : value < high[k];
            slope += isFree(k, value) ? a[k] * a[k] * ease[k] : 0;
        }
    }

    /** The same for weights of 1 and no floors; half as long. */
    private void evaluatePlainly(int r, double change) {
        double[] a = row[r];
        double sum = -bound[r];
        double steep = 0;
        boolean falls = false;
        int[] of = index.member[r];
        for (int i = 0; i < index.members[r]; i++) {
            int k = of[i];
            double z = shifted[k] - change * a[k];
            double value = Math.min(high[k], Math.max(low[k], z));
            sum += a[k] * value;
            falls |= a[k] > 0 ? value > low[k] : value < high[k];
            steep += z > low[k] & z < high[k] ? a[k] * a[k] : 0;
        }
        excess = sum;
        slope = steep;
        canFall = falls;
    }

    private void accept(int r, double lambda) {
        double change = lambda - multiplier[r];
        if (change != 0) {
            for (int i = 0; i < index.members[r]; i++) {
                int k = index.member[r][i];
                shifted[k] -= change * row[r][k] * ease[k];
            }
            multiplier[r] = lambda;
        }
    }

    private static double bisect(double least, double most) {
        return most < Double.POSITIVE_INFINITY ? (least + most) / 2 : least == 0 ? 1 : least * 4;
    }
}
