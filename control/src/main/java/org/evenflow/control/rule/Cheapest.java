package org.evenflow.control.rule;

import org.evenflow.control.Observation;

/**
 * The power that serves a vehicle at the lowest published prices before it leaves: full power in
 * steps that are cheaper than it needs, none in dearer ones, and within the last price that it
 * needs as evenly as can be, so that many vehicles make no peak where waiting costs nothing.
 */
final class Cheapest {
    private static final double SAME_PRICE = 1e-9;

    private Cheapest() {}

    /**
     * The wish, kW; at least what keeps the request within reach.
     *
     * @param marginSteps how many steps before the declared departure the request is to be met
     * @param spread over which share of the last price's steps the rest is spread, 0 for at once
     */
    static double wishKw(Observation observation, int connector, int marginSteps, double spread) {
        double high = observation.limits().highKw(connector);
        double late = lateKw(observation, connector, marginSteps);
        int end = end(observation, connector, marginSteps);
        double price = observation.buyPerKwh(observation.step());
        int cheaper = stepsBelow(observation, end, price - SAME_PRICE);
        int atMost = stepsBelow(observation, end, price + SAME_PRICE);
        double needed = observation.neededHours(connector) / observation.stepHours() - cheaper;
        if (needed <= 0) {
            return late;
        }
        double steps = Math.max(1, spread * (atMost - cheaper));
        return Math.max(late, Math.min(high, observation.ratedKw(connector) * needed / steps));
    }

    /** Steps from the present one on, before an end, with a price below one. */
    static int stepsBelow(Observation observation, int end, double price) {
        int count = 0;
        for (int step = observation.step(); step < end; step++) {
            count += observation.buyPerKwh(step) < price ? 1 : 0;
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
