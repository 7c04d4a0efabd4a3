package org.evenflow.control.mpc;

import org.evenflow.control.Action;
import org.evenflow.control.Controller;
import org.evenflow.control.Limits;
import org.evenflow.control.Observation;

/**
 * How a plan leans towards another's proposals: charging in the first block is cheaper by a price
 * where the proposal is full power, dearer by it where it is none (or full discharge, for who can
 * give back), and in proportion between. The price bounds what following a proposal may cost.
 * Mutable.
 */
final class Leaning {
    private final Controller proposer;
    private final double pricePerKwh;
    private final Action proposal;

    /** Added to the cost of charging, taken from that of giving back, {@code [connector]}. */
    final double[] perKwh;

    /**
     * @param pricePerKwh at full power, currency per kWh
     */
    Leaning(Controller proposer, double pricePerKwh, Observation observation) {
        this.proposer = proposer;
        this.pricePerKwh = pricePerKwh;
        int connectors = observation.limits().connectors();
        proposal = new Action(connectors, observation.site().plants().size());
        perKwh = new double[connectors];
    }

    /** Asks for the proposals of a step. */
    void look(Observation observation) {
        proposal.clear();
        proposer.decide(observation, proposal);
        Limits limits = observation.limits();
        for (int rank = 0; rank < limits.pluggedInCount; rank++) {
            int connector = limits.pluggedIn[rank];
            double wish = proposal.powerKw()[connector];
            double rated = observation.ratedKw(connector);
            double back = observation.ratedDischargeKw(connector);
            perKwh[connector] = -pricePerKwh * share(wish, rated, back);
        }
    }

    /** From -1 for the least power to 1 for the greatest; 0 for rest of who can give back. */
    static double share(double wishKw, double ratedKw, double ratedDischargeKw) {
        if (ratedDischargeKw > 0) {
            return wishKw > 0
                    ? Math.min(1, wishKw / ratedKw)
                    : Math.max(-1, wishKw / ratedDischargeKw);
        }
        return ratedKw > 0 ? 2 * Math.clamp(wishKw / ratedKw, 0, 1) - 1 : 0;
    }
}
