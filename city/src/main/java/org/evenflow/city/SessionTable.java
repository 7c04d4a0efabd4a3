package org.evenflow.city;

import java.util.Arrays;

/**
 * The charging sessions of one run in columns, sorted by step of arrival. Mutable and reused:
 * {@link Exogenous#draw} refills it. Entries at or past {@link #count} have no meaning.
 */
public final class SessionTable {
    /** Number of sessions. */
    public int count;

    /** Connector, numbered over all stations in their order. */
    public int[] connector = new int[64];

    /** First step plugged in, at least 0. */
    public int[] arrivalStep = new int[64];

    /** First step no longer plugged in, greater than the arrival step; may lie past the run. */
    public int[] departStep = new int[64];

    /** The departure step that the driver declared on arrival. */
    public int[] declaredStep = new int[64];

    /** Position in {@link Exogenous#vehicles}. */
    public int[] vehicle = new int[64];

    /** Usable capacity, kWh. */
    public double[] capacityKwh = new double[64];

    /** Stored energy on arrival, kWh. */
    public double[] arrivalKwh = new double[64];

    /**
     * Stored energy that the driver asked for, kWh; between arrival and the battery's upper limit.
     */
    public double[] targetKwh = new double[64];

    /**
     * Stored energy at which the vehicle takes no more of what was asked for, kWh: the target, or
     * less where the driver asks for more than the vehicle takes.
     */
    public double[] mostKwh = new double[64];

    /**
     * Greatest charging power at the meter beyond the charger's and the vehicle's own limits;
     * infinite where there is none.
     */
    public double[] maxKw = new double[64];

    /** Minutes waited for a free connector. */
    public double[] waitMin = new double[64];

    /** Number of vehicles that found no free connector in time and left. */
    public int turnedAway;

    /** Appends a row and returns its position; the caller fills the columns. */
    public int add() {
        if (count == connector.length) {
            grow(2 * count);
        }
        return count++;
    }

    /** Empties the table. */
    public void clear() {
        count = 0;
        turnedAway = 0;
    }

    /** Makes room for that many rows, so that filling them allocates nothing. */
    public void reserve(int rows) {
        if (rows > connector.length) {
            grow(rows);
        }
    }

    /** Moves the last row up to where its step of arrival belongs. */
    void settle(int last) {
        for (int row = last; row > 0 && arrivalStep[row] < arrivalStep[row - 1]; row--) {
            swap(connector, row);
            swap(arrivalStep, row);
            swap(departStep, row);
            swap(declaredStep, row);
            swap(vehicle, row);
            swap(capacityKwh, row);
            swap(arrivalKwh, row);
            swap(targetKwh, row);
            swap(mostKwh, row);
            swap(maxKw, row);
            swap(waitMin, row);
        }
    }

    private static void swap(int[] column, int row) {
        int kept = column[row];
        column[row] = column[row - 1];
        column[row - 1] = kept;
    }

    private static void swap(double[] column, int row) {
        double kept = column[row];
        column[row] = column[row - 1];
        column[row - 1] = kept;
    }

    private void grow(int size) {
        connector = Arrays.copyOf(connector, size);
        arrivalStep = Arrays.copyOf(arrivalStep, size);
        departStep = Arrays.copyOf(departStep, size);
        declaredStep = Arrays.copyOf(declaredStep, size);
        vehicle = Arrays.copyOf(vehicle, size);
        capacityKwh = Arrays.copyOf(capacityKwh, size);
        arrivalKwh = Arrays.copyOf(arrivalKwh, size);
        targetKwh = Arrays.copyOf(targetKwh, size);
        mostKwh = Arrays.copyOf(mostKwh, size);
        maxKw = Arrays.copyOf(maxKw, size);
        waitMin = Arrays.copyOf(waitMin, size);
    }
}
