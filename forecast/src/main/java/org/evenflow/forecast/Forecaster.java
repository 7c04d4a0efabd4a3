package org.evenflow.forecast;

/**
 * Predicts a quantity from its own past. Without state: the same past gives the same forecast, and
 * a longer one begins as a shorter one does. Two that are equal forecast alike, so that whoever
 * needs the same forecast shares it.
 */
public interface Forecaster {
    /** The id that settings and tables use. */
    String id();

    /**
     * Fills the values to come.
     *
     * @param past what was measured until now
     * @param stepsPerDay steps in 24 h
     * @param ahead filled: {@code ahead[i]} lies {@code i + 1} steps after the present; what is
     *     left as NaN is not forecast
     */
    void forecast(History past, int stepsPerDay, double[] ahead);
}
