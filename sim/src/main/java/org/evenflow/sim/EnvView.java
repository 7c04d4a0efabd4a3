package org.evenflow.sim;

import java.util.List;
import org.evenflow.city.Exogenous;
import org.evenflow.control.Foresight;
import org.evenflow.control.Limits;
import org.evenflow.control.Observation;
import org.evenflow.control.Past;
import org.evenflow.control.Visit;
import org.evenflow.forecast.Forecaster;
import org.evenflow.forecast.Outlook;
import org.evenflow.forecast.SiteForecasts;
import org.evenflow.model.Battery;
import org.evenflow.model.Site;
import org.evenflow.model.scenario.Scenario;
import org.evenflow.model.scenario.Service;
import org.jspecify.annotations.Nullable;

/** The observation: a window on the environment's own arrays. */
final class EnvView implements Observation {
    /**
     * More than a kWh in a battery takes at the substation: charging keeps more than half, losses
     * of the network included. What it wears is below what a missing kWh is valued at.
     */
    private static final double MOST_METER_KWH = 2;

    /** How many earlier days a site remembers. */
    private static final int EARLIER_DAYS = 28;

    private final Scenario scenario;
    private final Exogenous exogenous;
    private final Limits limits;
    private final Fleet fleet;
    private final Surroundings surroundings;
    private final Settlement settlement;
    private final Site site;
    private final int runSteps;
    private final Past past = new Measured();
    private final Foresight future = new Future();
    private final SiteForecasts forecasts;
    private @Nullable List<Visit> visits;
    private @Nullable List<List<Visit>> days;

    /** What a missing kWh weighs where service comes first; NaN until it is asked for. */
    private double servicePerKwh = Double.NaN;

    /** The present step. */
    int step;

    boolean isClairvoyant;

    EnvView(
            Scenario scenario,
            Exogenous exogenous,
            Limits limits,
            Fleet fleet,
            Surroundings surroundings,
            Settlement settlement) {
        this.scenario = scenario;
        this.exogenous = exogenous;
        this.limits = limits;
        this.fleet = fleet;
        this.surroundings = surroundings;
        this.settlement = settlement;
        site = scenario.site();
        runSteps = scenario.time().steps();
        forecasts =
                new SiteForecasts(this, site.loads().size(), site.plants().size(), this::foresight);
    }

    /** Begins a run: the visits are others. */
    void begin() {
        visits = null;
        days = null;
        servicePerKwh = Double.NaN;
        step = 0;
        forecasts.startRun();
    }

    /** Begins a step of the run. */
    void startStep(int present) {
        step = present;
        forecasts.startStep();
    }

    @Override
    public int step() {
        return step;
    }

    @Override
    public int steps() {
        return runSteps;
    }

    @Override
    public double stepHours() {
        return scenario.time().stepHours();
    }

    @Override
    public Limits limits() {
        return limits;
    }

    @Override
    public double neededKwh(int connector) {
        return fleet.neededKwh(limits.rank(connector));
    }

    @Override
    public double neededHours(int connector) {
        return fleet.neededHours(limits.rank(connector));
    }

    @Override
    public double storedAfterKwh(int connector, double hours) {
        int rank = limits.rank(connector);
        return Math.min(fleet.targetKwh[rank], fleet.storedAfter(rank, hours));
    }

    @Override
    public double ratedKw(int connector) {
        return fleet.ratedKw(limits.rank(connector));
    }

    @Override
    public int declaredStep(int connector) {
        return fleet.declaredStep[connector];
    }

    @Override
    public int arrivalRank(int connector) {
        return fleet.session[connector];
    }

    @Override
    public double soc(int connector) {
        return fleet.storedKwh[limits.rank(connector)] / fleet.capacityKwh[connector];
    }

    @Override
    public double capacityKwh(int connector) {
        return fleet.capacityKwh[connector];
    }

    @Override
    public double buyPerKwh(int at) {
        return exogenous.buyPerKwh()[published(at)];
    }

    @Override
    public double sellPerKwh(int at) {
        return exogenous.sellPerKwh()[published(at)];
    }

    @Override
    public double plantKw() {
        return surroundings.plantKw();
    }

    @Override
    public double surplusKw() {
        return surroundings.surplusKw();
    }

    @Override
    public double baseLoadKw() {
        return surroundings.baseKw();
    }

    @Override
    public Site site() {
        return site;
    }

    @Override
    public double unservedPerKwh() {
        return scenario.money().unservedPerKwh();
    }

    @Override
    public double servicePerKwh() {
        if (scenario.money().service() == Service.PRICED) {
            return unservedPerKwh();
        }
        if (Double.isNaN(servicePerKwh)) {
            servicePerKwh = unservedPerKwh() + MOST_METER_KWH * mostPerMeterKwh();
        }
        return servicePerKwh;
    }

    /** The most that a kWh at the meter can cost in one step: bought, and added to the peak. */
    private double mostPerMeterKwh() {
        double most = 0;
        for (int at = 0; at < runSteps; at++) {
            double perKwh = Math.max(0, exogenous.buyPerKwh()[at]);
            double cost = perKwh + settlement.billing().perKw(at) / stepHours();
            // A price that is missing is no number and never more.
            most = cost > most ? cost : most;
        }
        return most;
    }

    @Override
    public double storedKwh(int connector) {
        return fleet.storedKwh[limits.rank(connector)];
    }

    @Override
    public double targetKwh(int connector) {
        return fleet.targetKwh[limits.rank(connector)];
    }

    @Override
    public double floorKwh(int connector) {
        return fleet.floorKwh[limits.rank(connector)];
    }

    @Override
    public double chargeEfficiency(int connector) {
        return fleet.fitOf(connector).chargeEfficiency;
    }

    @Override
    public double dischargeEfficiency(int connector) {
        return fleet.fitOf(connector).dischargeEfficiency;
    }

    @Override
    public double ratedDischargeKw(int connector) {
        return fleet.ratedDischargeKw(limits.rank(connector));
    }

    @Override
    public Battery.Wear wear(int connector) {
        return fleet.fitOf(connector).wear;
    }

    @Override
    public double carbonKgPerKwh(int at) {
        return exogenous.carbonKgPerKwh()[published(at)];
    }

    @Override
    public double demandPerKw(int at) {
        return settlement.billing().perKw(published(at));
    }

    @Override
    public int billingMonth(int at) {
        return settlement.billing().month(published(at));
    }

    @Override
    public double billedPeakKw(int month) {
        return settlement.billing().peakKw(month);
    }

    @Override
    public Past past() {
        return past;
    }

    @Override
    public Outlook outlook(Forecaster forecaster, int aheadSteps) {
        return forecasts.outlook(forecaster, aheadSteps);
    }

    @Override
    public Outlook foreseen() {
        return forecasts.foreseen();
    }

    @Override
    public Foresight foresight() {
        if (!isClairvoyant) {
            throw new IllegalStateException(
                    "the future is closed to a controller that has not declared that it uses it");
        }
        return future;
    }

    private int published(int at) {
        if (at < step || at >= runSteps) {
            throw new IllegalArgumentException(
                    "step "
                            + at
                            + " must be between the present step "
                            + step
                            + " and the run's last, "
                            + (runSteps - 1));
        }
        return at;
    }

    /** What was measured: the steps of the run so far, and the day before it. */
    private final class Measured implements Past {
        @Override
        public int steps() {
            return step + 1 + exogenous.dayBefore().steps();
        }

        @Override
        public double loadFactor(int group, int ago) {
            int at = step - known(ago);
            if (at >= 0) {
                return exogenous.loadFactor(group)[at];
            }
            double[] before = exogenous.dayBefore().loadFactor()[group];
            return before[before.length + at];
        }

        @Override
        public double plantKw(int plant, int ago) {
            int at = step - known(ago);
            if (at >= 0) {
                return exogenous.plantKw()[plant][at];
            }
            double[] before = exogenous.dayBefore().plantKw()[plant];
            return before[before.length + at];
        }

        @Override
        public List<List<Visit>> days() {
            var known = days;
            if (known == null) {
                known =
                        exogenous.earlierDays(EARLIER_DAYS).stream()
                                .map(table -> fleet.visits(table, runSteps))
                                .toList();
                days = known;
            }
            return known;
        }

        private int known(int ago) {
            if (ago < 0 || ago >= steps()) {
                throw new IllegalArgumentException(
                        ago + " steps ago must be between 0 and " + (steps() - 1));
            }
            return ago;
        }
    }

    /** The run as it will be. */
    private final class Future implements Foresight {
        @Override
        public double loadFactor(int group, int at) {
            return exogenous.loadFactor(group)[at];
        }

        @Override
        public double plantKw(int plant, int at) {
            return exogenous.plantKw()[plant][at];
        }

        @Override
        public List<Visit> visits() {
            var known = visits;
            if (known == null) {
                known = fleet.visits(exogenous.sessions(), runSteps);
                visits = known;
            }
            return known;
        }
    }
}
