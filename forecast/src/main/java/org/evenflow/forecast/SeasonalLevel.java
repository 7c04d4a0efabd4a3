package org.evenflow.forecast;

/**
 * The last day's shape at the present level: every value is that of the same time on the last day
 * that was measured, times how the last two hours compare to the same two hours a day before; at
 * most double and at least half. A multiplicative seasonal random walk (R. J. Hyndman, G.
 * Athanasopoulos, "Forecasting: Principles and Practice", 3rd ed., sections 5.2 and 9.9). Where
 * less than a day and two hours was measured the comparison has what there is, and without a day
 * all stays as it is.
 */
public final class SeasonalLevel implements Forecaster {
    private static final double HOURS = 2;
    private static final double MOST = 2;

    private final SeasonalNaive day = new SeasonalNaive();

    /** The forecaster. */
    public SeasonalLevel() {}

    @Override
    public String id() {
        return "seasonal_level";
    }

    @Override
    public void forecast(double[] past, int stepsPerDay, double[] ahead) {
        day.forecast(past, stepsPerDay, ahead);
        int window = Math.max(1, (int) Math.round(HOURS / 24 * stepsPerDay));
        double now = 0;
        double before = 0;
        for (int i = 0; i < window; i++) {
            int at = past.length - 1 - i;
            if (at - stepsPerDay >= 0) {
                now += past[at];
                before += past[at - stepsPerDay];
            }
        }
        double level = before > 0 ? Math.clamp(now / before, 1 / MOST, MOST) : 1;
        for (int i = 0; i < ahead.length; i++) {
            ahead[i] *= level;
        }
    }
}
