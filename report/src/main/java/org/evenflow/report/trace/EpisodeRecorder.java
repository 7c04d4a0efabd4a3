package org.evenflow.report.trace;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.evenflow.dispatch.CutReason;
import org.evenflow.dispatch.DecisionEvent;
import org.evenflow.dispatch.DecisionLog;
import org.evenflow.model.Connector;
import org.evenflow.model.SupplyTransformer;
import org.evenflow.model.TimeGrid;
import org.evenflow.model.scenario.Scenario;
import org.evenflow.report.EpisodeRecord;
import org.evenflow.sim.ChargingEnv;
import org.evenflow.sim.SessionOutcome;
import org.evenflow.sim.StepRecord;
import org.evenflow.sim.Trace;

/**
 * Keeps of one run what the report draws. A long run is thinned to at most about 1,500 entries by
 * averaging, so a year fits as well as a day. Mutable: one instance per run.
 */
public final class EpisodeRecorder implements Trace {
    private static final int MAX_ENTRIES = 1_500;
    private static final int MAX_DEPARTURES = 2_000;

    private final ChargingEnv env;
    private final Scenario scenario;
    private final int stepsPerEntry;
    private final int entries;
    private final double[] importKw;
    private final double[] baseKw;
    private final double[] plantKw;
    private final double[] curtailedKw;
    private final double[] chargeKw;
    private final double[] dischargeKw;
    private final double[] lossKw;
    private final double[] buyPerKwh;
    private final List<String> connectorIds;
    private final FeederRecorder feeder;
    private final StationRecorder chart;
    private final double[] transformerMaxKva;
    private final List<EpisodeRecord.Departure> departures = new ArrayList<>();
    private final Map<CutKey, double[]> cuts = new HashMap<>();
    private final EventSelection selection = new EventSelection();
    private final DecisionLog log;

    /** What cut and for which reason. */
    private record CutKey(CutReason reason, int thing, int phase) {}

    /** A recorder for the next run of an environment. */
    public EpisodeRecorder(ChargingEnv env) {
        this(env, event -> {});
    }

    /**
     * A recorder for the next run of an environment.
     *
     * @param events gets every decision event of the run, however many
     */
    public EpisodeRecorder(ChargingEnv env, Consumer<DecisionEvent> events) {
        this.env = env;
        log =
                new DecisionLog(
                        env.scenario().time().stepHours(),
                        env.observation().limits(),
                        event -> {
                            selection.add(event);
                            events.accept(event);
                        });
        scenario = env.scenario();
        int steps = scenario.time().steps();
        stepsPerEntry = (steps + MAX_ENTRIES - 1) / MAX_ENTRIES;
        entries = (steps + stepsPerEntry - 1) / stepsPerEntry;
        importKw = new double[entries];
        baseKw = new double[entries];
        plantKw = new double[entries];
        curtailedKw = new double[entries];
        chargeKw = new double[entries];
        dischargeKw = new double[entries];
        lossKw = new double[entries];
        buyPerKwh = new double[entries];
        connectorIds = connectorIds(scenario);
        feeder = new FeederRecorder(scenario);
        chart = new StationRecorder(scenario);
        transformerMaxKva = new double[scenario.site().transformers().size()];
    }

    @Override
    public void append(StepRecord step) {
        if (step.step() == 0) {
            chart.choose(env.exogenous().sessions());
        }
        int entry = step.step() / stepsPerEntry;
        double weight =
                1.0 / Math.min(stepsPerEntry, scenario.time().steps() - entry * stepsPerEntry);
        importKw[entry] += weight * step.importKw();
        baseKw[entry] += weight * step.baseKw();
        plantKw[entry] += weight * step.plantKw();
        curtailedKw[entry] += weight * step.curtailedKw();
        chargeKw[entry] += weight * step.chargedKw();
        dischargeKw[entry] += weight * step.dischargedKw();
        lossKw[entry] += weight * step.lossKw();
        buyPerKwh[entry] += weight * step.buyPerKwh();
        step.appendTo(log);
        feeder.append(step);
        chart.append(step);
        for (int t = 0; t < transformerMaxKva.length; t++) {
            transformerMaxKva[t] = Math.max(transformerMaxKva[t], step.transformerKva()[t]);
        }
        double hours = scenario.time().stepHours();
        for (int rank = 0; rank < step.pluggedInCount(); rank++) {
            int connector = step.pluggedIn(rank);
            CutReason reason = step.reason(connector);
            double wish = step.wishKw(connector);
            // A power that look-ahead raises is no cut.
            double cut = wish < 0 ? step.powerKw(connector) - wish : wish - step.powerKw(connector);
            if (reason != CutReason.NONE && reason != CutReason.VEHICLE && cut > 1e-6) {
                double[] sum =
                        cuts.computeIfAbsent(
                                new CutKey(reason, step.thing(connector), step.phase(connector)),
                                key -> new double[2]);
                sum[0] += hours;
                sum[1] += cut * hours;
            }
        }
    }

    @Override
    public void departed(SessionOutcome session) {
        double capacity = session.capacityKwh();
        tell(session);
        if (departures.size() < MAX_DEPARTURES) {
            departures.add(
                    new EpisodeRecord.Departure(
                            session.arrivalKwh() / capacity,
                            session.mostKwh() / capacity,
                            session.reachableKwh() / capacity,
                            session.departureKwh() / capacity));
        }
        chart.departed(session);
    }

    /** Those who are still there when the run ends have lost nothing by that. */
    private void tell(SessionOutcome session) {
        boolean isEnd = session.departStep() == scenario.time().steps();
        double capacity = session.capacityKwh();
        double target = isEnd ? session.reachableKwh() : session.mostKwh();
        log.departed(
                session.connector(),
                new DecisionEvent.Shortfall(
                        connectorIds.get(session.connector()),
                        session.arrivalStep(),
                        session.departStep(),
                        session.declaredStep(),
                        session.departureKwh() / capacity,
                        target / capacity,
                        session.reachableKwh() / capacity,
                        session.ratedKw(),
                        session.neededHours(),
                        (session.departStep() - session.arrivalStep())
                                * scenario.time().stepHours(),
                        isEnd ? session.unservedKwh() : session.missingKwh(),
                        "",
                        0));
    }

    /** The run's own steps: seeds of a session log begin on different days. */
    static TimeGrid time(ChargingEnv env) {
        TimeGrid grid = env.scenario().time();
        return new TimeGrid(env.exogenous().start(), grid.zone(), grid.stepMin(), grid.steps());
    }

    /** What was kept, for a controller and seed, after the run. */
    public EpisodeRecord record(String controller, long seed) {
        log.close();
        TimeGrid time = time(env);
        String start = time.local(0).toOffsetDateTime().toString();
        var transformers = new ArrayList<EpisodeRecord.TransformerView>();
        for (int t = 0; t < transformerMaxKva.length; t++) {
            SupplyTransformer transformer = scenario.site().transformers().get(t);
            transformers.add(
                    new EpisodeRecord.TransformerView(
                            transformer.id(), transformer.ratingKva(), transformerMaxKva[t]));
        }
        return new EpisodeRecord(
                controller,
                seed,
                start,
                time.stepMin() * stepsPerEntry,
                importKw,
                baseKw,
                plantKw,
                curtailedKw,
                chargeKw,
                dischargeKw,
                lossKw,
                buyPerKwh,
                scenario.site().siteLimitKw(),
                feeder.buses(),
                feeder.branches(),
                transformers,
                List.copyOf(departures),
                chart.chart(),
                cutViews(),
                selection.events(time));
    }

    private List<EpisodeRecord.Cut> cutViews() {
        var views = new ArrayList<EpisodeRecord.Cut>();
        cuts.forEach(
                (key, sum) ->
                        views.add(
                                new EpisodeRecord.Cut(
                                        key.reason().code(),
                                        thing(scenario, key.reason(), key.thing(), key.phase()),
                                        sum[0],
                                        sum[1])));
        views.sort(
                Comparator.comparingDouble(EpisodeRecord.Cut::energyKwh)
                        .reversed()
                        .thenComparing(EpisodeRecord.Cut::reason)
                        .thenComparing(EpisodeRecord.Cut::thing));
        return views;
    }

    /**
     * Id of the thing at a position, and its phase where that alone is at its limit; a word of its
     * own where the reason speaks of no single thing.
     */
    static String thing(Scenario scenario, CutReason reason, int position, int phase) {
        String thing = thing(scenario, reason, position);
        return phase < 0 || reason == CutReason.BASE_LOAD
                ? thing
                : thing + " phase " + "abc".charAt(phase);
    }

    private static String thing(Scenario scenario, CutReason reason, int position) {
        var feeder = scenario.site().feeder();
        return switch (reason) {
            case STATION -> scenario.site().stations().get(position).id();
            case TRANSFORMER -> scenario.site().transformers().get(position).id();
            case SITE -> "all stations";
            case EXPORT -> "export limit";
            case LINE -> feeder == null ? "" : feeder.branches().get(position).id();
            case VOLTAGE -> feeder == null ? "" : "bus " + feeder.buses().get(position).id();
            case BASE_LOAD -> feeder == null ? "base load and plants" : "feeder without charging";
            case LOOK_AHEAD -> "declared departures";
            case RAMP -> "ramp limit";
            case POWER_STEP, MINIMUM_POWER, VEHICLE, NONE -> "charger";
        };
    }

    /** Ids of the connectors in their order. */
    static List<String> connectorIds(Scenario scenario) {
        return scenario.site().stations().stream()
                .flatMap(station -> station.connectors().stream())
                .map(Connector::id)
                .toList();
    }
}
