package org.evenflow.report;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The best rule of a study, which planners and learners are measured against. It is chosen on
 * validation seeds, which the study does not play otherwise, so its cost on the study's own seeds
 * owes nothing to luck with them.
 *
 * @param rule id with settings; empty where none was chosen
 * @param seeds the validation seeds, in order
 * @param candidates what was tried, the cheapest first, behind them those that could not be chosen
 * @param claimants ids of planners and learners whose claims it judges, in the order of the study
 * @param absent why none was chosen, a sentence; empty where one was, or nobody needs one
 */
public record BestRule(
        String rule,
        List<Long> seeds,
        List<Candidate> candidates,
        List<String> claimants,
        String absent) {
    /** Nobody claims anything. */
    public static final BestRule NONE = new BestRule("", List.of(), List.of(), List.of(), "");

    public BestRule {
        seeds = List.copyOf(seeds);
        candidates = List.copyOf(candidates);
        claimants = List.copyOf(claimants);
    }

    /**
     * A rule on the validation seeds.
     *
     * @param id with settings
     * @param cost mean total cost, currency per run; NaN where a seed has none
     * @param servedPercent energy given of what was asked, over all seeds; NaN where none was asked
     * @param isChoosable whether it has a cost on every seed and serves what others serve ({@link
     *     ServedEnergy})
     */
    public record Candidate(String id, double cost, double servedPercent, boolean isChoosable) {}

    /** None was chosen, for a reason. */
    public static BestRule absent(String why) {
        return new BestRule("", List.of(), List.of(), List.of(), why);
    }

    /**
     * The choice from runs on validation seeds: least mean total cost among those that do not serve
     * less than others; of equals the one that comes first.
     *
     * @param runs of the candidates, in their order
     */
    public static BestRule of(
            List<Long> seeds, List<StudyResult.Run> runs, List<String> claimants) {
        var costs = new HashMap<String, Double>();
        for (StudyResult.Run run : runs) {
            double cost = run.values().getOrDefault(Summary.TOTAL_COST.id(), Double.NaN);
            costs.merge(run.controller(), cost / seeds.size(), Double::sum);
        }
        var served = ServedEnergy.percent(runs, Yardstick.NONE);
        var underserving = ServedEnergy.underserving(runs, Yardstick.NONE);
        var candidates =
                runs.stream()
                        .map(StudyResult.Run::controller)
                        .distinct()
                        .map(id -> candidate(id, costs, served, underserving))
                        .sorted(
                                Comparator.comparing((Candidate c) -> !c.isChoosable())
                                        .thenComparingDouble(Candidate::cost))
                        .toList();
        boolean isFound = !candidates.isEmpty() && candidates.getFirst().isChoosable();
        return isFound
                ? new BestRule(candidates.getFirst().id(), seeds, candidates, claimants, "")
                : new BestRule(
                        "",
                        seeds,
                        candidates,
                        claimants,
                        "No rule has a cost on every validation seed.");
    }

    private static Candidate candidate(
            String id,
            Map<String, Double> costs,
            Map<String, Double> served,
            List<String> underserving) {
        double cost = costs.getOrDefault(id, Double.NaN);
        return new Candidate(
                id,
                cost,
                served.getOrDefault(id, Double.NaN),
                !Double.isNaN(cost) && !underserving.contains(id));
    }

    /** Whether there is one. */
    public boolean isKnown() {
        return !rule.isEmpty();
    }

    /** The validation seeds in words: {@code 900001–900010}, or each where one is left out. */
    String seedsInWords() {
        boolean isRange =
                seeds.size() > 1 && seeds.getLast() - seeds.getFirst() == seeds.size() - 1;
        return isRange
                ? seeds.getFirst() + "–" + seeds.getLast()
                : seeds.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
