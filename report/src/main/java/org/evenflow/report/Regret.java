package org.evenflow.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How far each run is from the best possible: {@value #REGRET} = (cost − plan) / (uncontrolled −
 * plan) by {@code total_cost}, {@value #CAPTURED} = 1 − regret, and {@value #BOUND}, the seed's
 * relaxation. Where the plan saves less than {@link #NOTHING} of what uncontrolled charging costs,
 * there is nothing to gain and the first two are not defined.
 */
public final class Regret {
    static final String REGRET = "regret";
    static final String CAPTURED = "captured_share";
    static final String BOUND = "lower_bound";

    /** Share of uncontrolled cost below which there is nothing to gain (studies/README.md). */
    static final double NOTHING = 0.005;

    private Regret() {}

    /** The runs with the three indicators. */
    public static List<StudyResult.Run> into(List<StudyResult.Run> runs, Yardstick yardstick) {
        if (yardstick.bounds().isEmpty()) {
            return runs;
        }
        var costs = new HashMap<String, Double>();
        runs.forEach(run -> costs.put(key(run.controller(), run.seed()), cost(run.values())));
        var bounds = new HashMap<Long, Yardstick.Bound>();
        yardstick.bounds().forEach(bound -> bounds.put(bound.seed(), bound));
        var result = new ArrayList<StudyResult.Run>();
        for (StudyResult.Run run : runs) {
            var bound = bounds.get(run.seed());
            boolean isPlanned = bound != null && bound.planless().isEmpty();
            double plan = isPlanned ? of(costs, Yardstick.PLAN, run.seed()) : Double.NaN;
            double most = of(costs, Yardstick.UNCONTROLLED, run.seed());
            double regret =
                    hasGain(plan, most) ? (cost(run.values()) - plan) / (most - plan) : Double.NaN;
            var values = new LinkedHashMap<>(run.values());
            values.put(BOUND, bound == null ? Double.NaN : bound.relaxation());
            values.put(REGRET, regret);
            values.put(CAPTURED, 1 - regret);
            result.add(new StudyResult.Run(run.controller(), run.seed(), values));
        }
        return List.copyOf(result);
    }

    /** Whether a plan saves enough of what uncontrolled charging costs to be measured against. */
    static boolean hasGain(double plan, double uncontrolled) {
        return uncontrolled - plan >= NOTHING * Math.abs(uncontrolled) && uncontrolled > plan;
    }

    private static double of(Map<String, Double> costs, String controller, long seed) {
        return costs.getOrDefault(key(controller, seed), Double.NaN);
    }

    private static double cost(Map<String, Double> values) {
        return values.getOrDefault("operating_cost", Double.NaN)
                + values.getOrDefault("unserved_cost", Double.NaN);
    }

    private static String key(String controller, long seed) {
        return seed + " " + controller;
    }
}
