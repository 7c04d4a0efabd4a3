package org.evenflow.experiment.economic;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.evenflow.economic.EconomicCase;
import org.evenflow.economic.EconomicMethod;
import org.evenflow.economic.EconomicPlan;
import org.evenflow.economic.EconomicStates;
import org.evenflow.economic.OtherChoices;
import org.evenflow.data.scenario.EconomicStudy;
import org.evenflow.experiment.OutputFolder;
import org.evenflow.experiment.Progress;
import org.evenflow.experiment.Provenance;
import org.evenflow.experiment.Release;
import org.evenflow.experiment.Workers;
import org.evenflow.model.ChargerGroups.State;
import org.evenflow.model.ChargerGroups.Variant;
import org.evenflow.report.economic.EconomicResult;
import org.evenflow.report.economic.EconomicResult.Row;
import org.evenflow.report.economic.EconomicResult.Source;
import org.evenflow.report.economic.EconomicWriter;
import org.jspecify.annotations.Nullable;

/**
 * Plays a study of economic dispatch: every method decides every state, each worker thread with
 * methods of its own, so that results do not depend on the number of threads. The exact method is
 * always asked, for gaps are measured from it.
 */
public final class EconomicRunner {
    private static final String CONFIGURATION = "study.yaml";
    private static final String EXACT = "exact";

    /** A check of the exact method; random states are enough of it. */
    private static final String CHECK = "mip";

    private final LongSupplier nanoClock = System::nanoTime;
    private final EconomicStudy study;
    private final List<String> methodIds;
    private final EconomicMethodList methods = new EconomicMethodList();
    private final int threads;
    private final PrintStream progressTo;
    private final boolean isTerminal;
    private List<String> lines = List.of();

    /**
     * A runner.
     *
     * @param threads that decide, at least 1
     */
    public EconomicRunner(
            EconomicStudy study, int threads, PrintStream progressTo, boolean isTerminal) {
        this.study = study;
        methodIds = study.methods().isEmpty() ? methods.idsFor(study.world()) : study.methods();
        methods.check(methodIds, study.world(), study.variants());
        this.threads = threads;
        this.progressTo = progressTo;
        this.isTerminal = isTerminal;
    }

    /** One state in one variant, which all methods decide. */
    private record Task(Variant variant, Source source, long seed, int number, State state) {}

    /**
     * Decides all states and writes the study's folder.
     *
     * @param folder for the results
     * @param overwrite whether results of another configuration may be replaced
     * @param command as the user typed it, for the report
     */
    public EconomicResult run(Path folder, boolean overwrite, String command) {
        var states = new EconomicStates(study.world(), study.ranges());
        List<Task> tasks = tasks(states);
        String configuration = Release.heading() + study.withMethods(methodIds).resolvedYaml();
        try (var output =
                OutputFolder.open(
                        folder, CONFIGURATION, configuration, overwrite, EconomicWriter.FILES)) {
            long begin = nanoClock.getAsLong();
            List<Row> rows = play(tasks);
            var described = new LinkedHashMap<String, String>();
            methodIds.forEach(id -> described.put(id, methods.describe(id)));
            var findings = new EconomicFindings(study, methodIds);
            var result =
                    new EconomicResult(
                            study.id(),
                            study.title(),
                            study.world(),
                            described,
                            study.variants().stream().map(Variant::label).toList(),
                            study.seeds(),
                            rows,
                            findings.claims(),
                            others(tasks),
                            findings.facts(),
                            findings.notes(states.refusedShare()),
                            Provenance.of(command, configuration, threads),
                            (nanoClock.getAsLong() - begin) / 1e9);
            lines = EconomicWriter.write(result, output.folder());
            return result;
        }
    }

    /** What the last run found, for a terminal. */
    public List<String> lines() {
        return lines;
    }

    private List<Task> tasks(EconomicStates states) {
        var tasks = new ArrayList<Task>();
        State published = study.published();
        for (Variant variant : withoutRuleToo()) {
            for (long seed : published == null ? List.<Long>of() : study.seeds()) {
                tasks.add(new Task(variant, Source.PUBLISHED, seed, 0, asked(published)));
            }
        }
        var random = new LinkedHashMap<Long, List<State>>();
        var days = new LinkedHashMap<Long, List<State>>();
        for (long seed : study.seeds()) {
            random.put(seed, states.random(study.statesPerSeed(), seed));
            days.put(seed, study.day() == null ? List.of() : states.day(study.day(), seed));
        }
        for (Variant variant : study.variants()) {
            random.forEach((seed, drawn) -> add(tasks, variant, Source.RANDOM, seed, drawn));
            days.forEach((seed, drawn) -> add(tasks, variant, Source.DAY, seed, drawn));
        }
        return tasks;
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

    private static State asked(@Nullable State state) {
        return Objects.requireNonNull(state);
    }

    private static void add(
            List<Task> tasks, Variant variant, Source source, long seed, List<State> states) {
        for (int number = 0; number < states.size(); number++) {
            tasks.add(new Task(variant, source, seed, number, states.get(number)));
        }
    }

    private List<Row> play(List<Task> tasks) {
        var rows = new Row[tasks.size()][];
        var progress =
                new Progress(progressTo, isTerminal, "states", tasks.size(), 0, System::nanoTime);
        var next = new AtomicInteger();
        Runnable worker =
                () -> {
                    Map<String, EconomicMethod> own = new LinkedHashMap<>();
                    Stream.concat(Stream.of(EXACT), methodIds.stream())
                            .forEach(id -> own.put(id, methods.create(id, study.world())));
                    for (int i = next.getAndIncrement();
                            i < tasks.size();
                            i = next.getAndIncrement()) {
                        rows[i] = decide(tasks.get(i), own);
                        progress.step();
                    }
                };
        Workers.run(worker, Math.min(threads, Math.max(1, tasks.size())));
        return Arrays.stream(rows).flatMap(Arrays::stream).toList();
    }

    private Row[] decide(Task task, Map<String, EconomicMethod> own) {
        var given = new EconomicCase(study.world(), task.state(), task.variant());
        var plan = new EconomicPlan(given.groups());
        var rows = new ArrayList<Row>();
        double optimum = Double.NaN;
        // A decision's chance depends on seed and state, not on which states came before.
        long seed = task.seed() * 1_000_003L + 7L * task.number() + task.source().ordinal();
        for (Map.Entry<String, EconomicMethod> method : own.entrySet()) {
            String id = method.getKey();
            if (id.equals(CHECK) && task.source() == Source.DAY) {
                continue;
            }
            plan.clear();
            long begin = nanoClock.getAsLong();
            method.getValue().decide(given, seed, plan);
            double decisionMs = (nanoClock.getAsLong() - begin) / 1e6;
            if (id.equals(EXACT)) {
                optimum = given.isFeasible(plan) ? given.cost(plan) : Double.NaN;
            }
            if (methodIds.contains(id)) {
                rows.add(row(task, given, plan, id, optimum, decisionMs));
            }
        }
        return rows.toArray(Row[]::new);
    }

    private static Row row(
            Task task,
            EconomicCase given,
            EconomicPlan plan,
            String id,
            double optimum,
            double decisionMs) {
        double cost = given.cost(plan);
        boolean isFeasible = given.isFeasible(plan);
        boolean isProven = plan.bound > Double.NEGATIVE_INFINITY;
        return new Row(
                task.variant().label(),
                task.source(),
                task.seed(),
                task.number(),
                task.state(),
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

    /** What wrong choices cost on the random states of the variants that have a choice. */
    private EconomicResult.Others others(List<Task> tasks) {
        var second = new ArrayList<Double>();
        var flips = new ArrayList<Double>();
        int turned = 0;
        for (Task task : tasks) {
            if (task.source() == Source.RANDOM && task.variant() == Variant.NON_CONVEX) {
                var given = new EconomicCase(study.world(), task.state(), task.variant());
                OtherChoices others = OtherChoices.of(given);
                second.add(others.secondPercent());
                for (double flip : others.flipPercent()) {
                    turned += Double.isNaN(flip) ? 0 : 1;
                    if (Double.isFinite(flip)) {
                        flips.add(flip);
                    }
                }
            }
        }
        return new EconomicResult.Others(
                array(second),
                array(flips),
                turned == 0 ? Double.NaN : 1 - (double) flips.size() / turned);
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
