package org.evenflow.control.rule;

import org.evenflow.control.Action;
import org.evenflow.control.Controller;
import org.evenflow.control.Observation;

/**
 * Time of use that also gives back: a vehicle discharges while a kWh is worth more than charging it
 * again costs before departure, what both ways lose and wear considered, and as long as there are
 * enough such cheap steps to be served in.
 */
final class PriceSpread implements Controller {
    private final double marginHours;
    private final double spread;
    private final Serving serving = new Serving();

    /**
     * The rule.
     *
     * @param marginHours how long before the declared departure requests are to be met, h
     * @param spread over which share of equally cheap steps charging is spread, 0 for at once
     */
    PriceSpread(double marginHours, double spread) {
        this.marginHours = marginHours;
        this.spread = spread;
    }

    @Override
    public String id() {
        return "price_spread";
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
                (o, connector) -> wishKw(o, connector, margin),
                margin,
                Double.POSITIVE_INFINITY,
                action.powerKw());
    }

    private double wishKw(Observation observation, int connector, int margin) {
        double back = -observation.limits().lowKw(connector);
        if (back > 0 && paysBack(observation, connector, margin, back)) {
            return -back;
        }
        return Cheapest.wishKw(observation, connector, margin, spread);
    }

    /** Whether a step of giving back is made good again at prices that are low enough. */
    private static boolean paysBack(
            Observation observation, int connector, int margin, double backKw) {
        double rated = observation.ratedKw(connector);
        if (rated <= 0) {
            return false;
        }
        var wear = observation.wear(connector);
        double kept =
                observation.chargeEfficiency(connector)
                        * observation.dischargeEfficiency(connector);
        boolean isImported = observation.baseLoadKw() > observation.plantKw();
        int now = observation.step();
        double worth = isImported ? observation.buyPerKwh(now) : observation.sellPerKwh(now);
        double wearBack = wear.cost(backKw, 1) / backKw;
        double wearAgain = wear.cost(rated, 1) / rated;
        double atMost = (worth - wearBack) * kept - wearAgain;
        double again = backKw / (kept * rated);
        double needed = observation.neededHours(connector) / observation.stepHours() + again;
        int end = Cheapest.end(observation, connector, margin);
        return Cheapest.stepsBelow(observation, end, atMost) >= needed;
    }
}
