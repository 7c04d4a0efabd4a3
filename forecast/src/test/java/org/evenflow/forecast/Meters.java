package org.evenflow.forecast;

import java.util.Arrays;
import java.util.List;

/** Sensors of a site with two plants whose readings a test writes; the record begins at step 0. */
final class Meters implements Telemetry, ForeseenSite {
    final double[] factor;
    final double[][] plantKw;
    final double[] buy;
    final double[] sell;
    final double[] carbon;
    final double[] demand;
    final SiteForecasts forecasts;
    boolean isFutureOpen;

    /** How often a price of energy given back was read. */
    int sellReads;

    private final double stepHours;
    private int step;

    Meters(int steps, double stepHours) {
        this.stepHours = stepHours;
        factor = new double[steps];
        plantKw = new double[2][steps];
        buy = new double[steps];
        sell = new double[steps];
        carbon = new double[steps];
        demand = new double[steps];
        forecasts = new SiteForecasts(this, 1, plantKw.length, this::future);
    }

    static void set(double[] values, double... to) {
        System.arraycopy(to, 0, values, 0, to.length);
    }

    /** Goes to a step of the run. */
    SiteForecasts at(int present) {
        step = present;
        forecasts.startStep();
        return forecasts;
    }

    /** Goes to a step and writes nonsense over everything that lies behind it. */
    SiteForecasts blindAt(int present) {
        for (double[] series : List.of(factor, plantKw[0], plantKw[1])) {
            Arrays.fill(series, present + 1, series.length, 777);
        }
        return at(present);
    }

    private ForeseenSite future() {
        if (!isFutureOpen) {
            throw new IllegalStateException("the future is closed");
        }
        return this;
    }

    @Override
    public int step() {
        return step;
    }

    @Override
    public int steps() {
        return factor.length;
    }

    @Override
    public double stepHours() {
        return stepHours;
    }

    @Override
    public double buyPerKwh(int at) {
        return buy[at];
    }

    @Override
    public double sellPerKwh(int at) {
        sellReads++;
        return sell[at];
    }

    @Override
    public double carbonKgPerKwh(int at) {
        return carbon[at];
    }

    @Override
    public double demandPerKw(int at) {
        return demand[at];
    }

    @Override
    public MeasuredSite past() {
        return new MeasuredSite() {
            @Override
            public int steps() {
                return step + 1;
            }

            @Override
            public double loadFactor(int group, int ago) {
                return factor[step - ago];
            }

            @Override
            public double plantKw(int plant, int ago) {
                return plantKw[plant][step - ago];
            }
        };
    }

    @Override
    public double loadFactor(int group, int at) {
        return factor[at];
    }

    @Override
    public double plantKw(int plant, int at) {
        return plantKw[plant][at];
    }
}
