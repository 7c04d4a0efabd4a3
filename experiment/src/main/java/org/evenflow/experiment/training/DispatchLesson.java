package org.evenflow.experiment.training;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.evenflow.data.scenario.EconomicStudy;
import org.evenflow.economic.EconomicCase;
import org.evenflow.economic.EconomicMethod;
import org.evenflow.economic.EconomicMethodProvider;
import org.evenflow.economic.EconomicMethods;
import org.evenflow.economic.EconomicPlan;
import org.evenflow.economic.EconomicStates;
import org.evenflow.learn.Policy;
import org.evenflow.learn.TensorFile;
import org.evenflow.learn.World;
import org.evenflow.learn.economic.DispatchDesign;
import org.evenflow.model.ChargerGroups.State;

/**
 * Economic dispatch: policies are judged by what they cost above the proven optimum, on states
 * whose seed no study uses and no training draws (those are below 0).
 */
public final class DispatchLesson implements Lesson {
    private static final int STATES = 1000;

    /** Far above the seeds that people give to studies. */
    private static final long VALIDATION_SEED = 1L << 40;

    /** Whom a policy is compared with. */
    public static final List<String> OTHERS =
            List.of("exact", "local", "pso", "ga", "priority_list", "proportional");

    private final EconomicStudy study;
    private final DispatchDesign design;
    private final EconomicMethodProvider methods = new EconomicMethods();

    DispatchLesson(EconomicStudy study, DispatchDesign design) {
        this.study = study;
        this.design = design;
    }

    /** The label of the variant that a policy was trained for. */
    public static String variant(TensorFile file) {
        return DispatchDesign.trainedFor(file).label();
    }

    @Override
    public String measure() {
        return "cost above the proven optimum";
    }

    @Override
    public String unit() {
        return "%";
    }

    @Override
    public Supplier<World> worlds() {
        return design::world;
    }

    @Override
    public Judgement validate(Policy policy) {
        return new Judgement(gapPercent(design.method("policy", policy), STATES), Map.of());
    }

    @Override
    public Map<String, Double> references() {
        var gaps = new LinkedHashMap<String, Double>();
        for (String id : OTHERS) {
            gaps.put(id, gapPercent(methods.create(id, study.world()), STATES / 10));
        }
        return gaps;
    }

    private double gapPercent(EconomicMethod method, int states) {
        EconomicMethod exact = methods.create("exact", study.world());
        var plan = new EconomicPlan(study.world().groups().size());
        double sum = 0;
        var drawn = new EconomicStates(study.world(), study.ranges());
        for (State state : drawn.random(states, VALIDATION_SEED)) {
            var given = new EconomicCase(study.world(), state, design.variant());
            plan.clear();
            exact.decide(given, VALIDATION_SEED, plan);
            double optimum = given.cost(plan);
            plan.clear();
            method.decide(given, VALIDATION_SEED, plan);
            sum += 100 * (given.cost(plan) - optimum) / Math.abs(optimum);
        }
        return sum / states;
    }

    @Override
    public Map<String, String> facts() {
        var facts = new LinkedHashMap<String, String>();
        facts.put("Groups", Integer.toString(study.world().groups().size()));
        facts.put("Variant", design.variant().label());
        facts.put(
                "Agents",
                design.levels() == 0
                        ? "groups, any power"
                        : "groups, " + design.levels() + " power levels");
        facts.put("Seen", design.isBroadcast() ? "the whole state" : "the own region's state");
        return facts;
    }

    @Override
    public Map<String, String> words() {
        var words = new LinkedHashMap<>(design.words());
        words.put("evenflow.study", study.id());
        return words;
    }

    /** What identifies the world. */
    String configuration() {
        var text = new StringBuilder();
        design.words()
                .forEach((key, word) -> text.append(key).append(": ").append(word).append('\n'));
        return text + study.resolvedYaml();
    }
}
