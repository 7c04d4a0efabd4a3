package org.evenflow.control.rule;

import org.evenflow.control.Observation;

/**
 * The power that serves a vehicle at the lowest published prices before it leaves: full power in
 * steps that are cheaper than it needs, none in dearer ones, and within the last price that it
 * needs as evenly as can be, so that many vehicles make no peak where waiting costs nothing.
 */
final class Cheapest {
    /**
     * How waiting is weighed.
     *
     * @param marginSteps how many steps before the declared departure requests are to be met
     * @param spread over which share of the last price's steps the rest is spread, 0 for at once
     * @param waitingPerKwh what a step of waiting costs, currency per kWh: the driver may leave
     *     before the declared departure
     */
    record Care(int marginSteps, double spread, double waitingPerKwh) {}

    private static final double SAME_PRICE = 1e-9;

    private Cheapest() {}

    /**
     * The wish, kW; at least what keeps the request within reach.
     *
     * @param care what waiting is worth
     */
    static double wishKw(Observation observation, int connector, Care care) {
        double high = observation.limits().highKw(connector);
        double late = lateKw(observation, connector, care.marginSteps());
        int end = end(observation, connector, care.marginSteps());
        double price = observation.buyPerKwh(observation.step());
        int cheaper = stepsBelow(observation, end, price - SAME_PRICE, care);
        int atMost = stepsBelow(observation, end, price + SAME_PRICE, care);
        double needed = observation.neededHours(connector) / observation.stepHours() - cheaper;
        if (needed <= 0) {
            return late;
        }
        double steps = Math.max(1, care.spread() * (atMost - cheaper));
        return Math.max(late, Math.min(high, observation.ratedKw(connector) * needed / steps));
    }

    /** Steps from the present one on, before an end, with a price below one, waiting included. */
    static int stepsBelow(Observation observation, int end, double price, Care care) {
        int now = observation.step();
        int count = 0;
        for (int step = now; step < end; step++) {
            double waiting = care.waitingPerKwh() * (step - now);
            count += observation.buyPerKwh(step) + waiting < price ? 1 : 0;
        }
        return count;
    }

    /** The first step after the time that a vehicle may be charged in. */
    static int end(Observation observation, int connector, int marginSteps) {
        int declared = Math.min(observation.declaredStep(connector), observation.steps());
        return Math.max(observation.step() + 1, declared - marginSteps);
    }

    /** What as late as possible would charge, the margin considered, kW. */
    static double lateKw(Observation observation, int connector, int marginSteps) {
        double laxity = observation.laxityHours(connector) - marginSteps * observation.stepHours();
        return AsLateAsPossible.power(observation, connector, laxity);
    }
}
