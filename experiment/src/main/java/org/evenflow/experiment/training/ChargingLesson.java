package org.evenflow.experiment.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.evenflow.control.Controller;
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
import org.evenflow.sim.ChargingEnv;
import org.evenflow.sim.Episode;
import org.evenflow.sim.EpisodeTotals;
import org.jspecify.annotations.Nullable;

/** Charging: policies are judged by what validation days cost in all, as controllers of a study. */
final class ChargingLesson implements Lesson {
    /** Those that a policy must beat, and MPC, which it would like to. */
    private static final List<String> OTHERS =
            List.of(
                    "uncontrolled",
                    "earliest_deadline_first",
                    "least_laxity_first",
                    "time_of_use",
                    "equal_share",
                    "mpc");

    private final Study study;
    private final Scenario scenario;
    private final int days;
    private final WorldDesign design;
    private final Reward reward;
    private final @Nullable Supplier<Controller> teachers;
    private final LongSupplier nanoClock;

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
    public double validate(Policy policy) {
        return cost(PolicyControllers.of("policy", policy, design));
    }

    @Override
    public Map<String, Double> references() {
        var controllers = new Controllers();
        var costs = new LinkedHashMap<String, Double>();
        for (String id : OTHERS) {
            costs.put(id, cost(controllers.create(id)));
        }
        return costs;
    }

    /** Mean total cost over the validation days. */
    private double cost(Controller controller) {
        SeedSplit split = SeedSplit.of(scenario);
        long count = Math.min(days, split.count(SeedSplit.Part.VALIDATION));
        var episode = new Episode(new ChargingEnv(scenario), nanoClock);
        double sum = 0;
        for (long day = 0; day < count; day++) {
            EpisodeTotals totals =
                    episode.play(controller, split.seed(SeedSplit.Part.VALIDATION, day));
            sum += totals.totalCost();
        }
        return sum / count;
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
