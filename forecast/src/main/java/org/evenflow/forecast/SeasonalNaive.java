package org.evenflow.forecast;

import java.util.Arrays;

/**
 * Every value is that of the same time on the last day that was measured (R. J. Hyndman, G.
 * Athanasopoulos, "Forecasting: Principles and Practice", 3rd ed., section 5.2); where less than a
 * day was, all stays as it is.
 */
public record SeasonalNaive() implements Forecaster {
    @Override
    public String id() {
        return "seasonal_naive";
    }

    @Override
    public void forecast(History past, int stepsPerDay, double[] ahead) {
        if (past.steps() < stepsPerDay) {
            Arrays.fill(ahead, past.ago(0));
            return;
        }
        for (int i = 0; i < Math.min(stepsPerDay, ahead.length); i++) {
            ahead[i] = past.ago(stepsPerDay - 1 - i);
        }
        for (int i = stepsPerDay; i < ahead.length; i++) {
            ahead[i] = ahead[i - stepsPerDay];
        }
    }
}
