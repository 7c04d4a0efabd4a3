package org.evenflow.control.rule;

import org.evenflow.control.Action;
import org.evenflow.control.Controller;
import org.evenflow.control.Observation;
import org.evenflow.control.Settings;

/**
 * Every vehicle charges at the lowest prices before its declared departure, evenly where they are
 * the same; those with the least time to spare come first where limits are shared. What vehicles
 * wish and what all may take together is where the rules by price differ.
 */
final class TimeOfUse implements Controller {
    private final String id;
    private final double marginHours;
    private final double spread;
    private final Wish wish;
    private final Budget budget;
    private final Serving serving = new Serving();

    /** What a vehicle wishes. */
    interface Wish {
        /** Looks at a step. */
        default void startStep(Observation observation) {}

        /** Power of a vehicle, kW, as {@link Cheapest#wishKw}; below zero gives back. */
        double kw(Observation observation, int connector, int marginSteps, double spread);
    }

    /** What all may take together beyond what is due. */
    interface Budget {
        /** As much as they like. */
        Budget NONE = (_, _) -> Double.POSITIVE_INFINITY;

        /** Power, kW. */
        double kw(Observation observation, int marginSteps);
    }

    /**
     * The rule.
     *
     * @param settings {@code margin_h}, how long before the declared departure requests are to be
     *     met, and {@code spread}, over which share of equally cheap steps charging is spread
     */
    TimeOfUse(String id, Settings settings, Wish wish, Budget budget) {
        this.id = id;
        marginHours = settings.number("margin_h");
        spread = settings.number("spread");
        this.wish = wish;
        this.budget = budget;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public void reset() {
        serving.reset();
    }

    @Override
    public void decide(Observation observation, Action action) {
        int margin = (int) Math.round(marginHours / observation.stepHours());
        wish.startStep(observation);
        serving.serve(
                observation,
                (o, connector) -> wish.kw(o, connector, margin, spread),
                margin,
                budget.kw(observation, margin),
                action.powerKw());
    }
}
