package org.evenflow.experiment.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.evenflow.control.Controller;
import org.evenflow.control.rule.Rules;
import org.evenflow.data.scenario.ScenarioReader;
import org.evenflow.data.scenario.Study;
import org.evenflow.experiment.Controllers;
import org.evenflow.experiment.ServicePrice;
import org.evenflow.learn.Policy;
import org.evenflow.learn.World;
import org.evenflow.learn.charging.ChargingWorld;
import org.evenflow.learn.charging.PolicyControllers;
import org.evenflow.learn.charging.Reward;
import org.evenflow.learn.charging.SeedSplit;
import org.evenflow.learn.charging.WorldDesign;
import org.evenflow.model.scenario.Scenario;
import org.evenflow.report.ServedEnergy;
import org.evenflow.report.StudyResult;
import org.evenflow.report.Yardstick;
import org.evenflow.report.training.TrainingResult;
import org.evenflow.sim.ChargingEnv;
import org.evenflow.sim.Episode;
import org.evenflow.sim.EpisodeTotals;
import org.evenflow.sim.Indicator;
import org.jspecify.annotations.Nullable;

/** Charging: policies are judged by what validation days cost in all, as controllers of a study. */
final class ChargingLesson implements Lesson {
    /** What a policy would like to beat, besides the rules that it must. */
    private static final String PLANNER = "mpc";

    private static final String SERVED = "served_energy";

    private final Study study;
    private final Scenario scenario;
    private final int days;
    private final WorldDesign design;
    private final Reward reward;
    private final @Nullable Supplier<Controller> teachers;
    private final LongSupplier nanoClock;
    private final List<StudyResult.Run> rules = new ArrayList<>();

    /**
     * A lesson.
     *
     * @param days that policies are judged on, fewer where a log has no more
     * @param teachers makes whom policies imitate at first, or null
     * @param nanoClock time in nanoseconds
     */
    ChargingLesson(
            Study study,
            int days,
            WorldDesign design,
            Reward reward,
            @Nullable Supplier<Controller> teachers,
            LongSupplier nanoClock) {
        this.study = study;
        this.days = days;
        this.design = design;
        this.reward = reward;
        this.teachers = teachers;
        this.nanoClock = nanoClock;
        scenario = study.scenario();
        design.fit(scenario.site().stations());
    }

    @Override
    public String measure() {
        return "total cost";
    }

    @Override
    public String unit() {
        return scenario.money().currency() + " per run";
    }

    @Override
    public Supplier<World> worlds() {
        return () -> new ChargingWorld(scenario, design, reward, SeedSplit.Part.TRAINING, teachers);
    }

    @Override
    public Judgement validate(Policy policy) {
        String id = "policy";
        var own = play(id, PolicyControllers.of(id, policy, design));
        var runs = new ArrayList<>(rules());
        runs.addAll(own);
        var figures = new LinkedHashMap<String, Double>();
        double served = ServedEnergy.percent(own, Yardstick.NONE).getOrDefault(id, Double.NaN);
        if (!Double.isNaN(served)) {
            figures.put(SERVED, served);
        }
        if (ServedEnergy.underserving(runs, Yardstick.NONE).contains(id)) {
            figures.put(TrainingResult.UNDERSERVES, 1.0);
        }
        return new Judgement(mean(own), figures);
    }

    @Override
    public Map<String, Double> references() {
        var costs = new LinkedHashMap<String, Double>();
        var underserving = ServedEnergy.underserving(rules(), Yardstick.NONE);
        rules().stream()
                .collect(
                        Collectors.groupingBy(
                                StudyResult.Run::controller,
                                LinkedHashMap::new,
                                Collectors.toList()))
                .forEach(
                        (id, runs) -> {
                            if (!underserving.contains(id)) {
                                costs.put(id, mean(runs));
                            }
                        });
        costs.put(PLANNER, mean(play(PLANNER, new Controllers().create(PLANNER))));
        return costs;
    }

    /** All that studies choose the best rule from, on the validation days; played once. */
    private synchronized List<StudyResult.Run> rules() {
        if (rules.isEmpty()) {
            var controllers = new Controllers();
            for (String id : Rules.candidates()) {
                rules.addAll(play(id, controllers.create(id)));
            }
        }
        return List.copyOf(rules);
    }

    /** Mean total cost. */
    private static double mean(List<StudyResult.Run> runs) {
        double sum = 0;
        for (StudyResult.Run run : runs) {
            sum += run.values().getOrDefault("total_cost", Double.NaN);
        }
        return sum / runs.size();
    }

    /** A controller on the validation days. */
    private List<StudyResult.Run> play(String id, Controller controller) {
        SeedSplit split = SeedSplit.of(scenario);
        long count = Math.min(days, split.count(SeedSplit.Part.VALIDATION));
        var episode = new Episode(new ChargingEnv(scenario), nanoClock);
        var runs = new ArrayList<StudyResult.Run>();
        for (long day = 0; day < count; day++) {
            long seed = split.seed(SeedSplit.Part.VALIDATION, day);
            EpisodeTotals totals = episode.play(controller, seed);
            runs.add(new StudyResult.Run(id, seed, totals.indicators(Indicator.Baseline.ZERO)));
        }
        return runs;
    }

    @Override
    public List<String> beginning() {
        return List.of(ServicePrice.LABEL + " " + ServicePrice.words(scenario, firstSeed()));
    }

    @Override
    public Map<String, String> facts() {
        var facts = new LinkedHashMap<>(ScenarioReader.describe(scenario));
        facts.put(
                "Agents",
                design.described()
                        + (design.proposalPrice() > 0
                                ? ", refined by mpc at " + design.proposalPrice() + " per kWh"
                                : ""));
        facts.put("Reward", rewarded());
        facts.put(ServicePrice.LABEL, ServicePrice.words(scenario, firstSeed()));
        return facts;
    }

    private long firstSeed() {
        return SeedSplit.of(scenario).seed(SeedSplit.Part.TRAINING, 0);
    }

    private String rewarded() {
        var parts = new ArrayList<String>();
        new TreeMap<>(reward.weights())
                .forEach((term, weight) -> parts.add(weight + " " + RewardTerms.word(term)));
        return String.join(" + ", parts);
    }

    @Override
    public Map<String, String> words() {
        var words = new LinkedHashMap<String, String>();
        design.write(words);
        words.put("evenflow.study", study.id());
        words.put("evenflow.scenario", scenario.id());
        words.put("recipe.reward", rewarded());
        words.put("recipe.service", ServicePrice.words(scenario, firstSeed()));
        words.put("recipe.validation_days", Integer.toString(days));
        return words;
    }

    /** What identifies the world. */
    String configuration() {
        return "agents: "
                + design.unit().word()
                + "\nlevels: "
                + design.levels()
                + "\nsignal: "
                + design.signal().word()
                + "\nproposal_price: "
                + design.proposalPrice()
                + (design.rule().isEmpty() ? "" : "\ncorrected_rule: " + design.rule())
                + "\nreward: "
                + rewarded()
                + "\ndiscount: "
                + reward.discount()
                + "\nvalidation_days: "
                + days
                + "\n"
                + study.resolvedYaml();
    }
}
