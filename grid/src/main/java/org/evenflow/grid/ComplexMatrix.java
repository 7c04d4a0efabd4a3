package org.evenflow.grid;

import org.evenflow.model.PhaseMatrix;
import org.jspecify.annotations.Nullable;

/** A small dense complex matrix, for compiling feeders; not for inner loops. Mutable. */
final class ComplexMatrix {
    final int rows;
    final int columns;

    /** Row by row. */
    final double[] re;

    final double[] im;

    ComplexMatrix(int rows, int columns) {
        this.rows = rows;
        this.columns = columns;
        re = new double[rows * columns];
        im = new double[rows * columns];
    }

    static ComplexMatrix identity(int size) {
        var matrix = new ComplexMatrix(size, size);
        for (int i = 0; i < size; i++) {
            matrix.re[i * size + i] = 1;
        }
        return matrix;
    }

    static ComplexMatrix of(PhaseMatrix real, PhaseMatrix imaginary, double scale) {
        var matrix = new ComplexMatrix(real.size(), real.size());
        for (int row = 0; row < real.size(); row++) {
            for (int column = 0; column < real.size(); column++) {
                matrix.re[row * real.size() + column] = scale * real.at(row, column);
                matrix.im[row * real.size() + column] = scale * imaginary.at(row, column);
            }
        }
        return matrix;
    }

    /**
     * The matrix by phase that acts on zero, positive and negative sequence by three factors:
     * {@code F diag(s0, s1, s2) F^-1} (C. L. Fortescue, 1918); circulant.
     */
    static ComplexMatrix ofSequences(double[] zero, double[] positive, double[] negative) {
        var matrix = new ComplexMatrix(3, 3);
        double[][] factors = {zero, positive, negative};
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 3; column++) {
                for (int sequence = 0; sequence < 3; sequence++) {
                    // Phase k of a positive sequence lags phase 0 by k thirds of a turn.
                    double turn = -2 * Math.PI / 3 * (row - column) * sequence;
                    double cos = Math.cos(turn) / 3;
                    double sin = Math.sin(turn) / 3;
                    double[] factor = factors[sequence];
                    matrix.re[3 * row + column] += factor[0] * cos - factor[1] * sin;
                    matrix.im[3 * row + column] += factor[0] * sin + factor[1] * cos;
                }
            }
        }
        return matrix;
    }

    /** Adds a matrix times a factor. */
    void add(ComplexMatrix other, double factor) {
        for (int i = 0; i < re.length; i++) {
            re[i] += factor * other.re[i];
            im[i] += factor * other.im[i];
        }
    }

    ComplexMatrix conjugateTranspose() {
        var matrix = new ComplexMatrix(columns, rows);
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                matrix.re[column * rows + row] = re[row * columns + column];
                matrix.im[column * rows + row] = -im[row * columns + column];
            }
        }
        return matrix;
    }

    boolean isZero() {
        for (int i = 0; i < re.length; i++) {
            if (re[i] != 0 || im[i] != 0) {
                return false;
            }
        }
        return true;
    }

    /** The inverse of a square matrix by Gauss-Jordan with row pivots; null where it has none. */
    @Nullable ComplexMatrix inverse() {
        int n = rows;
        var left = new ComplexMatrix(n, n);
        left.add(this, 1);
        var right = identity(n);
        for (int pivot = 0; pivot < n; pivot++) {
            int best = pivot;
            for (int row = pivot + 1; row < n; row++) {
                if (left.size(row, pivot) > left.size(best, pivot)) {
                    best = row;
                }
            }
            if (!(left.size(best, pivot) > 1e-14)) {
                return null;
            }
            left.swap(pivot, best);
            right.swap(pivot, best);
            double re = left.re[pivot * n + pivot];
            double im = left.im[pivot * n + pivot];
            double squared = re * re + im * im;
            left.scale(pivot, re / squared, -im / squared);
            right.scale(pivot, re / squared, -im / squared);
            for (int row = 0; row < n; row++) {
                if (row != pivot) {
                    double byRe = left.re[row * n + pivot];
                    double byIm = left.im[row * n + pivot];
                    left.subtract(row, pivot, byRe, byIm);
                    right.subtract(row, pivot, byRe, byIm);
                }
            }
        }
        return right;
    }

    private double size(int row, int column) {
        return Math.hypot(re[row * columns + column], im[row * columns + column]);
    }

    private void swap(int one, int two) {
        for (int column = 0; column < columns; column++) {
            int a = one * columns + column;
            int b = two * columns + column;
            double keptRe = re[a];
            double keptIm = im[a];
            re[a] = re[b];
            im[a] = im[b];
            re[b] = keptRe;
            im[b] = keptIm;
        }
    }

    private void scale(int row, double byRe, double byIm) {
        for (int at = row * columns; at < (row + 1) * columns; at++) {
            double kept = re[at];
            re[at] = kept * byRe - im[at] * byIm;
            im[at] = kept * byIm + im[at] * byRe;
        }
    }

    private void subtract(int row, int other, double byRe, double byIm) {
        for (int column = 0; column < columns; column++) {
            int at = row * columns + column;
            int from = other * columns + column;
            re[at] -= byRe * re[from] - byIm * im[from];
            im[at] -= byRe * im[from] + byIm * re[from];
        }
    }
}
