package org.evenflow.planning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.evenflow.control.Foresight;
import org.evenflow.control.Limits;
import org.evenflow.control.Observation;
import org.evenflow.control.Past;
import org.evenflow.control.Visit;
import org.evenflow.dispatch.Sites;
import org.evenflow.dispatch.TestSite;
import org.evenflow.forecast.Forecaster;
import org.evenflow.forecast.Outlook;
import org.evenflow.forecast.SiteForecasts;
import org.evenflow.model.Battery;
import org.evenflow.model.ChargerKind;
import org.evenflow.model.Feeder;
import org.evenflow.model.Generator;
import org.evenflow.model.Site;
import org.evenflow.model.Station;
import org.jspecify.annotations.Nullable;

/**
 * A world in which all that a plan depends on can be said: losses, giving back, wear, plants, base
 * load, billing months, a feeder, records. Vehicles take constant power; the future is open.
 */
final class PlanWorld implements Observation {
    /** A charger for both ways without losses of its own. */
    static final ChargerKind BOTH_WAYS = new ChargerKind.Bidirectional(1000, 1000, 0, 1);

    static final ChargerKind ONE_WAY = new ChargerKind.FastDc(1000, 0, 1);

    final double[] buy;
    final double[] sell;
    final double[] carbon;
    final double[] factor;
    final double[][] plantKw;

    /** Demand charge, currency per kW, and the steps of a billing month. */
    double demandPerKw;

    int stepsPerMonth;
    double billedPeakKw;
    List<List<Visit>> days = List.of();

    /** Energy above which batteries take less power, kWh, and how much, kW at the meter. */
    double kneeKwh = 1e9;

    double slowKw;

    /** What all chargers can set. */
    double minKw;

    double levelKw;

    private final Site site;
    final TestSite owned;
    private final Limits limits;
    private final double stepHours;
    private final List<Visit> visits;
    private final int[] visitAt;
    private final double[] storedKwh;
    private final SiteForecasts forecasts;
    private int step;

    /** Price of energy that is not given. */
    double unservedPerKwh = 1;

    PlanWorld(Site site, int steps, double stepHours, Visit... visits) {
        this.site = site;
        this.stepHours = stepHours;
        this.visits = new ArrayList<>(List.of(visits));
        this.visits.sort(Comparator.comparingInt(Visit::arrivalStep));
        owned = Sites.site(site.feeder(), site.stations(), site.transformers(), site.siteLimitKw());
        limits = owned.limits;
        visitAt = new int[limits.connectors()];
        storedKwh = new double[limits.connectors()];
        buy = new double[steps];
        sell = new double[steps];
        carbon = new double[steps];
        factor = new double[steps];
        plantKw = new double[site.plants().size()][steps];
        stepsPerMonth = steps;
        Arrays.fill(buy, 0.3);
        Arrays.fill(factor, 1);
        forecasts =
                new SiteForecasts(this, site.loads().size(), site.plants().size(), this::foresight);
    }

    /** A site of one station without anything else; unserved energy costs 1 per kWh. */
    static Site site(double limitKw, ChargerKind kind, int connectors) {
        return site(null, limitKw, kind, connectors);
    }

    /** One connector without limits beside base load and plants. */
    static Site siteBeside(double baseKw, Generator... plants) {
        var station = Sites.station("s", "", null, Sites.UNLIMITED, 0, ONE_WAY, 1);
        return Site.of(null, List.of(station), List.of())
                .withPlants(List.of(plants))
                .withLoad(baseKw, null);
    }

    /** A plant whose power a world says. */
    static Generator plant(String id) {
        return new Generator.Pv(id, "", null, 10, 30, 180, 1);
    }

    /** Connectors at bus b1 of a feeder. */
    static Site site(@Nullable Feeder feeder, double limitKw, ChargerKind kind, int connectors) {
        Station station = Sites.station("s", "b1", null, limitKw, limitKw, kind, connectors);
        return Site.of(feeder, List.of(station), List.of());
    }

    /** Goes to a step; those who are there have what they came with. */
    PlanWorld at(int newStep) {
        owned.occupancy.clear();
        step = newStep;
        forecasts.startStep();
        for (int v = 0; v < visits.size(); v++) {
            Visit visit = visits.get(v);
            if (visit.arrivalStep() <= step && step < visit.departStep()) {
                arrive(v);
            }
        }
        bound();
        return this;
    }

    /** Plays the present step with powers at the meters, kW by connector. */
    void play(double[] powerKw) {
        for (int rank = limits.pluggedInCount() - 1; rank >= 0; rank--) {
            int connector = limits.connectorAt(rank);
            Visit visit = visits.get(visitAt[connector]);
            double kwh = powerKw[connector] * stepHours;
            storedKwh[connector] +=
                    kwh > 0 ? kwh * visit.chargeEfficiency() : kwh / visit.dischargeEfficiency();
            if (visit.departStep() <= step + 1) {
                owned.occupancy.unplug(rank);
            }
        }
        step++;
        forecasts.startStep();
        for (int v = 0; v < visits.size(); v++) {
            if (visits.get(v).arrivalStep() == step) {
                arrive(v);
            }
        }
        bound();
    }

    private void arrive(int v) {
        Visit visit = visits.get(v);
        owned.plugIn(visit.connector(), minKw, levelKw);
        visitAt[visit.connector()] = v;
        storedKwh[visit.connector()] = visit.arrivalKwh();
    }

    private void bound() {
        for (int rank = 0; rank < limits.pluggedInCount(); rank++) {
            int connector = limits.connectorAt(rank);
            double above = storedKwh[connector] - floorKwh(connector);
            double low =
                    -Math.min(
                            ratedDischargeKw(connector),
                            Math.max(0, above) * dischargeEfficiency(connector) / stepHours);
            double high = Math.min(ratedKw(connector), neededKwh(connector) / stepHours);
            owned.range(rank, low, high);
        }
    }

    Visit visitAt(int connector) {
        return visits.get(visitAt[connector]);
    }

    @Override
    public int step() {
        return step;
    }

    @Override
    public int steps() {
        return buy.length;
    }

    @Override
    public double stepHours() {
        return stepHours;
    }

    @Override
    public Limits limits() {
        return limits;
    }

    @Override
    public double neededKwh(int connector) {
        return Math.max(0, targetKwh(connector) - storedKwh[connector])
                / chargeEfficiency(connector);
    }

    @Override
    public double neededHours(int connector) {
        double needed = neededKwh(connector);
        double above = Math.max(0, targetKwh(connector) - kneeKwh) / chargeEfficiency(connector);
        double slow = Math.min(needed, above);
        return (needed - slow) / ratedKw(connector) + (slow > 0 ? slow / slowKw : 0);
    }

    @Override
    public double storedAfterKwh(int connector, double hours) {
        double fastKwh = ratedKw(connector) * chargeEfficiency(connector);
        double fast = Math.clamp(kneeKwh - storedKwh[connector], 0, fastKwh * hours);
        double slow = slowKw * (hours - fast / fastKwh) * chargeEfficiency(connector);
        return Math.min(targetKwh(connector), storedKwh[connector] + fast + slow);
    }

    @Override
    public double ratedKw(int connector) {
        return visitAt(connector).maxKw();
    }

    @Override
    public int declaredStep(int connector) {
        return visitAt(connector).declaredStep();
    }

    @Override
    public int arrivalRank(int connector) {
        return visitAt[connector];
    }

    @Override
    public double soc(int connector) {
        return storedKwh[connector] / capacityKwh(connector);
    }

    @Override
    public double capacityKwh(int connector) {
        return 100;
    }

    @Override
    public double buyPerKwh(int at) {
        return buy[at];
    }

    @Override
    public double sellPerKwh(int at) {
        return sell[at];
    }

    @Override
    public double plantKw() {
        return Arrays.stream(plantKw).mapToDouble(plant -> plant[step]).sum();
    }

    @Override
    public double surplusKw() {
        return Math.max(0, plantKw() - baseLoadKw());
    }

    @Override
    public double baseLoadKw() {
        return factor[step] * site.nominalKw();
    }

    @Override
    public Site site() {
        return site;
    }

    @Override
    public double servicePerKwh() {
        return unservedPerKwh();
    }

    @Override
    public double unservedPerKwh() {
        return unservedPerKwh;
    }

    @Override
    public double storedKwh(int connector) {
        return storedKwh[connector];
    }

    @Override
    public double targetKwh(int connector) {
        Visit visit = visitAt(connector);
        return storedKwh[connector] < visit.mostKwh() ? visit.targetKwh() : visit.mostKwh();
    }

    @Override
    public double floorKwh(int connector) {
        return visitAt(connector).floorKwh();
    }

    @Override
    public double chargeEfficiency(int connector) {
        return visitAt(connector).chargeEfficiency();
    }

    @Override
    public double dischargeEfficiency(int connector) {
        return visitAt(connector).dischargeEfficiency();
    }

    @Override
    public double ratedDischargeKw(int connector) {
        return visitAt(connector).maxDischargeKw();
    }

    @Override
    public Battery.Wear wear(int connector) {
        return visitAt(connector).wear();
    }

    @Override
    public double carbonKgPerKwh(int at) {
        return carbon[at];
    }

    @Override
    public double demandPerKw(int at) {
        return demandPerKw;
    }

    @Override
    public int billingMonth(int at) {
        return at / stepsPerMonth;
    }

    @Override
    public double billedPeakKw(int month) {
        return billedPeakKw;
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
    public Past past() {
        return new Past() {
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

            @Override
            public List<List<Visit>> days() {
                return days;
            }
        };
    }

    @Override
    public Foresight foresight() {
        return new Foresight() {
            @Override
            public double loadFactor(int group, int at) {
                return factor[at];
            }

            @Override
            public double plantKw(int plant, int at) {
                return plantKw[plant][at];
            }

            @Override
            public List<Visit> visits() {
                return visits;
            }
        };
    }
}
