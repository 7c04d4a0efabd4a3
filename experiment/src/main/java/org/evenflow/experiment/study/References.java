package org.evenflow.experiment.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.evenflow.control.Controller;
import org.evenflow.data.scenario.Study;
import org.evenflow.experiment.Controllers;
import org.evenflow.planning.LowerBound;
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

    private static final String BOUND = "lower_bound";

    /** Above 0 where a rule stood in for the plan. */
    private static final String FALLBACKS = "fallback_share";

    private final double limitS;
    private final List<String> listed;
    private final List<String> added = new ArrayList<>();
    private final List<String> foreseeing;
    private final Controllers controllers;
    private final String tooLarge;
    private final Map<Long, String> unknown = new ConcurrentHashMap<>();

    /** Finds out what a study's controllers are measured against. */
    References(Study study, Controllers controllers) {
        this.controllers = controllers;
        limitS = study.extent().boundS();
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

    private static String tooLarge(Study study) {
        var env = new ChargingEnv(study.scenario());
        env.clairvoyant(true);
        long columns = LowerBound.columns(env.reset(study.seeds().getFirst()));
        return columns > LowerBound.MOST_COLUMNS ? LowerBound.tooLarge(columns) : "";
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

    /** A controller; the plan with the study's time for each of its solves. */
    Controller create(String id) {
        return controllers.create(
                id.equals(Yardstick.PLAN) && limitS > 0
                        ? id + "[deadline_s=" + Math.max(LEAST_S, limitS) + "]"
                        : id);
    }

    /** Computes the relaxation of a seed. */
    StudyResult.Run relaxation(ChargingEnv env, long seed) {
        env.clairvoyant(true);
        var bound = LowerBound.of(env.reset(seed), limitS, System::nanoTime);
        unknown.put(seed, bound.unknown());
        return new StudyResult.Run(RELAXATION, seed, Map.of(BOUND, bound.cost()));
    }

    /** Whether a run is worth keeping for another start: not a relaxation that was not solved. */
    static boolean isKept(StudyResult.Run run) {
        return !run.controller().equals(RELAXATION)
                || !Double.isNaN(run.values().getOrDefault(BOUND, Double.NaN));
    }

    /** What the runs are measured against. */
    Yardstick yardstick(List<Long> seeds, List<StudyResult.Run> runs) {
        if (limitS <= 0) {
            return new Yardstick(foreseeing, added, List.of());
        }
        var relaxation = new LinkedHashMap<Long, Double>();
        var planless = new LinkedHashMap<Long, String>();
        for (StudyResult.Run run : runs) {
            if (run.controller().equals(RELAXATION)) {
                relaxation.put(run.seed(), run.values().get(BOUND));
            } else if (run.controller().equals(Yardstick.PLAN)
                    && run.values().getOrDefault(FALLBACKS, 0.0) > 0) {
                planless.put(
                        run.seed(), String.format(Locale.ROOT, "not solved in %.0f s", limitS));
            }
        }
        return new Yardstick(
                foreseeing,
                added,
                seeds.stream()
                        .map(
                                seed ->
                                        new Yardstick.Bound(
                                                seed,
                                                relaxation.getOrDefault(seed, Double.NaN),
                                                isPlayed()
                                                        ? unknown.getOrDefault(seed, "")
                                                        : tooLarge,
                                                isPlayed()
                                                        ? planless.getOrDefault(seed, "")
                                                        : tooLarge))
                        .toList());
    }

    /** The runs of controllers alone. */
    static List<StudyResult.Run> ofControllers(List<StudyResult.Run> runs) {
        return runs.stream().filter(run -> !run.controller().equals(RELAXATION)).toList();
    }
}
