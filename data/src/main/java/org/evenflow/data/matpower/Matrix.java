package org.evenflow.data.matpower;

import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.evenflow.model.InputException;

/**
 * A matrix of a case; a number is one by one. Mutable, because cases convert units in place.
 *
 * @param cells rows of equal length
 * @param lines line that each row stood on
 */
record Matrix(double[][] cells, int[] lines) {
    static Matrix of(double value, int line) {
        return new Matrix(new double[][] {{value}}, new int[] {line});
    }

    int rows() {
        return cells.length;
    }

    int columns() {
        return cells.length == 0 ? 0 : cells[0].length;
    }

    boolean isNumber() {
        return rows() == 1 && columns() == 1;
    }

    double number() {
        return cells[0][0];
    }

    /** Element by element; a number goes with every element of the other side. */
    Matrix with(Matrix other, DoubleBinaryOperator operation) {
        if (!isNumber() && other.isNumber()) {
            return map(value -> operation.applyAsDouble(value, other.number()));
        }
        if (isNumber() && !other.isNumber()) {
            return other.map(value -> operation.applyAsDouble(number(), value));
        }
        if (rows() != other.rows() || columns() != other.columns()) {
            throw new InputException(
                    "matrices of "
                            + rows()
                            + " by "
                            + columns()
                            + " and "
                            + other.rows()
                            + " by "
                            + other.columns()
                            + " do not fit");
        }
        double[][] result = new double[rows()][columns()];
        for (int row = 0; row < rows(); row++) {
            for (int column = 0; column < columns(); column++) {
                result[row][column] =
                        operation.applyAsDouble(cells[row][column], other.cells[row][column]);
            }
        }
        return new Matrix(result, lines);
    }

    Matrix map(DoubleUnaryOperator operation) {
        double[][] result = new double[rows()][columns()];
        for (int row = 0; row < rows(); row++) {
            for (int column = 0; column < columns(); column++) {
                result[row][column] = operation.applyAsDouble(cells[row][column]);
            }
        }
        return new Matrix(result, lines);
    }

    Matrix pick(int[] rowsAt, int[] columnsAt) {
        double[][] result = new double[rowsAt.length][columnsAt.length];
        int[] from = new int[rowsAt.length];
        for (int row = 0; row < rowsAt.length; row++) {
            from[row] = lines[Math.min(lines.length - 1, rowsAt[row])];
            for (int column = 0; column < columnsAt.length; column++) {
                result[row][column] = cells[rowsAt[row]][columnsAt[column]];
            }
        }
        return new Matrix(result, from);
    }

    void put(int[] rowsAt, int[] columnsAt, Matrix values) {
        boolean fits = values.rows() == rowsAt.length && values.columns() == columnsAt.length;
        if (!values.isNumber() && !fits) {
            throw new InputException(
                    "cannot assign "
                            + values.rows()
                            + " by "
                            + values.columns()
                            + " values to "
                            + rowsAt.length
                            + " by "
                            + columnsAt.length
                            + " cells");
        }
        for (int row = 0; row < rowsAt.length; row++) {
            for (int column = 0; column < columnsAt.length; column++) {
                cells[rowsAt[row]][columnsAt[column]] =
                        values.isNumber() ? values.number() : values.cells[row][column];
            }
        }
    }
}
