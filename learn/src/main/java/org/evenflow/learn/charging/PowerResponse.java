package org.evenflow.learn.charging;

import java.util.Arrays;
import org.evenflow.control.Action;
import org.evenflow.control.Limits;
import org.evenflow.control.Observation;
import org.evenflow.learn.Frame;

/**
 * The signal {@code power}: what agents' fractions mean in kW. Where nothing is learnt yet all
 * charge as the limits allow: learning begins at a good rule and finds out where to hold back, as
 * in residual policy learning (T. Silver, K. Allen, J. Tenenbaum, L. Kaelbling, 2018, arXiv
 * 1812.06298). An agent whose connectors cannot give back takes {@code 1 + 1.2 a} of what it can,
 * between nothing and all; one whose connectors can, {@code 0.5 + 1.5 a}, between all that they can
 * give, -1, and all that they can take, 1. Both ends lie within a squashed action's reach, since
 * the best power is mostly none or all. A level is one of evenly spaced fractions, of [0, 1] where
 * no connector of the site gives back, else of [-1, 1]. Stations and districts share the fraction
 * of what their vehicles can do together under the limits. Proposals to model-predictive control
 * are {@code a} itself: it begins with none.
 *
 * <p>Where wishes exceed what station, supply transformer or site have room for, those with the
 * least time to spare are served first, and give back last, as with the rules that queue (least
 * laxity first). Without that order the dispatcher would cut all alike, and an agent that is in no
 * hurry would have no reason to make way. A vehicle that has no time to spare takes all it can,
 * whatever its agent wants; what is only proposed is left to who refines it. Mutable work arrays.
 */
public final class PowerResponse implements Response {
    private static final double ONE_WAY_BEGIN = 1;
    private static final double ONE_WAY_REACH = 1.2;
    private static final double TWO_WAY_BEGIN = 0.5;
    private static final double TWO_WAY_REACH = 1.5;

    private final Agents agents;
    private final int levels;
    private final int negativeLevels;
    private final boolean isProposal;
    private final boolean[] isTwoWay;
    private final double[] highKw;
    private final double[] lowKw;
    private final Rooms rooms;

    /** For the agents of a site. */
    PowerResponse(WorldDesign design, Agents agents, Observation observation) {
        this.agents = agents;
        levels = design.levels();
        isProposal = design.proposalPrice() > 0;
        isTwoWay = agents.twoWay(observation);
        boolean isAny = false;
        for (boolean gives : isTwoWay) {
            isAny |= gives;
        }
        negativeLevels = isAny ? (levels - 1) / 2 : 0;
        highKw = new double[agents.count()];
        lowKw = new double[agents.count()];
        rooms = new Rooms(observation.limits());
    }

    /** The fraction that an action means. */
    private double fraction(float action, boolean twoWay) {
        if (levels == 0 && isProposal) {
            return Math.clamp(action, twoWay ? -1.0 : 0.0, 1.0);
        }
        if (levels == 0) {
            return twoWay
                    ? Math.clamp(TWO_WAY_BEGIN + TWO_WAY_REACH * action, -1.0, 1.0)
                    : Math.clamp(ONE_WAY_BEGIN + ONE_WAY_REACH * action, 0.0, 1.0);
        }
        int above = (int) action - negativeLevels;
        return above < 0
                ? (double) above / negativeLevels
                : (double) above / (levels - 1 - negativeLevels);
    }

    @Override
    public void apply(
            Observation observation, Frame frame, float[] actions, int[] byUrgency, Action action) {
        Limits limits = observation.limits();
        boolean isOne = agents.unit() == WorldDesign.Unit.CONNECTOR;
        if (!isOne) {
            budget(observation, byUrgency);
            for (int agent = 0; agent < highKw.length; agent++) {
                double fraction = fraction(actions[agent], isTwoWay[agent]);
                highKw[agent] *= Math.max(0, fraction);
                lowKw[agent] *= Math.max(0, -fraction);
            }
        }
        rooms.startStep(limits);
        double[] powerKw = action.powerKw();
        for (int place = 0; place < limits.pluggedInCount(); place++) {
            int rank = byUrgency[place];
            int connector = limits.connectorAt(rank);
            int agent = agents.of(connector);
            double wish =
                    !isOne
                            ? share(observation, rank, highKw[agent])
                            : frame.present[agent] ? wish(observation, rank, actions[agent]) : 0;
            powerKw[connector] = wish > 0 ? rooms.allocate(limits, rank, wish) : wish;
            highKw[agent] -= powerKw[connector];
        }
        if (!isOne) {
            giveBack(observation, byUrgency, powerKw);
        }
    }

    /** A vehicle without time to spare takes all it can: no learner may gamble with its request. */
    private double wish(Observation observation, int rank, float action) {
        Limits limits = observation.limits();
        if (isPressing(observation, rank)) {
            return limits.highKwAt(rank);
        }
        double fraction = fraction(action, isTwoWay[limits.connectorAt(rank)]);
        return fraction * (fraction > 0 ? limits.highKwAt(rank) : -limits.lowKwAt(rank));
    }

    private boolean isPressing(Observation observation, int rank) {
        return !isProposal
                && Response.isPressing(observation, observation.limits().connectorAt(rank));
    }

    /** Likewise of what is left of its agent's budget. */
    private double share(Observation observation, int rank, double leftKw) {
        double high = observation.limits().highKwAt(rank);
        return isPressing(observation, rank) ? high : Math.clamp(leftKw, 0, high);
    }

    /** What each agent's vehicles can take, and give, in all. */
    private void budget(Observation observation, int[] byUrgency) {
        Limits limits = observation.limits();
        Arrays.fill(highKw, 0);
        Arrays.fill(lowKw, 0);
        rooms.startStep(limits);
        for (int place = 0; place < limits.pluggedInCount(); place++) {
            int rank = byUrgency[place];
            int agent = agents.of(limits.connectorAt(rank));
            highKw[agent] += rooms.allocate(limits, rank, limits.highKwAt(rank));
            lowKw[agent] -= isPressing(observation, rank) ? 0 : limits.lowKwAt(rank);
        }
    }

    private void giveBack(Observation observation, int[] byUrgency, double[] powerKw) {
        Limits limits = observation.limits();
        for (int place = limits.pluggedInCount() - 1; place >= 0; place--) {
            int rank = byUrgency[place];
            int agent = agents.of(limits.connectorAt(rank));
            double kw =
                    isPressing(observation, rank)
                            ? 0
                            : Math.min(lowKw[agent], -limits.lowKwAt(rank));
            lowKw[agent] -= kw;
            powerKw[limits.connectorAt(rank)] -= kw;
        }
    }

    /**
     * Writes which levels make sense for present agents: giving back only where a connector can,
     * nothing between 0 and the least charging power.
     */
    @Override
    public void allow(Observation observation, Frame frame) {
        if (levels == 0) {
            return;
        }
        boolean isOne = agents.unit() == WorldDesign.Unit.CONNECTOR;
        for (int agent = 0; agent < frame.present.length; agent++) {
            for (int level = 0; level < levels; level++) {
                frame.allowed[agent * levels + level] =
                        !isOne
                                || !frame.present[agent]
                                || isSensible(observation, agent, fraction(level, true));
            }
        }
    }

    private static boolean isSensible(Observation observation, int connector, double fraction) {
        double high = observation.limits().highKw(connector);
        return fraction < 0
                ? observation.ratedDischargeKw(connector) > 0
                : fraction == 0
                        || fraction == 1
                        || fraction * high >= observation.limits().minKw(connector);
    }

    /**
     * The actions that come nearest to a teacher's powers: of a station or a district, to the sum
     * of its vehicles' powers as a part of what they can do together.
     */
    @Override
    public void actionsFor(
            Observation observation, int[] byUrgency, double[] powerKw, float[] actions) {
        Limits limits = observation.limits();
        if (agents.unit() == WorldDesign.Unit.CONNECTOR) {
            for (int rank = 0; rank < limits.pluggedInCount(); rank++) {
                int connector = limits.connectorAt(rank);
                double within =
                        part(powerKw[connector], limits.highKwAt(rank), -limits.lowKwAt(rank));
                actions[connector] = actionFor(observation, connector, within);
            }
            return;
        }
        budget(observation, byUrgency);
        var sumKw = new double[agents.count()];
        for (int rank = 0; rank < limits.pluggedInCount(); rank++) {
            sumKw[agents.of(limits.connectorAt(rank))] += powerKw[limits.connectorAt(rank)];
        }
        for (int agent = 0; agent < sumKw.length; agent++) {
            double within = part(sumKw[agent], highKw[agent], lowKw[agent]);
            actions[agent] = actionFor(observation, agent, within);
        }
    }

    /** A power as a part of the most, or of the most that can be given back, within [-1, 1]. */
    private static double part(double kw, double highKw, double lowKw) {
        double most = kw > 0 ? highKw : lowKw;
        return kw == 0 || most <= 0 ? 0 : Math.clamp(kw / most, -1.0, 1.0);
    }

    private float actionFor(Observation observation, int agent, double within) {
        if (levels == 0) {
            double action =
                    isTwoWay[agent]
                            ? (within - TWO_WAY_BEGIN) / TWO_WAY_REACH
                            : (within - ONE_WAY_BEGIN) / ONE_WAY_REACH;
            return (float) Math.clamp(action, -1.0, 1.0);
        }
        boolean isOne = agents.unit() == WorldDesign.Unit.CONNECTOR;
        int nearest = negativeLevels; // nothing, which is always allowed
        for (int level = 0; level < levels; level++) {
            double fraction = fraction(level, true);
            boolean isNearer =
                    Math.abs(fraction - within) < Math.abs(fraction(nearest, true) - within);
            if (isNearer && (!isOne || isSensible(observation, agent, fraction))) {
                nearest = level;
            }
        }
        return nearest;
    }
}
