package org.evenflow.planning;

import org.evenflow.control.Action;
import org.evenflow.control.Controller;
import org.evenflow.control.Limits;
import org.evenflow.control.Observation;

/**
 * How a plan leans towards another's proposals: charging in the first block is cheaper by a price
 * where the proposal is full power, giving back pays more by it where the proposal is full
 * discharge, in proportion between, and nothing changes where nothing is proposed. The price bounds
 * what following a proposal may cost. Mutable.
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
        for (int rank = 0; rank < limits.pluggedInCount(); rank++) {
            int connector = limits.connectorAt(rank);
            double wish = proposal.powerKw()[connector];
            double rated = observation.ratedKw(connector);
            double back = observation.ratedDischargeKw(connector);
            perKwh[connector] = -pricePerKwh * share(wish, rated, back);
        }
    }

    /**
     * From -1 for full discharge to 1 for full power; 0 for nothing, or where the other has no
     * answer because something that it looks at is missing.
     */
    static double share(double wishKw, double ratedKw, double ratedDischargeKw) {
        if (Double.isNaN(wishKw)) {
            return 0;
        }
        if (wishKw > 0) {
            return ratedKw > 0 ? Math.min(1, wishKw / ratedKw) : 0;
        }
        return ratedDischargeKw > 0 ? Math.max(-1, wishKw / ratedDischargeKw) : 0;
    }
}
