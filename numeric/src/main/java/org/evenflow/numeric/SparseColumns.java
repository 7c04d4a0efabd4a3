package org.evenflow.numeric;

import java.util.Arrays;

/**
 * A sparse matrix by columns, mutable: new entries are collected and sorted in by {@link #compile},
 * known ones change in place.
 */
final class SparseColumns {
    /** After {@link #compile}: where each column begins, and one more. */
    int[] start = {0};

    /** The row of each entry, rising within a column. */
    int[] row = {};

    double[] value = {};
    private int compiled;

    private int collected;
    private int[] newRow = new int[64];
    private int[] newColumn = new int[64];
    private double[] newValue = new double[64];

    /** Positions changed in place since {@link #forgetChanges}, with repetitions. */
    int[] changed = new int[16];

    int[] changedColumn = new int[16];
    int changes;

    /** Entries sorted in. */
    int entries() {
        return start[compiled];
    }

    /** Whether entries wait for {@link #compile}. */
    boolean hasNew() {
        return collected > 0;
    }

    void set(int row, int column, double newest) {
        int position = collected == 0 || column < compiled ? find(row, column) : -1;
        if (position < 0) {
            collect(row, column, newest);
        } else if (value[position] != newest) {
            value[position] = newest;
            note(position, column);
        }
    }

    private int find(int wanted, int column) {
        return column < compiled
                ? Arrays.binarySearch(row, start[column], start[column + 1], wanted)
                : -1;
    }

    private void note(int position, int column) {
        if (changes == changed.length) {
            changed = Arrays.copyOf(changed, 2 * changes);
            changedColumn = Arrays.copyOf(changedColumn, 2 * changes);
        }
        changed[changes] = position;
        changedColumn[changes++] = column;
    }

    void forgetChanges() {
        changes = 0;
    }

    private void collect(int row, int column, double newest) {
        if (collected == newRow.length) {
            newRow = Arrays.copyOf(newRow, 2 * collected);
            newColumn = Arrays.copyOf(newColumn, 2 * collected);
            newValue = Arrays.copyOf(newValue, 2 * collected);
        }
        newRow[collected] = row;
        newColumn[collected] = column;
        newValue[collected++] = newest;
    }

    /**
     * Sorts the collected entries in. Two stable counting sorts, by row and then by column, leave
     * each column's entries by row and the latest of equal places last, which wins.
     */
    void compile(int columns, int rows) {
        int total = entries() + collected;
        int[] allRows = Arrays.copyOf(row, total);
        int[] allColumns = new int[total];
        double[] all = Arrays.copyOf(value, total);
        for (int column = 0; column < compiled; column++) {
            Arrays.fill(allColumns, start[column], start[column + 1], column);
        }
        System.arraycopy(newRow, 0, allRows, entries(), collected);
        System.arraycopy(newColumn, 0, allColumns, entries(), collected);
        System.arraycopy(newValue, 0, all, entries(), collected);
        int[] byRow = order(allRows, null, rows);
        int[] byColumn = order(allColumns, byRow, columns);
        start = new int[columns + 1];
        row = new int[total];
        value = new double[total];
        int kept = 0;
        for (int i = 0; i < total; i++) {
            int from = byColumn[i];
            boolean again =
                    i > 0
                            && allColumns[byColumn[i - 1]] == allColumns[from]
                            && allRows[byColumn[i - 1]] == allRows[from];
            int place = again ? kept - 1 : kept++;
            row[place] = allRows[from];
            value[place] = all[from];
            start[allColumns[from] + 1] = kept;
        }
        for (int column = 0; column < columns; column++) {
            start[column + 1] = Math.max(start[column + 1], start[column]);
        }
        compiled = columns;
        collected = 0;
        changes = 0;
    }

    /** Positions ordered by key, those of one key as they were before. */
    private static int[] order(int[] key, int @org.jspecify.annotations.Nullable [] before, int n) {
        int[] next = new int[n + 1];
        for (int k : key) {
            next[k + 1]++;
        }
        for (int k = 0; k < n; k++) {
            next[k + 1] += next[k];
        }
        int[] ordered = new int[key.length];
        for (int i = 0; i < key.length; i++) {
            int position = before == null ? i : before[i];
            ordered[next[key[position]]++] = position;
        }
        return ordered;
    }
}
