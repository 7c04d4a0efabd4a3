package org.evenflow.control.rule;

import org.evenflow.control.Action;
import org.evenflow.control.Controller;
import org.evenflow.control.Observation;

/**
 * Every vehicle charges at the lowest prices before its declared departure, evenly where they are
 * the same; those with the least time to spare come first where limits are shared.
 */
final class TimeOfUse implements Controller {
    private final double marginHours;
    private final double spread;
    private final Serving serving = new Serving();

    /**
     * The rule.
     *
     * @param marginHours how long before the declared departure requests are to be met, h
     * @param spread over which share of equally cheap steps charging is spread, 0 for at once
     */
    TimeOfUse(double marginHours, double spread) {
        this.marginHours = marginHours;
        this.spread = spread;
    }

    @Override
    public String id() {
        return "time_of_use";
    }

    @Override
    public void reset() {
        serving.reset();
    }

    @Override
    public void decide(Observation observation, Action action) {
        int margin = (int) Math.round(marginHours / observation.stepHours());
        serving.serve(
                observation,
                (o, connector) -> Cheapest.wishKw(o, connector, margin, spread),
                margin,
                Double.POSITIVE_INFINITY,
                action.powerKw());
    }
}
