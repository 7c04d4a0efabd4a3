package org.evenflow.forecast;

/** Predicts a quantity from its own past. Without state: the same past gives the same forecast. */
public interface Forecaster {
    /** The id that settings and tables use. */
    String id();

    /**
     * Fills the values to come.
     *
     * @param past measured values, oldest first, the last is the present one; at least one
     * @param stepsPerDay steps in 24 h
     * @param ahead filled: {@code ahead[i]} lies {@code i + 1} steps after the present
     */
    void forecast(double[] past, int stepsPerDay, double[] ahead);
}
