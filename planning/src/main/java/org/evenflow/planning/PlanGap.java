package org.evenflow.planning;

import java.util.Map;
import org.evenflow.control.Experience;
import org.evenflow.control.Observation;
import org.evenflow.control.Settings;
import org.evenflow.forecast.SeasonalLevel;

/**
 * What planning vehicles in groups costs against a slot for each, decision by decision of a run:
 * both plans are kept, as a controller keeps its own. Mutable.
 */
public final class PlanGap implements AutoCloseable {
    private static final double LIMIT_S = 3600;

    private final RecedingPlan full;
    private final RecedingPlan grouped;
    private double extraCost;

    /** Of the run that an observation belongs to. */
    public PlanGap(Observation observation) {
        full = plan(observation, 1e9);
        grouped = plan(observation, 0);
    }

    private static RecedingPlan plan(Observation observation, double groupAbove) {
        var known = new Planners().settings("mpc");
        // Both with blocks that grow anew, or their plans would differ by these too.
        var settings =
                Settings.of(
                        "controller mpc",
                        known,
                        Map.of("group_above", groupAbove, "steady_above", 1e9));
        return new RecedingPlan(
                observation,
                new Experience(observation),
                new SeasonalLevel(),
                settings,
                FleetProgram::solve);
    }

    /**
     * The gap of one decision: the least cost of the full plan whose first step is held to what
     * groups decide, less that of the full plan, as a percentage of it, base load included.
     *
     * @param observation of a step of the run; each later than the one before
     */
    public double percent(Observation observation) {
        solve(observation, full);
        solve(observation, grouped);
        double best = full.cost();
        full.pinFirst(observation, grouped.firstKw(), observation.stepHours());
        resolve(observation, full);
        extraCost = full.cost() - best;
        return 100 * extraCost / Math.abs(best);
    }

    /** What groups cost more in the last decision, currency. */
    public double extraCost() {
        return extraCost;
    }

    private static void solve(Observation observation, RecedingPlan plan) {
        plan.fill(observation);
        resolve(observation, plan);
    }

    private static void resolve(Observation observation, RecedingPlan plan) {
        if (!plan.solve(observation, Fallback.Deadline.in(LIMIT_S, System::nanoTime))) {
            throw new IllegalStateException("a plan has no solution");
        }
    }

    @Override
    public void close() {
        full.close();
        grouped.close();
    }
}
