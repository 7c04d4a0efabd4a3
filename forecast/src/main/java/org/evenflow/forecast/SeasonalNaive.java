package org.evenflow.forecast;

import java.util.Arrays;

/**
 * Every value is that of the same time on the last day that was measured (R. J. Hyndman, G.
 * Athanasopoulos, "Forecasting: Principles and Practice", 3rd ed., section 5.2); where less than a
 * day was, all stays as it is.
 */
public final class SeasonalNaive implements Forecaster {
    /** The forecaster. */
    public SeasonalNaive() {}

    @Override
    public String id() {
        return "seasonal_naive";
    }

    @Override
    public void forecast(double[] past, int stepsPerDay, double[] ahead) {
        if (past.length < stepsPerDay) {
            Arrays.fill(ahead, past[past.length - 1]);
            return;
        }
        int dayAgo = past.length - stepsPerDay;
        for (int i = 0; i < ahead.length; i++) {
            ahead[i] = past[dayAgo + i % stepsPerDay];
        }
    }
}
