package org.evenflow.forecast;

/**
 * The last day's shape at the present level: every value is that of the same time on the last day
 * that was measured, times how the last two hours compare to the same two hours a day before; at
 * most double and at least half. A multiplicative seasonal random walk (R. J. Hyndman, G.
 * Athanasopoulos, "Forecasting: Principles and Practice", 3rd ed., sections 5.2 and 9.9). Where
 * less than a day and two hours was measured the comparison has what there is, and without a day
 * all stays as it is.
 */
public record SeasonalLevel() implements Forecaster {
    private static final double HOURS = 2;
    private static final double MOST = 2;
    private static final SeasonalNaive DAY = new SeasonalNaive();

    @Override
    public String id() {
        return "seasonal_level";
    }

    @Override
    public void forecast(History past, int stepsPerDay, double[] ahead) {
        DAY.forecast(past, stepsPerDay, ahead);
        double level = level(past, stepsPerDay);
        for (int i = 0; i < ahead.length; i++) {
            ahead[i] *= level;
        }
    }

    private static double level(History past, int stepsPerDay) {
        int window = Math.max(1, (int) Math.round(HOURS / 24 * stepsPerDay));
        double now = 0;
        double before = 0;
        for (int ago = 0; ago < window && ago + stepsPerDay < past.steps(); ago++) {
            now += past.ago(ago);
            before += past.ago(ago + stepsPerDay);
        }
        return before > 0 ? Math.clamp(now / before, 1 / MOST, MOST) : 1;
    }
}
