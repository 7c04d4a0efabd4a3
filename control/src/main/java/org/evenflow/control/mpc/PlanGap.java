package org.evenflow.control.mpc;

import java.util.Map;
import org.evenflow.control.Observation;
import org.evenflow.control.Setting;
import org.evenflow.control.Settings;
import org.evenflow.forecast.SeasonalLevel;

/** What planning vehicles in groups costs against a slot for each. */
public final class PlanGap {
    private PlanGap() {}

    /**
     * The gap of one decision: the least cost of the full plan whose first step is held to what
     * groups decided, less that of the full plan, as a percentage of what charging costs in it.
     *
     * @param observation at any step of a run
     */
    public static double percent(Observation observation) {
        var known = new Planners().settings("mpc");
        try (var full = plan(observation, known, 1e9);
                var grouped = plan(observation, known, 0)) {
            double best = full.chargingCost();
            double hours = observation.stepHours();
            full.pinFirst(observation, grouped.firstKw(), hours);
            if (!full.solve(observation, Deadline.in(3600, System::nanoTime))) {
                return Double.NaN;
            }
            return 100 * (full.chargingCost() - best) / best;
        }
    }

    private static RecedingPlan plan(
            Observation observation, java.util.List<Setting> known, double groupAbove) {
        var settings = Settings.of("mpc", known, Map.of("group_above", groupAbove));
        var plan =
                new RecedingPlan(observation, new SeasonalLevel(), settings, FleetProgram::solve);
        plan.fill(observation);
        if (!plan.solve(observation, Deadline.in(3600, System::nanoTime))) {
            throw new IllegalStateException("a plan has no solution");
        }
        return plan;
    }
}
