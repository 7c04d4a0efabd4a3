package org.evenflow.experiment.study;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.evenflow.data.scenario.ScenarioReader;
import org.evenflow.data.scenario.Study;
import org.evenflow.experiment.Campaign;
import org.evenflow.experiment.Controllers;
import org.evenflow.experiment.OutputFolder;
import org.evenflow.experiment.Provenance;
import org.evenflow.experiment.Release;
import org.evenflow.model.InputException;
import org.evenflow.numeric.statistics.Bootstrap;
import org.evenflow.numeric.statistics.Interval;
import org.evenflow.report.BestRule;
import org.evenflow.report.StudyResult;
import org.evenflow.report.tuning.TuningResult;
import org.evenflow.report.tuning.TuningWriter;

/**
 * Searches the settings of a controller that suit a site: variants are played on validation seeds,
 * which the study never plays, all of them on the first two; the better third goes on to more seeds
 * (successive halving, K. Jamieson, A. Talwalkar, "Non-stochastic best arm identification", AISTATS
 * 2016) until {@value #FINALISTS} or more are played on all. The cheapest of those that serve what
 * others serve, rules among them, is chosen.
 */
public final class TuningRunner {
    /** Variants that are at least played on all seeds, where there are so many. */
    static final int FINALISTS = 10;

    private static final int FIRST_SEEDS = 2;
    private static final int KEPT_OF = 3;
    private static final int RESAMPLES = 10_000;
    private static final String COST = "total_cost";
    private static final String CONFIGURATION = "tune.yaml";

    private final Study study;
    private final Controllers controllers;
    private final Campaign campaign;
    private final String usual;
    private final VariantDraw draw;
    private final int count;
    private final List<Long> seeds;
    private final Map<Run, Map<String, Double>> played = new HashMap<>();

    /**
     * A search.
     *
     * @param study of one world
     * @param controller id, with settings that stay as they are or without
     * @param named values to try by setting; empty for all settings that are usually tried
     * @param count how many variants at most, 2 or more
     * @param seeds how many validation seeds at most
     * @throws InputException where the study has several worlds or no validation seeds, or the
     *     controller, a setting or a value is not known
     */
    public TuningRunner(
            Study study,
            Campaign campaign,
            String controller,
            Map<String, List<String>> named,
            int count,
            int seeds) {
        this(study, campaign, new Controllers(), controller, named, count, seeds);
    }

    /** A search among all the controllers that there are. */
    TuningRunner(
            Study study,
            Campaign campaign,
            Controllers controllers,
            String controller,
            Map<String, List<String>> named,
            int count,
            int seeds) {
        this.controllers = controllers;
        this.study = one(study, controllers);
        this.campaign = campaign;
        this.count = count;
        draw = new VariantDraw(controllers, controller, named);
        usual = controllers.varied(controller, Map.of());
        if (controllers.create(usual).isClairvoyant()) {
            throw new InputException(
                    "controller '" + usual + "' sees the future; there is nothing to tune");
        }
        this.seeds = ValidationSeeds.of(this.study, seeds);
        if (this.seeds.isEmpty()) {
            throw new InputException(
                    "study "
                            + study.id()
                            + " has no validation seeds to tune on: it plays all days of its log for validation, or there are too few");
        }
    }

    /** The only world of a study. */
    private static Study one(Study study, Controllers controllers) {
        var worlds = StudyWorlds.of(study.withControllers(List.of()), controllers).worlds();
        if (worlds.size() != 1 || study.extent().sweep() != null) {
            throw new InputException(
                    "study "
                            + study.id()
                            + " has several worlds ("
                            + String.join(", ", worlds.stream().map(StudyWorlds.World::id).toList())
                            + "); tune in one of them, with --variants");
        }
        return worlds.getFirst().study();
    }

    /**
     * Searches and writes the folder.
     *
     * @param folder for the results
     * @param overwrite whether results of another configuration may be replaced
     * @param command as the user typed it, for the page
     * @param measure makes the command that measures a controller's id on test seeds
     */
    public TuningResult run(
            Path folder, boolean overwrite, String command, UnaryOperator<String> measure) {
        String configuration =
                Release.heading()
                        + "# tuned: %s, %d variants of %s, validation seeds %s%n"
                                .formatted(usual, count, draw.tried(), seeds)
                        + study.resolvedYaml();
        try (var output =
                OutputFolder.open(
                        folder, CONFIGURATION, configuration, overwrite, TuningWriter.FILES)) {
            long begin = campaign.nanoClock().getAsLong();
            var references = new References(study, controllers);
            var runs = new StudyExperiment(study, references, campaign.nanoClock());
            var rules = new RuleChoice(study, controllers, references).candidates();
            play(runs, rules, seeds.size(), output);
            var provenance =
                    Provenance.of(command, CONFIGURATION, configuration, campaign.runner());
            var found = search(runs, rules, output);
            double seconds = (campaign.nanoClock().getAsLong() - begin) / 1e9;
            var result = result(found, rules, measure, provenance, seconds);
            TuningWriter.write(result, folder);
            return result;
        }
    }

    /** All variants with how many seeds each was played on, those on all of them ranked. */
    private Found search(StudyExperiment runs, List<String> rules, OutputFolder output) {
        var reach = new LinkedHashMap<String, Integer>();
        var left = draw.ids(count);
        int on = Math.min(FIRST_SEEDS, seeds.size());
        while (true) {
            play(runs, left, on, output);
            int reached = on;
            left.forEach(id -> reach.put(id, reached));
            var ranked = ranked(left, rules, on);
            if (on == seeds.size()) {
                return new Found(reach, ranked);
            }
            int kept = Math.max(FINALISTS, (left.size() + KEPT_OF - 1) / KEPT_OF);
            var better = new LinkedHashSet<String>();
            better.add(usual);
            ranked.candidates().stream()
                    .map(BestRule.Candidate::id)
                    .filter(left::contains)
                    .limit(kept)
                    .forEach(better::add);
            left = List.copyOf(better);
            on = Math.min(seeds.size(), 2 * on + 1);
        }
    }

    /** Variants and rules on the first so many seeds, the cheapest that serve first. */
    private BestRule ranked(List<String> variants, List<String> rules, int on) {
        var ids = new LinkedHashSet<>(variants);
        ids.addAll(rules);
        var those = seeds.subList(0, on);
        var all = new ArrayList<StudyResult.Run>();
        for (String id : ids) {
            those.forEach(seed -> all.add(new StudyResult.Run(id, seed, values(id, seed))));
        }
        return BestRule.of(those, all, List.of());
    }

    private void play(StudyExperiment runs, List<String> ids, int on, OutputFolder output) {
        var results =
                campaign.run(new ValidationExperiment(runs, ids, seeds.subList(0, on)), output);
        results.forEach(
                result ->
                        played.put(
                                new Run(result.task().subject(), result.task().seed()),
                                result.value().values()));
    }

    private Map<String, Double> values(String id, long seed) {
        return Objects.requireNonNull(played.get(new Run(id, seed)), id);
    }

    private double cost(String id, long seed) {
        return values(id, seed).getOrDefault(COST, Double.NaN);
    }

    private TuningResult result(
            Found found,
            List<String> rules,
            UnaryOperator<String> measure,
            Map<String, String> provenance,
            double seconds) {
        var last = found.ranked().candidates();
        String chosen =
                last.stream()
                        .filter(c -> found.reach().containsKey(c.id()) && c.isChoosable())
                        .map(BestRule.Candidate::id)
                        .findFirst()
                        .orElse(usual);
        var ofRules = last.stream().filter(c -> rules.contains(c.id()) && c.isChoosable()).toList();
        var variants = new ArrayList<TuningResult.Variant>();
        found.reach().forEach((id, on) -> variants.add(variant(id, on, found.reach(), rules)));
        variants.sort(
                Comparator.comparing((TuningResult.Variant v) -> !v.id().equals(chosen))
                        .thenComparing(v -> -v.seeds())
                        .thenComparing(v -> !v.isChoosable())
                        .thenComparingDouble(TuningResult.Variant::difference));
        return new TuningResult(
                study.id(),
                study.title(),
                study.scenario().money().currency(),
                usual,
                draw.tried(),
                seeds,
                variants,
                ofRules,
                less(chosen, usual),
                ofRules.isEmpty() ? Interval.UNKNOWN : less(chosen, ofRules.getFirst().id()),
                measure.apply(chosen.equals(usual) ? usual : usual + "," + chosen),
                ScenarioReader.describe(study.scenario()),
                provenance,
                seconds);
    }

    /** A variant as it stood among those that were played on as many seeds as it. */
    private TuningResult.Variant variant(
            String id, int on, Map<String, Integer> reach, List<String> rules) {
        var beside =
                reach.entrySet().stream()
                        .filter(e -> e.getValue() >= on)
                        .map(Map.Entry::getKey)
                        .toList();
        var own =
                ranked(beside, rules, on).candidates().stream()
                        .filter(c -> c.id().equals(id))
                        .findFirst()
                        .orElseThrow();
        double difference =
                seeds.subList(0, on).stream()
                        .mapToDouble(seed -> cost(id, seed) - cost(usual, seed))
                        .average()
                        .orElse(Double.NaN);
        var values = new LinkedHashMap<>(controllers.values(id));
        values.keySet().retainAll(draw.tried().keySet());
        return new TuningResult.Variant(
                id, values, on, own.cost(), difference, own.servedPercent(), own.isChoosable());
    }

    /** Cost of one less that of another, paired by seed, with its 95 % interval. */
    private Interval less(String one, String other) {
        double[] differences =
                seeds.stream().mapToDouble(seed -> cost(one, seed) - cost(other, seed)).toArray();
        return new Bootstrap(RESAMPLES, 1).mean(differences);
    }

    /** A controller with a seed. */
    private record Run(String controller, long seed) {}

    /**
     * Where a search ended.
     *
     * @param reach on how many seeds each variant was played
     * @param ranked those that were played on all, and the rules
     */
    private record Found(Map<String, Integer> reach, BestRule ranked) {}
}
