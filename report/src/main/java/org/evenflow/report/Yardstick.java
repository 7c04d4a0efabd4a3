package org.evenflow.report;

import java.util.List;

/**
 * What a study measures its controllers against: the best that could have been done with everything
 * known beforehand, and nothing done.
 *
 * @param foreseeing ids of controllers that see the future: shown, never ranked
 * @param added ids of those that are played for reference alone: likewise
 * @param underserving ids of those that serve less than the others ({@link ServedEnergy}): likewise
 * @param bounds one per seed in the order of the seeds; empty where none were asked for
 * @param bestRule what planners and learners are measured against
 */
public record Yardstick(
        List<String> foreseeing,
        List<String> added,
        List<String> underserving,
        List<Bound> bounds,
        BestRule bestRule) {
    /** The controller whose cost is the plan's. */
    public static final String PLAN = "clairvoyant";

    /** The controller that does nothing but charge. */
    public static final String UNCONTROLLED = CostComparison.REFERENCE;

    /** Nothing to measure against. */
    public static final Yardstick NONE = new Yardstick(List.of(), List.of(), List.of(), List.of());

    public Yardstick {
        foreseeing = List.copyOf(foreseeing);
        added = List.copyOf(added);
        underserving = List.copyOf(underserving);
        bounds = List.copyOf(bounds);
    }

    /** Without a rule that was chosen. */
    public Yardstick(
            List<String> foreseeing,
            List<String> added,
            List<String> underserving,
            List<Bound> bounds) {
        this(foreseeing, added, underserving, bounds, BestRule.NONE);
    }

    /**
     * What is known of a seed's best.
     *
     * @param seed the seed
     * @param relaxation cost that no controller behind the dispatcher can be below, currency; NaN
     *     where it is not known
     * @param unknown why it is not known, part of a sentence; empty where it is
     * @param planless why there is no plan, part of a sentence; empty where there is one
     * @param withoutLevels what the program's schedule costs in a world without power levels,
     *     currency; NaN where it is not known
     * @param program what the program itself costs, likewise
     * @param hasFeeder whether there is a network
     */
    public record Bound(
            long seed,
            double relaxation,
            String unknown,
            String planless,
            double withoutLevels,
            double program,
            boolean hasFeeder) {
        /** Where nothing between plan and bound is known. */
        public Bound(long seed, double relaxation, String unknown, String planless) {
            this(seed, relaxation, unknown, planless, Double.NaN, Double.NaN, false);
        }
    }

    /** Whether a controller's cost counts among those that are compared. */
    public boolean isRanked(String controller) {
        return !controller.equals(CostComparison.RAW)
                && !foreseeing.contains(controller)
                && !added.contains(controller)
                && !underserving.contains(controller);
    }

    /** Whether the lower bound holds for a controller: those that are ranked, and the plan. */
    boolean isBounded(String controller) {
        return isRanked(controller) || controller.equals(PLAN);
    }

    /** Why a controller is not ranked, for a line below its name; empty where it is. */
    String whyNotRanked(String controller) {
        if (controller.equals(CostComparison.RAW)) {
            return "no dispatcher, not ranked";
        }
        if (foreseeing.contains(controller)) {
            return "sees the future, not ranked";
        }
        if (added.contains(controller)) {
            return "for reference, not ranked";
        }
        return underserving.contains(controller) ? "serves less, not ranked" : "";
    }
}
