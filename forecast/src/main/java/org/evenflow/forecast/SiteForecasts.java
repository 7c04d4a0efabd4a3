package org.evenflow.forecast;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.function.Supplier;

/**
 * The one owner of a site's forecasts. Whoever shows the site to controllers (the simulator, later
 * the live loop) holds it, tells it when a step begins and hands out its {@link Outlook}s. It knows
 * {@link Telemetry} alone, and the future only where that is open. Controllers that need the same
 * forecast share it. Mutable; allocates nothing per step once it is known who forecasts and how
 * far.
 */
public final class SiteForecasts {
    private static final double DAY_H = 24;

    private final Telemetry telemetry;
    private final Supplier<ForeseenSite> future;
    private final List<Outlook> outlooks = new ArrayList<>();
    private final Outlook foreseen;
    private final History[] load;
    private final History[] plantKw;
    private final History plantsKw = new Measured(this::sumKw);
    private final ForecastSeries buyPerKwh;
    private final ForecastSeries sellPerKwh;
    private final ForecastSeries carbonKgPerKwh;
    private final ForecastSeries demandPerKw;
    private int revision = 1;

    /** What was measured of one quantity. */
    private final class Measured implements History {
        private final IntToDoubleFunction of;

        Measured(IntToDoubleFunction of) {
            this.of = of;
        }

        @Override
        public int steps() {
            return telemetry.past().steps();
        }

        @Override
        public double ago(int ago) {
            return of.applyAsDouble(ago);
        }
    }

    /**
     * Forecasts for a site.
     *
     * @param telemetry what they are made from
     * @param groups how many groups of loads there are
     * @param plants how many plants there are
     * @param future the run as it will be; throws where it is closed
     */
    public SiteForecasts(
            Telemetry telemetry, int groups, int plants, Supplier<ForeseenSite> future) {
        this.telemetry = telemetry;
        this.future = future;
        load = new History[groups];
        Arrays.setAll(load, g -> new Measured(ago -> past().loadFactor(g, ago)));
        plantKw = new History[plants];
        Arrays.setAll(plantKw, p -> new Measured(ago -> past().plantKw(p, ago)));
        foreseen = new Outlook(this, null);
        buyPerKwh = published("currency/kWh", telemetry::buyPerKwh);
        sellPerKwh = published("currency/kWh", telemetry::sellPerKwh);
        carbonKgPerKwh = published("kg/kWh", telemetry::carbonKgPerKwh);
        demandPerKw = published("currency/kW", telemetry::demandPerKw);
    }

    private ForecastSeries published(String unit, IntToDoubleFunction of) {
        return new ForecastSeries(unit, series -> series.publish(steps(), of));
    }

    /** Begins a run: nothing of the last one counts. */
    public void startRun() {
        startStep();
        outlooks.clear();
        buyPerKwh.clear();
        sellPerKwh.clear();
        carbonKgPerKwh.clear();
        demandPerKw.clear();
    }

    /** Begins a step: what was forecast before counts no more. */
    public void startStep() {
        revision++;
    }

    /**
     * What a forecaster expects of base load and plants, and what is published.
     *
     * @param forecaster equal ones share their forecasts
     * @param aheadSteps how far it is looked ahead at least, maybe past the end of the run
     */
    public Outlook outlook(Forecaster forecaster, int aheadSteps) {
        for (int i = 0; i < outlooks.size(); i++) {
            Outlook known = outlooks.get(i);
            if (known.isBy(forecaster)) {
                known.reach(aheadSteps);
                return known;
            }
        }
        var outlook = new Outlook(this, forecaster);
        outlook.reach(aheadSteps);
        outlooks.add(outlook);
        return outlook;
    }

    /** What will be; throws where the future is closed. */
    public Outlook foreseen() {
        foresight();
        return foreseen;
    }

    /** A series as it is now: made for the present step, if it is not yet. */
    Forecast current(ForecastSeries series) {
        if (!series.isOf(revision)) {
            series.refill(revision, telemetry.step());
        }
        return series;
    }

    ForeseenSite foresight() {
        return future.get();
    }

    int steps() {
        return telemetry.steps();
    }

    int stepsPerDay() {
        return (int) Math.round(DAY_H / telemetry.stepHours());
    }

    int plants() {
        return plantKw.length;
    }

    int groups() {
        return load.length;
    }

    /** What was measured of the factor on the loads of a group. */
    History load(int group) {
        return load[group];
    }

    /** What was measured of a plant, kW. */
    History plantKw(int plant) {
        return plantKw[plant];
    }

    /** What was measured of all plants together, kW. */
    History plantsKw() {
        return plantsKw;
    }

    Forecast buyPerKwh() {
        return current(buyPerKwh);
    }

    Forecast sellPerKwh() {
        return current(sellPerKwh);
    }

    Forecast carbonKgPerKwh() {
        return current(carbonKgPerKwh);
    }

    Forecast demandPerKw() {
        return current(demandPerKw);
    }

    private MeasuredSite past() {
        return telemetry.past();
    }

    private double sumKw(int ago) {
        double sum = 0;
        for (int plant = 0; plant < plantKw.length; plant++) {
            sum += past().plantKw(plant, ago);
        }
        return sum;
    }
}
