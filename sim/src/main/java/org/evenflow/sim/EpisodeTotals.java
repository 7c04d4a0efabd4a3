package org.evenflow.sim;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.evenflow.model.TimeGrid;
import org.jspecify.annotations.Nullable;

/**
 * What a run adds up to: the {@link Meter meters} of an environment, each told of every step and
 * visit, and all their indicators. Mutable, owned by its environment; read it after the run.
 */
public final class EpisodeTotals {
    private final Settlement settlement = new Settlement();
    private final EnergyMeter energy = new EnergyMeter();
    private final EmissionsMeter emissions = new EmissionsMeter();
    private final PlantMeter plants = new PlantMeter();
    private final PeakMeter peaks = new PeakMeter(8, 22);
    private final VoltageMeter voltages = new VoltageMeter();
    private final LoadingMeter loadings = new LoadingMeter();
    private final ServiceMeter service = new ServiceMeter();
    private final FairnessMeter fairness = new FairnessMeter();
    private final ShieldMeter shield = new ShieldMeter();
    private final ReliabilityMeter reliability = new ReliabilityMeter();

    private final List<Meter> meters;
    private final Meter.OfSteps[] moreOfSteps;
    private final Meter.OfSessions[] moreOfSessions;
    private Trace.@Nullable Run run;

    /**
     * All families of indicators.
     *
     * @param more families beside those that every run has
     */
    EpisodeTotals(List<Meter> more) {
        meters = Stream.concat(families().stream(), more.stream()).toList();
        moreOfSteps = only(more, Meter.OfSteps.class).toArray(Meter.OfSteps[]::new);
        moreOfSessions = only(more, Meter.OfSessions.class).toArray(Meter.OfSessions[]::new);
    }

    /**
     * What a run comes to at several sites together, as it stands now. Energy, money, emissions,
     * visits and hours add up; peaks are those of the sum; shares, means and fairness are those of
     * all visits, steps and decisions.
     *
     * @param sites what it comes to at each, at least one
     * @throws IllegalArgumentException where they are not of one span of time
     */
    public static EpisodeTotals together(List<EpisodeTotals> sites) {
        var time = sites.getFirst().time();
        var sum = new EpisodeTotals(List.of());
        sum.started(new Trace.Run(time, 0, false, false, new double[time.steps()], 0, 0, 0));
        for (EpisodeTotals site : sites) {
            if (!site.time().equals(time)) {
                throw new IllegalArgumentException("sites of one run share its clock");
            }
            for (int family = 0; family < sum.meters.size(); family++) {
                sum.meters.get(family).add(site.meters.get(family));
            }
        }
        return sum;
    }

    private TimeGrid time() {
        return Objects.requireNonNull(run, "no run has begun").time();
    }

    private static <M> Stream<M> only(List<Meter> meters, Class<M> kind) {
        return meters.stream().filter(kind::isInstance).map(kind::cast);
    }

    /** The families of indicators that every run has, in their order. */
    private List<Meter> families() {
        return List.of(
                settlement,
                energy,
                emissions,
                plants,
                peaks,
                voltages,
                loadings,
                service,
                fairness,
                shield,
                reliability);
    }

    /**
     * One call after the other, not a loop over {@link #families}: the compiler then sees which
     * class is meant and puts all of them into one piece of code, a seventh of a small site's step.
     */
    void append(StepRecord step) {
        settlement.append(step);
        energy.append(step);
        emissions.append(step);
        plants.append(step);
        peaks.append(step);
        voltages.append(step);
        loadings.append(step);
        shield.append(step);
        reliability.append(step);
        for (Meter.OfSteps meter : moreOfSteps) {
            meter.append(step);
        }
    }

    /** As {@link #append}. */
    void departed(SessionOutcome session) {
        settlement.departed(session);
        service.departed(session);
        fairness.departed(session);
        reliability.departed(session);
        for (Meter.OfSessions meter : moreOfSessions) {
            meter.departed(session);
        }
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

    void started(Trace.Run next) {
        run = next;
        meters.forEach(meter -> meter.started(next));
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
