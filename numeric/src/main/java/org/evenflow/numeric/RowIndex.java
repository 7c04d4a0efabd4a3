package org.evenflow.numeric;

import java.util.Arrays;

/**
 * Which variables dense rows hold, and which rows a variable is in: most rows are sums over a few
 * variables. Mutable work arrays, reused.
 */
final class RowIndex {
    /** Variables with a coefficient other than zero, and how many, of each row. */
    final int[][] member;

    final int[] members;

    /** Rows that a variable appears in: {@code columnRow[columnStart[k]]} and following. */
    int[] columnStart = new int[1];

    int[] columnRow = new int[0];
    private boolean isCurrent;

    /** Rows from here on have no list of variables yet. */
    private int unlisted;

    /** An index of at most so many rows. */
    RowIndex(int maxRows) {
        member = new int[maxRows][];
        members = new int[maxRows];
    }

    /** Forgets all rows. */
    void clear() {
        unlisted = 0;
        isCurrent = false;
    }

    /** Tells that a row is new, or not what it was. */
    void changed(int r) {
        unlisted = Math.min(unlisted, r);
        isCurrent = false;
    }

    /** Brings the lists up to date for the first rows and variables. */
    void update(double[][] row, int rows, int size) {
        if (isCurrent) {
            return;
        }
        for (int r = unlisted; r < rows; r++) {
            list(r, row[r], size);
        }
        unlisted = rows;
        isCurrent = true;
        if (columnStart.length <= size) {
            columnStart = new int[Math.max(size, 2 * columnStart.length) + 1];
        }
        Arrays.fill(columnStart, 0, size + 1, 0);
        for (int r = 0; r < rows; r++) {
            for (int i = 0; i < members[r]; i++) {
                columnStart[member[r][i]]++;
            }
        }
        for (int k = 0; k < size; k++) {
            columnStart[k + 1] += columnStart[k];
        }
        if (columnRow.length < columnStart[size]) {
            columnRow = new int[2 * columnStart[size]];
        }
        for (int r = rows - 1; r >= 0; r--) {
            for (int i = 0; i < members[r]; i++) {
                columnRow[--columnStart[member[r][i]]] = r;
            }
        }
    }

    private void list(int r, double[] coefficients, int size) {
        if (member[r] == null || member[r].length < size) {
            member[r] = new int[Math.max(size, 16)];
        }
        int count = 0;
        for (int k = 0; k < size; k++) {
            if (coefficients[k] != 0) {
                member[r][count++] = k;
            }
        }
        members[r] = count;
    }
}
