package org.evenflow.bench;

import java.util.List;
import java.util.function.Consumer;
import org.evenflow.data.scenario.EconomicReader;
import org.evenflow.data.scenario.EconomicStudy;
import org.evenflow.economic.EconomicCase;
import org.evenflow.economic.EconomicMethod;
import org.evenflow.economic.EconomicMethods;
import org.evenflow.economic.EconomicPlan;
import org.evenflow.economic.EconomicStates;
import org.evenflow.learn.economic.LearnedMethods;
import org.evenflow.model.ChargerGroups.State;
import org.evenflow.model.ChargerGroups.Variant;

/** Economic dispatch of study heterogeneous-stations on one thread. */
final class EconomicBench {
    private static final int STATES = 1000;

    private EconomicBench() {}

    static void run(Consumer<Bench.Figure> sink) {
        sink.accept(new Bench.Figure("dispatch_exact_1000_states_s", seconds("exact"), "s", 1));
        double mapping = 1000 * seconds("equal_shift") / STATES;
        sink.accept(new Bench.Figure("dispatch_mapping_ms", mapping, "ms", 1));
        double learned = 1000 * seconds("target_value_competition") / STATES;
        sink.accept(new Bench.Figure("dispatch_learned_ms", learned, "ms", 1));
    }

    /** Median over rounds of other states: each state once, where groups may be off. */
    private static double seconds(String id) {
        EconomicStudy study = EconomicReader.named("heterogeneous-stations");
        var learned = new LearnedMethods();
        EconomicMethod method =
                (learned.ids().contains(id) ? learned : new EconomicMethods())
                        .create(id, study.world());
        var drawn = new EconomicStates(study.world(), study.ranges());
        return Bench.median(
                warmUp -> {
                    List<State> states = drawn.random(STATES, (long) (1000 * warmUp));
                    long until = System.nanoTime() + (long) (1e9 * warmUp);
                    double last = decide(study, method, states);
                    while (System.nanoTime() < until) {
                        last = decide(study, method, states);
                    }
                    return last;
                });
    }

    private static double decide(EconomicStudy study, EconomicMethod method, List<State> states) {
        long begin = System.nanoTime();
        var plan = new EconomicPlan(study.world().groups().size());
        for (State state : states) {
            var given = new EconomicCase(study.world(), state, Variant.NON_CONVEX);
            plan.clear();
            method.decide(given, 1, plan);
            if (!given.isFeasible(plan)) {
                throw new IllegalStateException("a benchmark's dispatch is not feasible");
            }
        }
        return (System.nanoTime() - begin) / 1e9;
    }
}
