package org.evenflow.experiment.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.evenflow.control.Controller;
import org.evenflow.data.scenario.Study;
import org.evenflow.experiment.Controllers;
import org.evenflow.experiment.Figures;
import org.evenflow.experiment.Result;
import org.evenflow.experiment.Task;
import org.evenflow.model.scenario.Scenario;
import org.evenflow.planning.LowerBound;
import org.evenflow.report.BestRule;
import org.evenflow.report.ServedEnergy;
import org.evenflow.report.StudyResult;
import org.evenflow.report.Yardstick;
import org.evenflow.sim.ChargingEnv;

/**
 * What a study plays besides its controllers to measure them against: the relaxation of each seed,
 * the clairvoyant plan and uncontrolled charging. Left out where a study does without, or where the
 * linear programs would be too large. Safe for threads.
 */
final class References {
    /** Under which a seed's relaxation stands among the finished runs. */
    static final String RELAXATION = "relaxation";

    /** The least that planners take for a deadline, s. */
    private static final double LEAST_S = 0.001;

    /** The cost of a relaxation. */
    static final String BOUND = "lower_bound";

    /** The cost of the plan's program, and of its schedule in a world without power levels. */
    static final String PROGRAM = "program";

    static final String WITHOUT_LEVELS = "without_levels";

    /** Above 0 where a rule stood in for the plan. */
    static final String FALLBACKS = "fallback_share";

    /** What planners say who have no plan in time. */
    private static final String LATE = "in time";

    /** What they say whose work is spent. */
    private static final String WORK_SPENT = "within its simplex iterations";

    private static final Figures UNKNOWN = new Figures(Map.of(), List.of());

    private final double limitS;
    private final boolean hasFeeder;
    private final List<String> listed;
    private final List<String> added = new ArrayList<>();
    private final List<String> foreseeing;
    private final Controllers controllers;
    private final String tooLarge;

    /** Finds out what a study's controllers are measured against. */
    References(Study study, Controllers controllers) {
        this.controllers = controllers;
        limitS = study.extent().boundS();
        hasFeeder = study.scenario().sites().stream().anyMatch(site -> site.feeder() != null);
        tooLarge = limitS > 0 ? tooLarge(study) : "";
        var ids =
                new ArrayList<>(
                        study.controllers().isEmpty()
                                ? controllers.usual(study.scenario().id())
                                : study.controllers());
        if (study.controllers().isEmpty() && !isPlayed()) {
            ids.remove(Yardstick.PLAN);
        }
        listed = List.copyOf(ids);
        if (isPlayed()) {
            added.addAll(List.of(Yardstick.UNCONTROLLED, Yardstick.PLAN));
            added.removeAll(listed);
        }
        foreseeing =
                played().stream().filter(id -> controllers.create(id).isClairvoyant()).toList();
    }

    /** The same with one more of the study's own controllers. */
    private References(References others, String id) {
        limitS = others.limitS;
        hasFeeder = others.hasFeeder;
        tooLarge = others.tooLarge;
        controllers = others.controllers;
        foreseeing = others.foreseeing;
        added.addAll(others.added);
        added.remove(id);
        var ids = new ArrayList<>(others.listed);
        ids.add(id);
        listed = List.copyOf(ids);
    }

    /**
     * The same with the best rule among the study's controllers, behind all others if it is new.
     */
    References with(BestRule best) {
        return best.isKnown() && !listed.contains(best.rule())
                ? new References(this, best.rule())
                : this;
    }

    private static String tooLarge(Study study) {
        long most = 0;
        for (Scenario part : study.scenario().parts()) {
            var env = new ChargingEnv(part);
            env.clairvoyant(true);
            most = Math.max(most, LowerBound.columns(env.reset(study.seeds().getFirst())));
        }
        return most > LowerBound.MOST_COLUMNS ? LowerBound.tooLarge(most) : "";
    }

    /** Whether a controller sees the future. */
    boolean isForeseeing(String id) {
        return foreseeing.contains(id);
    }

    /** Whether the best possible is computed. */
    boolean isPlayed() {
        return limitS > 0 && tooLarge.isEmpty();
    }

    /** The study's own controllers: those it names, or all that there are. */
    List<String> listed() {
        return listed;
    }

    /** Those and what is played for reference alone. */
    List<String> played() {
        var all = new ArrayList<>(listed);
        all.addAll(added);
        return all;
    }

    /** Those of them that are played first; what measures them comes after. */
    List<String> first() {
        var all = played();
        if (isPlayed()) {
            all.remove(Yardstick.PLAN);
        }
        return all;
    }

    /** Seconds that each linear program of the references may take. */
    double limitS() {
        return limitS;
    }

    /** A controller; the plan with the study's time for each of its solves. */
    Controller create(String id) {
        return id.equals(Yardstick.PLAN) && limitS > 0
                ? controllers.create(planId())
                : controllers.create(id);
    }

    /** The id of the plan with settings and the study's time for each of its solves. */
    String planId(String... settings) {
        var all = new ArrayList<>(List.of(settings));
        all.add("deadline_s=" + Math.max(LEAST_S, limitS));
        return Yardstick.PLAN + "[" + String.join(";", all) + "]";
    }

    /**
     * Who is ranked, before anything is measured.
     *
     * @param best the rule that was chosen
     */
    Yardstick ranking(List<StudyResult.Run> runs, BestRule best) {
        var all = new Yardstick(foreseeing, added, List.of(), List.of());
        return new Yardstick(
                foreseeing, added, ServedEnergy.underserving(runs, all), List.of(), best);
    }

    /**
     * What the runs are measured against.
     *
     * @param ranking who is ranked
     */
    Yardstick yardstick(List<Long> seeds, List<Result<Figures>> results, Yardstick ranking) {
        if (limitS <= 0) {
            return ranking;
        }
        var relaxation = new LinkedHashMap<Long, Figures>();
        var planless = new LinkedHashMap<Long, String>();
        for (Result<Figures> result : results) {
            if (isRelaxation(result.task())) {
                relaxation.put(result.task().seed(), result.value());
            } else if (result.task().subject().equals(Yardstick.PLAN)
                    && result.value().values().getOrDefault(FALLBACKS, 0.0) > 0) {
                planless.put(result.task().seed(), whyPlanless(result.value().remarks()));
            }
        }
        return new Yardstick(
                foreseeing,
                added,
                ranking.underserving(),
                seeds.stream()
                        .map(
                                seed ->
                                        bound(
                                                seed,
                                                relaxation.getOrDefault(seed, UNKNOWN),
                                                planless.getOrDefault(seed, "")))
                        .toList(),
                ranking.bestRule());
    }

    private String whyPlanless(List<String> remarks) {
        if (remarks.stream().anyMatch(text -> text.contains(WORK_SPENT))) {
            return "not solved " + WORK_SPENT;
        }
        return remarks.stream().anyMatch(text -> text.contains(LATE))
                ? String.format(Locale.ROOT, "not solved in %.0f s", limitS)
                : "its program has no solution";
    }

    private Yardstick.Bound bound(long seed, Figures relaxation, String planless) {
        return new Yardstick.Bound(
                seed,
                relaxation.values().getOrDefault(BOUND, Double.NaN),
                isPlayed() ? String.join("; ", relaxation.remarks()) : tooLarge,
                isPlayed() ? planless : tooLarge,
                relaxation.values().getOrDefault(WITHOUT_LEVELS, Double.NaN),
                relaxation.values().getOrDefault(PROGRAM, Double.NaN),
                hasFeeder);
    }

    /** Whether a task is a relaxation, not a controller's run. */
    static boolean isRelaxation(Task task) {
        return task.subject().equals(RELAXATION);
    }
}
