package org.evenflow.control.rule;

import org.evenflow.control.Action;
import org.evenflow.control.Controller;
import org.evenflow.control.Observation;

/**
 * Every vehicle charges at the lowest prices before its declared departure, evenly where they are
 * the same; those with the least time to spare come first where limits are shared. What vehicles
 * wish and what all may take together is where the rules by price differ.
 */
final class TimeOfUse implements Controller {
    private final String id;
    private final double marginHours;
    private final double spread;
    private final double insurance;
    private final Wish wish;
    private final Budget budget;
    private final Serving serving = new Serving();

    /** What a vehicle wishes. */
    interface Wish {
        /** Looks at a step. */
        default void startStep(Observation observation) {}

        /** Power of a vehicle, kW, as {@link Cheapest#wishKw}; below zero gives back. */
        double kw(Observation observation, int connector, Cheapest.Care care);
    }

    /** What all may take together beyond what is due. */
    interface Budget {
        /** As much as they like. */
        Budget NONE = (_, _) -> Double.POSITIVE_INFINITY;

        /** Power, kW. */
        double kw(Observation observation, int marginSteps);

        /** What all have to take together now so that the budget suffices later, kW; likewise. */
        default double dueKw() {
            return 0;
        }
    }

    /**
     * The rule.
     *
     * @param marginHours how long before the declared departure requests are to be met, h
     * @param spread over which share of equally cheap steps charging is spread
     * @param insurance which share of drivers is taken to leave early in each hour, 1/h
     */
    TimeOfUse(
            String id,
            double marginHours,
            double spread,
            double insurance,
            Wish wish,
            Budget budget) {
        this.id = id;
        this.insurance = insurance;
        this.marginHours = marginHours;
        this.spread = spread;
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
        double waiting = insurance * observation.stepHours() * observation.unservedPerKwh();
        var care = new Cheapest.Care(margin, spread, waiting);
        wish.startStep(observation);
        serving.serve(
                observation,
                (o, connector) -> wish.kw(o, connector, care),
                margin,
                budget.kw(observation, margin),
                budget.dueKw(),
                action.powerKw());
    }
}
