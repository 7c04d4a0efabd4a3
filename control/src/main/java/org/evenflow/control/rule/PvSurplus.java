package org.evenflow.control.rule;

import org.evenflow.control.Observation;

/**
 * Vehicles share the plants' surplus, the one with least time to spare first; what they need beyond
 * it they take from the grid by time of use.
 */
final class PvSurplus implements TimeOfUse.Wish {
    private double leftKw;

    @Override
    public void startStep(Observation observation) {
        leftKw = Math.max(0, observation.surplusKw());
    }

    @Override
    public double kw(Observation observation, int connector, Cheapest.Care care) {
        double high = observation.limits().highKw(connector);
        double kw = Math.max(Cheapest.wishKw(observation, connector, care), Math.min(high, leftKw));
        leftKw -= Math.min(leftKw, kw);
        return kw;
    }
}
