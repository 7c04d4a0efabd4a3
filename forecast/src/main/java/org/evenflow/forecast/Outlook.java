package org.evenflow.forecast;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Base load, plants, prices and carbon intensity of the steps to come: as one forecaster sees them,
 * or as they will be. Prices and carbon intensity are published. A series is made when it is first
 * asked for in a step, and once for all who ask; what is never asked for is never made. To be asked
 * for anew in every step.
 */
public final class Outlook {
    private final SiteForecasts site;
    private final @Nullable Forecaster forecaster;
    private final ForecastSeries[] loadFactor;
    private final ForecastSeries[] plantKw;
    private final ForecastSeries plantSumKw;
    private final ForecastSeries plantsAsOneKw;
    private double[] ahead = {};

    /**
     * An outlook.
     *
     * @param forecaster null for foresight
     */
    Outlook(SiteForecasts site, @Nullable Forecaster forecaster) {
        this.site = site;
        this.forecaster = forecaster;
        loadFactor = new ForecastSeries[site.groups()];
        Arrays.setAll(loadFactor, g -> new ForecastSeries("1", series -> fillLoad(series, g)));
        plantKw = new ForecastSeries[site.plants()];
        Arrays.setAll(plantKw, p -> new ForecastSeries("kW", series -> fillPlant(series, p)));
        plantSumKw = new ForecastSeries("kW", this::fillSum);
        plantsAsOneKw = new ForecastSeries("kW", this::fillAsOne);
    }

    /** Factor on the nominal base load of a group of the site's loads. */
    public Forecast loadFactor(int group) {
        return site.current(loadFactor[group]);
    }

    /** Writes the mean factors on the loads of each group over some steps. */
    public void factors(int from, int to, double[] into) {
        for (int group = 0; group < into.length; group++) {
            into[group] = loadFactor(group).mean(from, to);
        }
    }

    /** Writes the factors on the loads of each group in a step. */
    public void factors(int step, double[] into) {
        for (int group = 0; group < into.length; group++) {
            into[group] = loadFactor(group).at(step);
        }
    }

    /** Available power of a plant, each forecast by itself, kW. */
    public Forecast plantKw(int plant) {
        return site.current(plantKw[plant]);
    }

    /** The sum of {@link #plantKw} over the plants, kW. */
    public Forecast plantSumKw() {
        return site.current(plantSumKw);
    }

    /**
     * Available power of all plants, its sum forecast as one series, kW: less work than each by
     * itself, and not the same.
     */
    public Forecast plantsAsOneKw() {
        return site.current(plantsAsOneKw);
    }

    /** Published price of bought energy, currency per kWh. */
    public Forecast buyPerKwh() {
        return site.buyPerKwh();
    }

    /** Published price of energy given back, currency per kWh. */
    public Forecast sellPerKwh() {
        return site.sellPerKwh();
    }

    /** Published carbon intensity of imports, kg CO2 per kWh. */
    public Forecast carbonKgPerKwh() {
        return site.carbonKgPerKwh();
    }

    /** What each kW of the month's greatest import costs, as {@link Telemetry#demandPerKw}. */
    public Forecast demandPerKw() {
        return site.demandPerKw();
    }

    /** How many prices and carbon intensities are missing and replaced. */
    public int publishedMissing() {
        return buyPerKwh().missing()
                + sellPerKwh().missing()
                + carbonKgPerKwh().missing()
                + demandPerKw().missing();
    }

    /** How many forecasts of base load and of each plant are missing and replaced. */
    public int forecastMissing() {
        int missing = 0;
        for (int group = 0; group < loadFactor.length; group++) {
            missing += loadFactor(group).missing();
        }
        for (int plant = 0; plant < plantKw.length; plant++) {
            missing += plantKw(plant).missing();
        }
        return missing;
    }

    /** How many of the last measurements of base load and of each plant are missing. */
    public int measuredMissing() {
        int missing = 0;
        for (int group = 0; group < loadFactor.length; group++) {
            missing += loadFactor(group).unmeasured();
        }
        for (int plant = 0; plant < plantKw.length; plant++) {
            missing += plantKw(plant).unmeasured();
        }
        return missing;
    }

    /** Whether it is a forecaster's. */
    boolean isBy(Forecaster other) {
        return other.equals(forecaster);
    }

    /** Looks so many steps ahead at least. */
    void reach(int aheadSteps) {
        if (ahead.length < aheadSteps) {
            ahead = new double[aheadSteps];
            plantSumKw.expire();
            plantsAsOneKw.expire();
            for (ForecastSeries load : loadFactor) {
                load.expire();
            }
            for (ForecastSeries plant : plantKw) {
                plant.expire();
            }
        }
    }

    private void fillLoad(ForecastSeries series, int group) {
        if (forecaster == null) {
            ForeseenSite future = site.foresight();
            series.know(site.steps(), step -> future.loadFactor(group, step));
        } else {
            series.predict(forecaster, site.load(group), site.stepsPerDay(), ahead, site.steps());
        }
    }

    private void fillPlant(ForecastSeries series, int plant) {
        if (forecaster == null) {
            ForeseenSite future = site.foresight();
            series.know(site.steps(), step -> future.plantKw(plant, step));
        } else {
            series.predict(
                    forecaster, site.plantKw(plant), site.stepsPerDay(), ahead, site.steps());
        }
    }

    private void fillSum(ForecastSeries series) {
        int until = site.steps();
        for (int plant = 0; plant < plantKw.length; plant++) {
            until = plantKw(plant).end();
        }
        series.sum(plantKw, until);
    }

    private void fillAsOne(ForecastSeries series) {
        if (forecaster == null) {
            fillSum(series);
        } else {
            series.predict(forecaster, site.plantsKw(), site.stepsPerDay(), ahead, site.steps());
        }
    }
}
