package org.evenflow.learn.charging;

import org.evenflow.control.Action;
import org.evenflow.control.Limits;
import org.evenflow.control.Observation;
import org.evenflow.learn.Frame;

/**
 * The signal {@code power} where agents correct a rule: an agent's number moves what the rule would
 * do for its vehicle now, above 0 towards all that the vehicle can take, below 0 towards nothing,
 * by a share of all it can take: so the mean of several corrections is that of their powers.
 * Learning begins at the rule and finds out where to leave it, as in residual policy learning (T.
 * Silver, K. Allen, J. Tenenbaum, L. Kaelbling, 2018, arXiv 1812.06298). Numbers within 0.02 of 0
 * correct nothing, so that an untrained policy is the rule and a trained one can follow it to the
 * bit; the whole correction lies within a squashed action's reach.
 *
 * <p>Where nobody corrects anything the rule's powers go to the dispatcher as they are. Else wishes
 * queue as in {@link PowerResponse}, least time to spare first, and a vehicle that has no time to
 * spare takes all it can. Mutable work arrays.
 */
final class CorrectionResponse implements Response {
    /** Actions this near to 0 correct nothing. */
    static final double STILL = 0.02;

    /** Correction per action beyond that. */
    static final double REACH = 1.2;

    private final CorrectedRule rule;
    private final Rooms rooms;

    /** Of connectors, on what a rule would do. */
    CorrectionResponse(CorrectedRule rule, Observation observation) {
        this.rule = rule;
        rooms = new Rooms(observation.limits());
    }

    /** The correction that an action means, -1 to 1. */
    static double correction(float action) {
        double beyond = Math.max(0, Math.abs(action) - STILL);
        return Math.clamp(Math.signum(action) * REACH * beyond, -1.0, 1.0);
    }

    @Override
    public void apply(
            Observation observation, Frame frame, float[] actions, int[] byUrgency, Action action) {
        Limits limits = observation.limits();
        double[] ruleKw = rule.powerKw();
        double[] powerKw = action.powerKw();
        boolean isCorrected = false;
        for (int connector = 0; connector < powerKw.length; connector++) {
            isCorrected |= frame.present[connector] && correction(actions[connector]) != 0;
        }
        if (!isCorrected) {
            System.arraycopy(ruleKw, 0, powerKw, 0, powerKw.length);
            return;
        }
        rooms.startStep(limits);
        for (int place = 0; place < limits.pluggedInCount(); place++) {
            int rank = byUrgency[place];
            int connector = limits.connectorAt(rank);
            double wish = ruleKw[connector];
            if (frame.present[connector]) {
                double high = limits.highKwAt(rank);
                wish =
                        Response.isPressing(observation, connector)
                                ? high
                                : moved(wish, high, correction(actions[connector]));
            }
            powerKw[connector] = wish > 0 ? rooms.allocate(limits, rank, wish) : wish;
        }
    }

    /** A rule's power moved by a share of the most, up to the most or down to nothing, kW. */
    static double moved(double ruleKw, double highKw, double correction) {
        double moveKw = correction * Math.max(highKw, Math.abs(ruleKw));
        if (moveKw > 0) {
            return Math.max(ruleKw, Math.min(highKw, ruleKw + moveKw));
        }
        return ruleKw > 0 ? Math.max(0, ruleKw + moveKw) : Math.min(0, ruleKw - moveKw);
    }

    @Override
    public void allow(Observation observation, Frame frame) {
        // Numbers only: every one is allowed.
    }

    @Override
    public void actionsFor(
            Observation observation, int[] byUrgency, double[] powerKw, float[] actions) {
        Limits limits = observation.limits();
        for (int rank = 0; rank < limits.pluggedInCount(); rank++) {
            int connector = limits.connectorAt(rank);
            double by = rule.powerKw()[connector];
            actions[connector] = actionFor(powerKw[connector], by, limits.highKwAt(rank));
        }
    }

    /** The action whose correction comes nearest to a power. */
    static float actionFor(double kw, double ruleKw, double highKw) {
        double span = Math.max(highKw, Math.abs(ruleKw));
        double least = Math.min(0, ruleKw); // what gives back is not corrected below the rule
        double correction = span > 0 ? Math.min(1, (Math.max(kw, least) - ruleKw) / span) : 0;
        double size = Math.abs(correction) < 1e-9 ? 0 : STILL + Math.abs(correction) / REACH;
        return (float) (Math.signum(correction) * size);
    }
}
