package org.evenflow.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.evenflow.control.Action;
import org.evenflow.control.Controller;
import org.evenflow.control.Observation;
import org.evenflow.data.scenario.StudyReader;
import org.evenflow.model.ChargerKind;
import org.evenflow.model.Connector;
import org.evenflow.model.Site;
import org.evenflow.model.Station;
import org.evenflow.model.TimeGrid;
import org.evenflow.model.Vehicle;
import org.evenflow.model.scenario.Scenario;
import org.evenflow.model.scenario.SessionRecord;
import org.evenflow.model.scenario.SessionSource;
import org.evenflow.numeric.RandomStream;
import org.evenflow.planning.LowerBound;
import org.evenflow.planning.PlanGap;
import org.evenflow.planning.Planners;
import org.evenflow.sim.ChargingEnv;

/**
 * Decisions of the planners on the 39-bus feeder, steps of 5 minutes, ten blocks: every connector
 * has a vehicle that can give back, here from the beginning and for 6 to 16 hours more. Solvers are
 * warm: the first decisions are not counted.
 */
final class PlanBench {
    private static final int COUNTED = 60;
    private static final int WARM_UP = 8;

    private PlanBench() {}

    static void run(Consumer<Bench.Figure> sink) {
        for (int vehicles : new int[] {200, 1000, 10_000}) {
            double[] ms = decisionsMs("mpc", vehicles, vehicles > 1000 ? 20 : COUNTED);
            sink.accept(
                    new Bench.Figure("mpc_decision_ms_" + vehicles, ms[ms.length / 2], "ms", 1));
            int p99 = (int) Math.min(ms.length - 1L, Math.round(0.99 * ms.length));
            sink.accept(new Bench.Figure("mpc_decision_p99_ms_" + vehicles, ms[p99], "ms", 1));
        }
        gap(sink);
        sink.accept(new Bench.Figure("clairvoyant_1000_s", clairvoyantS(), "s", 1));
    }

    /** Greatest gap of grouped decisions to the full program, 1,000 vehicles, at 24 steps. */
    private static void gap(Consumer<Bench.Figure> sink) {
        var env = new ChargingEnv(world(1000));
        Observation observation = env.reset(1);
        Controller controller = new Planners().create("mpc");
        var action = new Action(1000, env.scenario().site().plants().size());
        double worstPercent = 0;
        double worstCost = 0;
        try (var gap = new PlanGap(observation)) {
            for (int step = 0; step < WARM_UP + 24; step++) {
                double percent = gap.percent(observation);
                if (step >= WARM_UP) {
                    worstPercent = Math.max(worstPercent, percent);
                    worstCost = Math.max(worstCost, gap.extraCost());
                }
                action.clear();
                controller.decide(observation, action);
                env.step(action);
            }
        }
        controller.reset();
        sink.accept(new Bench.Figure("mpc_gap_percent", worstPercent, "% of the plan's cost", 1));
        sink.accept(new Bench.Figure("mpc_gap_cost", worstCost, "USD a decision", 1));
    }

    /** Seconds to the proven lower bound of the urban-feeder day with 1,000 vehicles. */
    static double clairvoyantS() {
        var thousand =
                StudyReader.builtIn("urban-feeder").extent().variants().stream()
                        .filter(variant -> variant.id().equals("ev1000"))
                        .findFirst()
                        .orElseThrow();
        var env = new ChargingEnv(thousand.document().scenario());
        env.clairvoyant(true);
        Observation observation = env.reset(1);
        long begin = System.nanoTime();
        LowerBound bound = LowerBound.of(observation, 3600, System::nanoTime);
        if (!bound.unknown().isEmpty()) {
            throw new IllegalStateException(bound.unknown());
        }
        return (System.nanoTime() - begin) / 1e9;
    }

    /** Time of each decision, sorted, ms. */
    static double[] decisionsMs(String id, int vehicles, int count) {
        var env = new ChargingEnv(world(vehicles));
        Controller controller = new Planners().create(id);
        Observation observation = env.reset(1);
        controller.reset();
        var action = new Action(vehicles, env.scenario().site().plants().size());
        double[] ms = new double[count];
        for (int step = 0; step < WARM_UP + count; step++) {
            action.clear();
            long begin = System.nanoTime();
            controller.decide(observation, action);
            long nanos = System.nanoTime() - begin;
            if (step >= WARM_UP) {
                ms[step - WARM_UP] = nanos / 1e6;
            }
            env.step(action);
        }
        controller.reset();
        Arrays.sort(ms);
        return ms;
    }

    /** The world of the urban-feeder study from 16:00 on with this many vehicles, all there. */
    static Scenario world(int vehicles) {
        Scenario urban = StudyReader.builtIn("urban-feeder").scenario();
        var time = TimeGrid.of("2025-06-17T16:00", urban.time().zone().getId(), 5, 20);
        Vehicle car = null;
        if (urban.sessions() instanceof SessionSource.Drawn drawn) {
            car = drawn.populations().getFirst().fleet().getFirst().vehicle();
        }
        if (car == null) {
            throw new IllegalStateException("the urban-feeder study has no vehicle");
        }
        var kind = new ChargerKind.Bidirectional(11, 11, 0, 1);
        var stations = new ArrayList<Station>();
        int sites = urban.site().stations().size();
        for (int s = 0; s < sites; s++) {
            var sockets = new ArrayList<Connector>();
            for (int i = s; i < vehicles; i += sites) {
                sockets.add(new Connector("c" + i, kind));
            }
            Station data = urban.site().stations().get(s);
            stations.add(
                    new Station(
                            data.id(),
                            data.busId(),
                            null,
                            Double.POSITIVE_INFINITY,
                            Double.POSITIVE_INFINITY,
                            sockets));
        }
        var site =
                Site.of(urban.site().feeder(), stations, List.of())
                        .withPlants(urban.site().plants());
        return Scenario.of(
                "bench-plan-" + vehicles,
                urban.world().with(time),
                site.withLimits(Double.POSITIVE_INFINITY, urban.site().exportLimitKw()),
                sessions(vehicles, stations, time.start(), car),
                new Scenario.Money(urban.money().tariffs(), 1));
    }

    private static SessionSource sessions(
            int vehicles, List<Station> stations, Instant start, Vehicle car) {
        var random = new RandomStream("bench-plan", 3);
        var records = new ArrayList<SessionRecord>();
        for (int i = 0; i < vehicles; i++) {
            double hours = 6 + 10 * random.nextDouble();
            Instant leaves = start.plus(Duration.ofMinutes(Math.round(12 * hours) * 5));
            double capacity = 40 + 40 * random.nextDouble();
            double soc = 0.2 + 0.5 * random.nextDouble();
            double kwh = (0.8 - soc) * capacity / 0.95;
            records.add(
                    new SessionRecord(
                            "v" + i,
                            stations.get(i % stations.size()).id(),
                            start,
                            leaves,
                            leaves,
                            kwh,
                            kwh,
                            capacity,
                            soc,
                            11));
        }
        return new SessionSource.Logged("bench", records, List.of("2025-06-17"), car, List.of());
    }
}
