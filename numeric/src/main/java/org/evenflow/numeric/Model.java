package org.evenflow.numeric;

import java.util.Arrays;

/** The numbers of a {@link LinearProgram}, mutable, and which of them the solver has not seen. */
final class Model {
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
        if (columns == cost.length) {
            cost = Arrays.copyOf(cost, 2 * columns);
            low = Arrays.copyOf(low, 2 * columns);
            high = Arrays.copyOf(high, 2 * columns);
            integrality = Arrays.copyOf(integrality, 2 * columns);
        }
        integrality[columns] = 0;
        cost[columns] = columnCost;
        low[columns] = columnLow;
        high[columns] = columnHigh;
        isReshaped = true;
        return columns++;
    }

    int addRow(double low, double high) {
        if (rows == rowLow.length) {
            rowLow = Arrays.copyOf(rowLow, 2 * rows);
            rowHigh = Arrays.copyOf(rowHigh, 2 * rows);
        }
        rowLow[rows] = low;
        rowHigh[rows] = high;
        isReshaped = true;
        return rows++;
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
