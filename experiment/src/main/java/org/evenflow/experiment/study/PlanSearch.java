package org.evenflow.experiment.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.evenflow.control.Observation;
import org.evenflow.experiment.Figures;
import org.evenflow.planning.LowerBound;
import org.evenflow.sim.Episode;

/**
 * The plan of one seed: at every site the cheapest of the schedules that are played, all of which
 * leave no more unserved than they may. Those are the clairvoyant program's, put onto the chargers'
 * levels in several ways, the same with service first, and that of the planner that sees the
 * future; where none of these serves, the program's with what was missing taken off what may be
 * left unserved, then with limits left free; and that of the cheapest ranked controller, so that
 * none of these costs less than the plan.
 */
final class PlanSearch {
    private static final String COST = "total_cost";
    private static final String UNSERVED = "unserved_energy";

    /** How schedules come onto levels; the last only where they are few. */
    private static final List<String> LEVELS = List.of("nearest", "below", "whole");

    /**
     * Share of what may be left unserved that is served all the same: rounding onto levels leaves
     * less then, and may cost less in all.
     */
    private static final double[] SERVING_MORE = {0.3, 0.6, 1};

    /** The planner that sees the future and comes onto levels step by step, without haste. */
    private static final String RECEDING = "mpc_perfect[deadline_s=3600]";

    /** Share of what was missing that is taken off, one after the other until one serves. */
    private static final double[] LESS = {1.1, 1.5, 2.5, 4};

    /** Share of what charge curves let through that programs leave free, likewise. */
    private static final double[] CURVE_MARGINS = {0.002, 0.01, 0.03};

    /** Share of the limits that programs leave free, one after the other until one serves. */
    private static final double[] MARGINS = {0, 0.03, 0.1};

    /**
     * What may be left unserved beyond what a ranked controller leaves, in plan and bound alike,
     * kWh: a schedule that is followed along charge curves misses its end by so much.
     */
    static final double ROUNDING_KWH = 0.02;

    private final StudyExperiment runs;
    private final References references;
    private final Episode.OfSites sites;
    private final long seed;
    private final List<ReferenceExperiment.Start> starts;
    private final List<Try> tries = new ArrayList<>();
    private int[] best = {};

    /**
     * A schedule that was played.
     *
     * @param ids of the controller at each site, settings included
     * @param isRanked whether it is that of a ranked controller
     */
    private record Try(List<String> ids, boolean isRanked, Figures figures) {}

    PlanSearch(
            StudyExperiment runs,
            Episode.OfSites sites,
            long seed,
            List<ReferenceExperiment.Start> starts) {
        this.runs = runs;
        references = runs.references();
        this.sites = sites;
        this.seed = seed;
        this.starts = starts;
    }

    /** Plays what there is to try and returns the figures of the plan. */
    Figures find() {
        boolean areFew = ofAll(LowerBound::hasFewLevels);
        boolean hasCurves = ofAll(LowerBound::hasCurves);
        boolean areNone = ofAll(observation -> !LowerBound.hasLevels(observation));
        for (String levels : areNone ? LEVELS.subList(0, 2) : LEVELS) {
            if (areFew || !levels.equals("whole")) {
                attempt(site -> program(site, levels, 0));
            }
        }
        for (double margin : hasCurves ? CURVE_MARGINS : new double[0]) {
            if (!doAllServe()) {
                attempt(site -> program(site, "below", 0, "curve_margin=" + margin));
            }
        }
        double[] missing = missingKwh();
        for (double share : LESS) {
            if (!doAllServe()) {
                String levels = areFew ? "whole" : "below";
                attempt(site -> program(site, levels, share * missing[site]));
            }
        }
        for (double margin : MARGINS) {
            if (!doAllServe()) {
                attempt(_ -> references.planId("levels=below", "limit_margin=" + margin));
            }
        }
        for (double share : SERVING_MORE) {
            attempt(site -> program(site, "below", share * finite(starts.get(site))));
        }
        attempt(_ -> references.planId("levels=below"));
        attempt(_ -> RECEDING);
        if (starts.stream().noneMatch(start -> start.controller().isEmpty())) {
            play(starts.stream().map(ReferenceExperiment.Start::controller).toList(), true);
        }
        best = IntStream.range(0, starts.size()).map(this::best).toArray();
        boolean isOne = Arrays.stream(best).allMatch(attempt -> attempt == best[0]);
        return remarked(isOne ? tries.get(best[0]).figures() : figures(plan()));
    }

    /** The controllers whose schedules are the plan, one per site; known when it was found. */
    List<String> plan() {
        return IntStream.range(0, best.length)
                .mapToObj(site -> tries.get(best[site]).ids().get(site))
                .toList();
    }

    private boolean ofAll(Predicate<Observation> claim) {
        return sites.environments().stream()
                .allMatch(
                        env -> {
                            env.clairvoyant(true);
                            return claim.test(env.reset(seed));
                        });
    }

    private static double finite(ReferenceExperiment.Start of) {
        return of.mostUnservedKwh() < Double.POSITIVE_INFINITY ? of.mostUnservedKwh() : 0;
    }

    private String program(int site, String levels, double lessKwh, String... others) {
        double most = starts.get(site).mostUnservedKwh() - ROUNDING_KWH - lessKwh;
        var settings = new ArrayList<>(List.of("levels=" + levels));
        if (most < Double.POSITIVE_INFINITY) {
            settings.add("most_unserved_kwh=" + Math.max(0, most));
        }
        settings.addAll(List.of(others));
        return references.planId(settings.toArray(String[]::new));
    }

    private void attempt(IntFunction<String> id) {
        play(IntStream.range(0, starts.size()).mapToObj(id).toList(), false);
    }

    private void play(List<String> ids, boolean isRanked) {
        if (isRanked || tries.stream().noneMatch(known -> known.ids().equals(ids))) {
            tries.add(new Try(ids, isRanked, figures(ids)));
        }
    }

    private Figures figures(List<String> ids) {
        int[] next = {0};
        return runs.play(sites, seed, () -> references.create(ids.get(next[0]++)));
    }

    /** What the schedule that leaves least beyond the limit leaves there, kWh by site. */
    private double[] missingKwh() {
        return IntStream.range(0, starts.size())
                .mapToDouble(
                        site ->
                                tries.stream()
                                        .mapToDouble(t -> at(t, site).getOrDefault(UNSERVED, 0.0))
                                        .map(kwh -> kwh - starts.get(site).mostUnservedKwh())
                                        .map(kwh -> Math.max(0, kwh))
                                        .min()
                                        .orElse(0))
                .toArray();
    }

    private boolean doAllServe() {
        return IntStream.range(0, starts.size())
                .allMatch(site -> tries.stream().anyMatch(t -> serves(t, site)));
    }

    private boolean serves(Try of, int site) {
        return of.isRanked()
                || at(of, site).getOrDefault(UNSERVED, 0.0) <= starts.get(site).mostUnservedKwh();
    }

    private Map<String, Double> at(Try of, int site) {
        return sites.areSeveral()
                ? of.figures().at(sites.ids().get(site)).values()
                : of.figures().values();
    }

    private int best(int site) {
        int cheapest = tries.size() - 1;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < tries.size(); i++) {
            double cost = at(tries.get(i), site).getOrDefault(COST, Double.NaN);
            if (serves(tries.get(i), site) && cost < least) {
                least = cost;
                cheapest = i;
            }
        }
        return cheapest;
    }

    /** Says what was tried, what became the plan, and where no program beat a controller. */
    private Figures remarked(Figures figures) {
        var values = new LinkedHashMap<>(figures.values());
        // Without the first program in time there is no plan; others may leave too little room.
        double fallbacks =
                tries.getFirst().figures().values().getOrDefault(References.FALLBACKS, 0.0);
        values.replace(References.FALLBACKS, fallbacks);
        var remarks = new ArrayList<>(figures.remarks());
        for (int site = 0; site < best.length; site++) {
            var chosen = tries.get(best[site]);
            remarks.add(
                    String.format(
                            Locale.ROOT,
                            chosen.isRanked()
                                    ? "seed %d: nothing was found that costs less than %s, so that is the plan (%d tried)"
                                    : "seed %d: the plan is %s (%d tried)",
                            seed,
                            chosen.ids().get(site),
                            tries.size()));
        }
        return new Figures(values, figures.sites(), remarks);
    }
}
