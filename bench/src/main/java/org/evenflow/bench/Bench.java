package org.evenflow.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.DoubleUnaryOperator;
import org.evenflow.control.Action;
import org.evenflow.control.rule.Rules;
import org.evenflow.model.scenario.Scenario;
import org.evenflow.numeric.RandomStream;
import org.evenflow.sim.ChargingEnv;

/**
 * Runs the benchmarks. Each figure is the median of several rounds after a warm-up; a round runs
 * for about half a second.
 */
public final class Bench {
    private static final int ROUNDS = 5;
    private static final double ROUND_SECONDS = 0.5;
    private static final double WARM_UP_SECONDS = 3;
    private static final double BRIEF_WARM_UP_SECONDS = 0.2;

    private Bench() {}

    /**
     * One figure.
     *
     * @param name as documented in docs/benchmarks.md
     * @param value median over the rounds
     * @param unit of the value
     * @param threads worker threads at the same time
     */
    public record Figure(String name, double value, String unit, int threads) {}

    /** Areas in the order they run. */
    public static List<String> areas() {
        return List.of("env", "powerflow", "scaling", "plan", "dispatch", "learn");
    }

    /** Runs an area, or all for {@code all}, and hands over each figure as it is known. */
    public static void run(String area, Consumer<Figure> sink) {
        if (area.equals("env") || area.equals("all")) {
            env(sink);
        }
        if (area.equals("powerflow") || area.equals("all")) {
            FlowBench.run(sink);
        }
        if (area.equals("dispatch") || area.equals("all")) {
            EconomicBench.run(sink);
        }
        if (area.equals("scaling") || area.equals("all")) {
            scaling(sink);
        }
        if (area.equals("plan") || area.equals("all")) {
            PlanBench.run(sink);
        }
        if (area.equals("learn") || area.equals("all")) {
            LearnBench.run(sink);
        }
    }

    private static void env(Consumer<Figure> sink) {
        var worlds = new LinkedHashMap<String, Scenario>();
        worlds.put("25", BenchScenarios.plain(25));
        worlds.put("1000", BenchScenarios.plain(1000));
        worlds.put("150_grid33", BenchScenarios.onFeeder(150));
        worlds.forEach(
                (name, world) ->
                        sink.accept(
                                one(
                                        "env_steps_" + name,
                                        "steps/s",
                                        warmUp -> steps(world, warmUp))));
        for (int connectors : new int[] {25, 1000}) {
            String suffix = connectors == 25 ? "" : "_" + connectors;
            Scenario world = BenchScenarios.plain(connectors);
            sink.accept(
                    one(
                            "env_reset_share" + suffix,
                            "of an episode",
                            warmUp -> resetShare(world, warmUp)));
        }
        for (String rule : List.of("uncontrolled", "least_laxity_first")) {
            Scenario world = BenchScenarios.plain(1000);
            sink.accept(
                    one(
                            "decide_1000_" + rule,
                            "decisions/s",
                            warmUp -> decisions(world, rule, warmUp)));
        }
        worlds.forEach(
                (name, world) ->
                        sink.accept(
                                new Figure(
                                        "env_occupancy_" + name,
                                        occupancy(world),
                                        "of connectors",
                                        1)));
    }

    private static Figure one(String name, String unit, DoubleUnaryOperator measure) {
        return new Figure(name, median(measure), unit, 1);
    }

    /** Decisions a second of a rule, which include what it reads of the observation. */
    private static double decisions(Scenario scenario, String rule, double warmUp) {
        var env = new ChargingEnv(scenario);
        var controller = new Rules().create(rule);
        var action = new Action(scenario.connectorCount(), scenario.site().plants().size());
        long decideNanos = 0;
        long count = 0;
        long from = System.nanoTime() + (long) (warmUp * 1e9);
        long end = from + (long) (ROUND_SECONDS * 1e9);
        for (long seed = 1; System.nanoTime() < end; seed++) {
            var observation = env.reset(seed);
            controller.reset();
            for (int step = 0; step < scenario.time().steps(); step++) {
                action.clear();
                long begin = System.nanoTime();
                controller.decide(observation, action);
                long done = System.nanoTime();
                if (begin > from) {
                    decideNanos += done - begin;
                    count++;
                }
                env.step(action);
            }
        }
        return count * 1e9 / decideNanos;
    }

    private static void scaling(Consumer<Figure> sink) {
        for (int threads : new int[] {1, 2}) {
            sink.accept(side("bare_loop", "loops/s", threads, Bench::bareLoop));
            sink.accept(
                    side(
                            "env_steps_1000",
                            "steps/s",
                            threads,
                            warmUp -> steps(BenchScenarios.plain(1000), warmUp)));
            sink.accept(
                    side(
                            "env_steps_150_grid33",
                            "steps/s",
                            threads,
                            warmUp -> steps(BenchScenarios.onFeeder(150), warmUp)));
        }
    }

    /** The same work on several threads side by side; their rates add up. */
    private static Figure side(String name, String unit, int threads, DoubleUnaryOperator work) {
        return new Figure(
                name,
                median(warmUp -> parallel(threads, () -> work.applyAsDouble(warmUp))),
                unit,
                threads);
    }

    /**
     * Steps a second over whole steps: dispatcher, charging, flow, settlement, indicators. Resets,
     * actions and observations are not timed.
     */
    private static double steps(Scenario scenario, double warmUp) {
        var env = new ChargingEnv(scenario);
        Action[] actions = actions(scenario);
        long stepNanos = 0;
        long count = 0;
        long warmUntil = System.nanoTime() + (long) (warmUp * 1e9);
        long end = 0;
        for (long seed = 1; end == 0 || System.nanoTime() < end; seed++) {
            env.reset(seed);
            long begin = System.nanoTime();
            for (Action action : actions) {
                env.step(action);
            }
            long now = System.nanoTime();
            stepNanos += now - begin;
            count += actions.length;
            if (end == 0 && now > warmUntil) {
                end = now + (long) (ROUND_SECONDS * 1e9);
                stepNanos = 0;
                count = 0;
            }
        }
        return count * 1e9 / stepNanos;
    }

    private static double resetShare(Scenario scenario, double warmUp) {
        var env = new ChargingEnv(scenario);
        Action[] actions = actions(scenario);
        long resetNanos = 0;
        long stepNanos = 0;
        long end = System.nanoTime() + (long) ((warmUp + ROUND_SECONDS) * 1e9);
        long from = System.nanoTime() + (long) (warmUp * 1e9);
        for (long seed = 1; System.nanoTime() < end; seed++) {
            long begin = System.nanoTime();
            env.reset(seed);
            long ready = System.nanoTime();
            for (Action action : actions) {
                env.step(action);
            }
            long done = System.nanoTime();
            if (begin > from) {
                resetNanos += ready - begin;
                stepNanos += done - ready;
            }
        }
        return (double) resetNanos / stepNanos;
    }

    private static double occupancy(Scenario scenario) {
        var env = new ChargingEnv(scenario);
        Action[] actions = actions(scenario);
        long plugged = 0;
        long steps = 0;
        for (long seed = 1; seed <= 200; seed++) {
            var observation = env.reset(seed);
            for (Action action : actions) {
                plugged += observation.limits().pluggedInCount();
                steps++;
                env.step(action);
            }
        }
        return (double) plugged / steps / scenario.connectorCount();
    }

    /** Wishes drawn once: mostly charging at some power, sometimes giving back. */
    private static Action[] actions(Scenario scenario) {
        var random = new RandomStream("bench", 7);
        var actions = new Action[scenario.time().steps()];
        for (int step = 0; step < actions.length; step++) {
            actions[step] = new Action(scenario.connectorCount(), scenario.site().plants().size());
            for (int connector = 0; connector < scenario.connectorCount(); connector++) {
                actions[step].powerKw()[connector] = random.nextDouble() * 14 - 3;
            }
        }
        return actions;
    }

    /**
     * A loop over arrays that fit a core's cache: how well this machine's cores run side by side.
     */
    private static double bareLoop(double warmUp) {
        double[] a = new double[1000];
        Arrays.fill(a, 1);
        return rate(
                warmUp,
                () -> {
                    for (int i = 1; i < a.length; i++) {
                        a[i] = a[i - 1] * 0.999 + a[i] * 0.001 + 1e-9;
                    }
                    return 1;
                });
    }

    static double rate(double warmUp, DoubleSupplier work) {
        long warmUntil = System.nanoTime() + (long) (warmUp * 1e9);
        double count = 0;
        while (System.nanoTime() < warmUntil) {
            count += work.getAsDouble();
        }
        count = 0;
        long begin = System.nanoTime();
        long end = begin + (long) (ROUND_SECONDS * 1e9);
        long now = begin;
        while (now < end) {
            for (int i = 0; i < 100; i++) {
                count += work.getAsDouble();
            }
            now = System.nanoTime();
        }
        return count * 1e9 / (now - begin);
    }

    private static double parallel(int threads, DoubleSupplier work) {
        double[] rates = new double[threads];
        var workers = new ArrayList<Thread>();
        for (int i = 0; i < threads; i++) {
            int at = i;
            workers.add(Thread.ofPlatform().start(() -> rates[at] = work.getAsDouble()));
        }
        for (Thread worker : workers) {
            try {
                worker.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while measuring", e);
            }
        }
        return Arrays.stream(rates).sum();
    }

    /** The first round warms up fully, the others briefly: the code is compiled by then. */
    static double median(DoubleUnaryOperator measure) {
        double[] values = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            values[round] =
                    measure.applyAsDouble(round == 0 ? WARM_UP_SECONDS : BRIEF_WARM_UP_SECONDS);
        }
        Arrays.sort(values);
        return values[ROUNDS / 2];
    }
}
