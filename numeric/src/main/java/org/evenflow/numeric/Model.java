package org.evenflow.numeric;

import java.util.Arrays;

/** The numbers of a {@link LinearProgram}, mutable, and which of them the solver has not seen. */
final class Model {
    /** From here on a bound is none. */
    private static final double INFINITE = 1e20;

    /** From here on the solver refuses coefficients, and up to the next it drops them. */
    private static final double LARGEST = 1e15;

    private static final double SMALLEST = 1e-9;

    /** A lower bound above the upper one by no more than this, relatively, counts as equal. */
    private static final double ROUNDING = 1e-9;

    int columns;
    int rows;
    int integers;
    double[] cost = new double[16];
    double[] low = new double[16];
    double[] high = new double[16];

    /** 1 for a column of whole numbers, else 0. */
    int[] integrality = new int[16];

    double[] rowLow = new double[16];
    double[] rowHigh = new double[16];
    double offset;
    boolean isOffsetNew;
    final SparseColumns matrix = new SparseColumns();

    /** What changed beyond numbers in place: columns, rows, integrality. */
    boolean isReshaped = true;

    final Span newCosts = new Span();
    final Span newBounds = new Span();
    final Span newRowBounds = new Span();

    /** From the first to the last of the positions noted. */
    static final class Span {
        int first = Integer.MAX_VALUE;
        int last = -1;

        void note(int position) {
            first = Math.min(first, position);
            last = Math.max(last, position);
        }

        boolean isEmpty() {
            return last < first;
        }

        void clear() {
            first = Integer.MAX_VALUE;
            last = -1;
        }
    }

    int addColumn(double columnLow, double columnHigh, double columnCost) {
        within("cost", columnCost, INFINITE);
        double bottom = bottom(columnLow);
        double top = top(bottom, columnHigh);
        if (columns == cost.length) {
            cost = Arrays.copyOf(cost, 2 * columns);
            low = Arrays.copyOf(low, 2 * columns);
            high = Arrays.copyOf(high, 2 * columns);
            integrality = Arrays.copyOf(integrality, 2 * columns);
        }
        cost[columns] = columnCost;
        low[columns] = bottom;
        high[columns] = top;
        isReshaped = true;
        return columns++;
    }

    int addRow(double newLow, double newHigh) {
        double bottom = bottom(newLow);
        double top = top(bottom, newHigh);
        if (rows == rowLow.length) {
            rowLow = Arrays.copyOf(rowLow, 2 * rows);
            rowHigh = Arrays.copyOf(rowHigh, 2 * rows);
        }
        rowLow[rows] = bottom;
        rowHigh[rows] = top;
        isReshaped = true;
        return rows++;
    }

    void coefficient(int row, int column, double value) {
        known("row", row, rows);
        known("column", column, columns);
        within("coefficient", value, LARGEST);
        matrix.set(row, column, Math.abs(value) <= SMALLEST ? 0 : value);
    }

    void cost(int column, double newest) {
        known("column", column, columns);
        within("cost", newest, INFINITE);
        if (cost[column] != newest) {
            cost[column] = newest;
            newCosts.note(column);
        }
    }

    void bounds(int column, double newLow, double newHigh) {
        known("column", column, columns);
        double bottom = bottom(newLow);
        double top = top(bottom, newHigh);
        if (low[column] != bottom || high[column] != top) {
            low[column] = bottom;
            high[column] = top;
            newBounds.note(column);
        }
    }

    void rowBounds(int row, double newLow, double newHigh) {
        known("row", row, rows);
        double bottom = bottom(newLow);
        double top = top(bottom, newHigh);
        if (rowLow[row] != bottom || rowHigh[row] != top) {
            rowLow[row] = bottom;
            rowHigh[row] = top;
            newRowBounds.note(row);
        }
    }

    /** 1 for whole numbers only, 0 for all. */
    void integrality(int column, int kind) {
        known("column", column, columns);
        if (integrality[column] != kind) {
            integrality[column] = kind;
            integers += kind == 1 ? 1 : -1;
            isReshaped = true;
        }
    }

    void offset(double newest) {
        within("offset", newest, INFINITE);
        if (offset != newest) {
            offset = newest;
            isOffsetNew = true;
        }
    }

    private static double bottom(double low) {
        if (!(low < INFINITE)) {
            throw new IllegalArgumentException("a lower bound must be below 1e20, is " + low);
        }
        return low > -INFINITE ? low : Double.NEGATIVE_INFINITY;
    }

    /** The upper bound, where it is below the lower one by rounding alone the lower one. */
    private static double top(double low, double high) {
        if (!(high > -INFINITE)) {
            throw new IllegalArgumentException("an upper bound must be above -1e20, is " + high);
        }
        if (low > high && low - high <= ROUNDING * (1 + Math.abs(low))) {
            return low;
        }
        return high < INFINITE ? high : Double.POSITIVE_INFINITY;
    }

    private static void within(String what, double value, double below) {
        if (!(Math.abs(value) < below)) {
            throw new IllegalArgumentException(
                    what + " must be a number below " + below + ", is " + value);
        }
    }

    private static void known(String what, int index, int count) {
        if (index < 0 || index >= count) {
            throw new IllegalArgumentException(
                    what + " must be within 0 to " + (count - 1) + ", is " + index);
        }
    }

    /** Sorts in what was collected; true where the solver must be given everything anew. */
    boolean settle() {
        if (isReshaped || matrix.hasNew()) {
            matrix.compile(columns, rows);
            isReshaped = true;
        }
        return isReshaped;
    }

    void forgetChanges() {
        isReshaped = false;
        isOffsetNew = false;
        newCosts.clear();
        newBounds.clear();
        newRowBounds.clear();
        matrix.forgetChanges();
    }

    /** Whether some lower bound is above its upper one. */
    boolean isCrossed() {
        for (int column = 0; column < columns; column++) {
            if (low[column] > high[column]) {
                return true;
            }
        }
        for (int row = 0; row < rows; row++) {
            if (rowLow[row] > rowHigh[row]) {
                return true;
            }
        }
        return false;
    }
}
