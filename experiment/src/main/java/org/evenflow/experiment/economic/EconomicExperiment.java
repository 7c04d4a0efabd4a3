package org.evenflow.experiment.economic;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.evenflow.data.scenario.EconomicStudy;
import org.evenflow.economic.EconomicCase;
import org.evenflow.economic.EconomicMethod;
import org.evenflow.economic.EconomicPlan;
import org.evenflow.economic.EconomicStates;
import org.evenflow.experiment.Experiment;
import org.evenflow.experiment.Portable;
import org.evenflow.experiment.Provenance;
import org.evenflow.experiment.Result;
import org.evenflow.experiment.Task;
import org.evenflow.experiment.Worker;
import org.evenflow.model.ChargerGroups.State;
import org.evenflow.model.ChargerGroups.Variant;
import org.evenflow.report.economic.EconomicResult.Row;
import org.evenflow.report.economic.EconomicResult.Source;

/**
 * The states of a study of economic dispatch, each decided by every method: a task's subject is the
 * variant and the source of the state, its number that of the state. Every worker has methods of
 * its own. The exact method is always asked, for gaps are measured from it.
 */
final class EconomicExperiment implements Experiment<List<Row>> {
    private static final String EXACT = "exact";

    /** A check of the exact method; random states are enough of it. */
    private static final String CHECK = "mip";

    private final EconomicStudy study;
    private final EconomicMethodList methods;
    private final LongSupplier nanoClock;
    private final String world;
    private final Map<Task, Case> cases = new LinkedHashMap<>();
    private final double refusedShare;

    /** One state in one variant, which all methods decide. */
    record Case(Variant variant, Source source, long seed, int number, State state) {
        private Task task(String world) {
            return new Task(world, variant.label() + " " + source.label(), seed, number);
        }
    }

    /**
     * An experiment; draws its states.
     *
     * @param study with the methods to play
     */
    EconomicExperiment(EconomicStudy study, EconomicMethodList methods, LongSupplier nanoClock) {
        this(study, methods, nanoClock, Provenance.sha256(study.resolvedYaml()));
    }

    /** The same with the name that its tasks have where it was first made. */
    EconomicExperiment(
            EconomicStudy study, EconomicMethodList methods, LongSupplier nanoClock, String world) {
        this.study = study;
        this.methods = methods;
        this.nanoClock = nanoClock;
        this.world = world;
        var states = new EconomicStates(study.world(), study.ranges());
        draw(states);
        refusedShare = states.refusedShare();
    }

    private void draw(EconomicStates states) {
        State published = study.published();
        for (Variant variant : withoutRuleToo()) {
            for (long seed : published == null ? List.<Long>of() : study.seeds()) {
                add(variant, Source.PUBLISHED, seed, List.of(Objects.requireNonNull(published)));
            }
        }
        var random = new LinkedHashMap<Long, List<State>>();
        var days = new LinkedHashMap<Long, List<State>>();
        for (long seed : study.seeds()) {
            random.put(seed, states.random(study.statesPerSeed(), seed));
            days.put(seed, study.day() == null ? List.of() : states.day(study.day(), seed));
        }
        for (Variant variant : study.variants()) {
            random.forEach((seed, drawn) -> add(variant, Source.RANDOM, seed, drawn));
            days.forEach((seed, drawn) -> add(variant, Source.DAY, seed, drawn));
        }
    }

    /** The study's variants, each followed by the same without the regional rule. */
    private Set<Variant> withoutRuleToo() {
        var all = new LinkedHashSet<Variant>();
        for (Variant variant : study.variants()) {
            all.add(variant);
            all.add(
                    variant.hasChoice()
                            ? Variant.NON_CONVEX_WITHOUT_RULE
                            : Variant.CONVEX_WITHOUT_RULE);
        }
        return all;
    }

    private void add(Variant variant, Source source, long seed, List<State> states) {
        for (int number = 0; number < states.size(); number++) {
            var one = new Case(variant, source, seed, number, states.get(number));
            cases.put(one.task(world), one);
        }
    }

    /** All states in all variants, in the order of the tasks. */
    List<Case> cases() {
        return List.copyOf(cases.values());
    }

    /** Share of the drawn states that were drawn again. */
    double refusedShare() {
        return refusedShare;
    }

    @Override
    public String unit() {
        return "states";
    }

    @Override
    public List<Task> tasks() {
        return List.copyOf(cases.keySet());
    }

    @Override
    public Worker<List<Row>> worker() {
        Map<String, EconomicMethod> own = new LinkedHashMap<>();
        Stream.concat(Stream.of(EXACT), study.methods().stream())
                .forEach(id -> own.put(id, methods.create(id, study.world())));
        return task -> decide(asked(task), own);
    }

    private Case asked(Task task) {
        return Objects.requireNonNull(cases.get(task), task::toString);
    }

    private List<Row> decide(Case asked, Map<String, EconomicMethod> own) {
        var given = new EconomicCase(study.world(), asked.state(), asked.variant());
        var plan = new EconomicPlan(given.groups());
        var rows = new ArrayList<Row>();
        double optimum = Double.NaN;
        // A decision's chance depends on seed and state, not on which states came before.
        long seed = asked.seed() * 1_000_003L + 7L * asked.number() + asked.source().ordinal();
        for (Map.Entry<String, EconomicMethod> method : own.entrySet()) {
            String id = method.getKey();
            if (id.equals(CHECK) && asked.source() == Source.DAY) {
                continue;
            }
            plan.clear();
            long begin = nanoClock.getAsLong();
            method.getValue().decide(given, seed, plan);
            double decisionMs = (nanoClock.getAsLong() - begin) / 1e6;
            if (id.equals(EXACT)) {
                optimum = given.isFeasible(plan) ? given.cost(plan) : Double.NaN;
            }
            if (study.methods().contains(id)) {
                rows.add(row(asked, given, plan, id, optimum, decisionMs));
            }
        }
        return List.copyOf(rows);
    }

    private static Row row(
            Case asked,
            EconomicCase given,
            EconomicPlan plan,
            String id,
            double optimum,
            double decisionMs) {
        double cost = given.cost(plan);
        boolean isFeasible = given.isFeasible(plan);
        boolean isProven = plan.bound > Double.NEGATIVE_INFINITY;
        return new Row(
                asked.variant().label(),
                asked.source(),
                asked.seed(),
                asked.number(),
                asked.state(),
                id,
                cost,
                isFeasible ? 100 * (cost - optimum) / Math.abs(optimum) : Double.NaN,
                isProven ? 100 * (cost - plan.bound) / Math.abs(cost) : Double.NaN,
                given.residualKw(plan),
                given.shortfallKw(plan),
                isFeasible,
                plan.isRepaired,
                decisionMs,
                plan.messages,
                plan.evaluations,
                plan.kw.clone(),
                plan.on.clone());
    }

    @Override
    public String encode(Result<List<Row>> result) {
        return DecisionLine.encode(result);
    }

    @Override
    public Result<List<Row>> decode(String line) {
        return DecisionLine.decode(world, line, cases);
    }

    @Override
    public Portable portable() {
        return PortableDispatch.of(study, world);
    }
}
