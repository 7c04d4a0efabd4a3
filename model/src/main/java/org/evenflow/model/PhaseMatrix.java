package org.evenflow.model;

import java.util.ArrayList;
import java.util.List;

/**
 * A symmetric matrix over the phases of a line, rows and columns in ascending order of phase.
 *
 * @param size 1 to 3
 * @param lower the lower triangle by rows: 11, 21, 22, 31, 32, 33
 */
public record PhaseMatrix(int size, List<Double> lower) {
    public PhaseMatrix {
        lower = List.copyOf(lower);
        Check.that(size >= 1 && size <= 3, "phase matrix", size + " rows", "1 to 3 rows");
        Check.that(
                lower.size() == size * (size + 1) / 2,
                "phase matrix of " + size + " rows",
                lower.size() + " numbers",
                "the lower triangle by rows");
        lower.forEach(value -> Check.finite(value, "phase matrix"));
    }

    /** An entry, 0-based. */
    public double at(int row, int column) {
        int high = Math.max(row, column);
        return lower.get(high * (high + 1) / 2 + Math.min(row, column));
    }

    /** Every entry times a factor. */
    public PhaseMatrix times(double factor) {
        return new PhaseMatrix(size, lower.stream().map(value -> value * factor).toList());
    }

    /** Mean of the diagonal less mean of the rest: the value that positive sequence sees. */
    public double positiveSequence() {
        double self = 0;
        double mutual = 0;
        for (int row = 0; row < size; row++) {
            self += at(row, row) / size;
            for (int column = 0; column < row; column++) {
                mutual += at(row, column) * 2 / (size * Math.max(1, size - 1));
            }
        }
        return self - mutual;
    }

    /** The matrix of a transposed line from its sequence values (C. L. Fortescue, 1918). */
    public static PhaseMatrix ofSequences(int size, double positive, double zero) {
        double self = (zero + 2 * positive) / 3;
        double mutual = (zero - positive) / 3;
        var lower = new ArrayList<Double>();
        for (int row = 0; row < size; row++) {
            for (int column = 0; column <= row; column++) {
                lower.add(row == column ? self : mutual);
            }
        }
        return new PhaseMatrix(size, lower);
    }
}
