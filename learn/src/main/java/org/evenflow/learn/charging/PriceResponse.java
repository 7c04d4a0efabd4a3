package org.evenflow.learn.charging;

import java.util.Arrays;
import org.evenflow.control.Action;
import org.evenflow.control.Limits;
import org.evenflow.control.Observation;
import org.evenflow.learn.Frame;

/**
 * The signal {@code price}: each agent posts one for the step and every vehicle under it answers by
 * its own bid curve, as devices do in market-based coordination, where the device that needs energy
 * least leaves first when the price rises (J. K. Kok, C. J. Warmer, I. G. Kamphuis, "PowerMatcher:
 * multiagent control in the electricity infrastructure", AAMAS 2005). Prices have no currency. A
 * vehicle's bid is the share of its remaining stay that it needs at full power, 1 where it has no
 * time to spare:
 *
 * <ul>
 *   <li>it takes all it can while the price is at most its bid: at 0 all charge, at 1 only those
 *       without time to spare;
 *   <li>it gives all it can where the price exceeds its bid by more than 1, the least urgent first:
 *       from 1 to 2, prices buy energy back. The width of 1 between buying and selling is the same
 *       for all, like the losses and the wear that it stands for;
 *   <li>between the two it does nothing.
 * </ul>
 *
 * <p>Where room is short the highest bid is served first. So whoever leaves when an agent raises
 * its price stands behind all who stay, and no agent's power rises with its price, whatever the
 * least powers of its connectors. An agent's price is {@code -1.2 a}, or {@code -2.4 a} where a
 * connector of it gives back: both ends lie within a squashed action's reach, and an untrained
 * agent's is 0. Tiers are evenly spaced from 0 to 1, or to 2 where a connector of the site gives
 * back. Mutable work arrays.
 */
final class PriceResponse implements Response {
    private static final double REACH = 1.2;

    private final Agents agents;
    private final int levels;
    private final double topTier;

    /** The highest price that changes anything, 1 or 2, {@code [agent]}. */
    private final double[] top;

    private final float[] bid;
    private final long[] keys;
    private final Rooms rooms;

    /** For the agents of a site. */
    PriceResponse(WorldDesign design, Agents agents, Observation observation) {
        this.agents = agents;
        levels = design.levels();
        boolean[] isTwoWay = agents.twoWay(observation);
        top = new double[agents.count()];
        Arrays.setAll(top, agent -> isTwoWay[agent] ? 2 : 1);
        topTier = Arrays.stream(top).max().orElse(1);
        int connectors = observation.limits().connectors();
        bid = new float[connectors];
        keys = new long[connectors];
        rooms = new Rooms(observation.limits());
    }

    /** The price that an action means. */
    double price(float action, int agent) {
        return levels == 0
                ? Math.clamp(-REACH * top[agent] * action, 0.0, top[agent])
                : tier((int) action);
    }

    private double tier(int level) {
        return topTier * level / (levels - 1);
    }

    /** What a vehicle would pay, 0 to 1. */
    static double bid(Observation observation, int connector) {
        return Response.isPressing(observation, connector)
                ? 1
                : Math.min(
                        1,
                        observation.neededHours(connector)
                                / StayFeatures.stayHours(observation, connector));
    }

    @Override
    public void apply(
            Observation observation, Frame frame, float[] actions, int[] byUrgency, Action action) {
        Limits limits = observation.limits();
        sort(observation, byUrgency);
        rooms.startStep(limits);
        double[] powerKw = action.powerKw();
        for (int place = 0; place < limits.pluggedInCount(); place++) {
            int rank = byUrgency[(int) keys[place]];
            int connector = limits.connectorAt(rank);
            int agent = agents.of(connector);
            double price = frame.present[agent] ? price(actions[agent], agent) : 1;
            if (bid[rank] >= Math.min(price, 1)) {
                double high = limits.highKwAt(rank);
                powerKw[connector] = high > 0 ? rooms.allocate(limits, rank, high) : 0;
            } else if (bid[rank] < price - 1) {
                powerKw[connector] = Math.min(0, limits.lowKwAt(rank));
            }
        }
    }

    /** Places in the order of urgency by falling bid; equal bids keep their order. */
    private void sort(Observation observation, int[] byUrgency) {
        Limits limits = observation.limits();
        for (int place = 0; place < limits.pluggedInCount(); place++) {
            int rank = byUrgency[place];
            bid[rank] = (float) bid(observation, limits.connectorAt(rank));
            // Bits of a float that is not negative rise with it.
            keys[place] = (long) -Float.floatToIntBits(bid[rank]) << 32 | place;
        }
        Arrays.sort(keys, 0, limits.pluggedInCount());
    }

    /** All tiers up to the first that holds back, or buys back, all that an agent has. */
    @Override
    public void allow(Observation observation, Frame frame) {
        for (int agent = 0; levels > 0 && agent < top.length; agent++) {
            for (int level = 0; level < levels; level++) {
                frame.allowed[agent * levels + level] = level == 0 || tier(level - 1) < top[agent];
            }
        }
    }
}
