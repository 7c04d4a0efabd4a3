package org.evenflow.sim;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a run adds up to: the {@link Meter meters} of an environment, each told of every step and
 * visit, and all their indicators. Mutable, owned by its environment; read it after the run.
 */
public final class EpisodeTotals {
    private final Settlement settlement = new Settlement();
    private final EmissionsMeter emissions = new EmissionsMeter();
    private final ReliabilityMeter reliability = new ReliabilityMeter();
    private final List<Meter> meters;
    private final Meter.OfSteps[] ofSteps;
    private final Meter.OfSessions[] ofSessions;

    /**
     * All families of indicators.
     *
     * @param more families beside those that every run has
     */
    EpisodeTotals(List<Meter> more) {
        meters = Stream.concat(families().stream(), more.stream()).toList();
        ofSteps = only(Meter.OfSteps.class).toArray(Meter.OfSteps[]::new);
        ofSessions = only(Meter.OfSessions.class).toArray(Meter.OfSessions[]::new);
    }

    /** The families of indicators that every run has, in their order. */
    private List<Meter> families() {
        return List.of(
                settlement,
                new EnergyMeter(),
                emissions,
                new PlantMeter(),
                new PeakMeter(8, 22),
                new VoltageMeter(),
                new LoadingMeter(),
                new ServiceMeter(),
                new FairnessMeter(),
                new ShieldMeter(),
                reliability);
    }

    private <M> Stream<M> only(Class<M> kind) {
        return meters.stream().filter(kind::isInstance).map(kind::cast);
    }

    /** What every run's indicators are, in the order of docs/indicators.md. */
    public static List<Indicator> catalogue() {
        return new EpisodeTotals(List.of()).all();
    }

    private List<Indicator> all() {
        var all = new ArrayList<Indicator>();
        meters.forEach(meter -> all.addAll(meter.indicators()));
        all.sort(Comparator.comparing(Indicator::group));
        return all;
    }

    void started(Trace.Run run) {
        meters.forEach(meter -> meter.started(run));
    }

    void append(StepRecord step) {
        for (Meter.OfSteps meter : ofSteps) {
            meter.append(step);
        }
    }

    void departed(SessionOutcome session) {
        for (Meter.OfSessions meter : ofSessions) {
            meter.departed(session);
        }
    }

    void decided(long fallbacks, long[] decisionNanos) {
        reliability.decided(fallbacks, decisionNanos);
    }

    Settlement settlement() {
        return settlement;
    }

    /**
     * All indicators by id, in the order of the documentation; values that a run does not define
     * are NaN.
     *
     * @param idle what the same run comes to when nobody charges
     */
    public Map<String, Double> indicators(Indicator.Baseline idle) {
        var values = new LinkedHashMap<String, Double>();
        all().forEach(indicator -> values.put(indicator.id(), indicator.value(idle)));
        return values;
    }

    /** What a run in which nobody charged is for the incremental figures of others. */
    public Indicator.Baseline asBaseline() {
        return new Indicator.Baseline(settlement.gridCost(), emissions.emissionsKg());
    }

    /** Energy, demand charge, wear and priced unserved energy of the run so far, currency. */
    public double totalCost() {
        return settlement.totalCost();
    }

    /**
     * Energy balance: the difference of what came in and what went out or was used, over what came
     * in (at least 1 kWh).
     */
    public double energyBalanceRelativeError() {
        return reliability.balanceError();
    }

    /**
     * Largest difference in any vehicle's books: charged η_c - discharged / η_d against the change
     * of stored energy, kWh.
     */
    public double worstVehicleImbalanceKwh() {
        return reliability.vehicleImbalanceKwh();
    }
}
