package org.evenflow.learn;

import java.util.Arrays;
import org.evenflow.control.Action;
import org.evenflow.control.Limits;
import org.evenflow.control.Observation;
import org.evenflow.model.ChargerKind;

/**
 * What agents' actions mean in kW. A fraction of 1 is all that a connector can take, -1 all it can
 * give back, 0 nothing; a connector that cannot give back does nothing below 0, so that one number
 * means one thing to all who share a policy. The last twentieth at either end counts as all, since
 * a squashed action never quite gets there. A level is one of evenly spaced fractions, of [0, 1]
 * where no connector of the site gives back, else of [-1, 1]. Stations and districts share the
 * fraction of their vehicles' sum: least time to spare first, and last to give back. Mutable work
 * arrays.
 */
public final class AgentPowers {
    private static final double REACH = 1.05;

    private final Agents agents;
    private final int levels;
    private final int negativeLevels;
    private final double[] highKw;
    private final double[] lowKw;

    /** For the agents of a site. */
    AgentPowers(WorldDesign design, Agents agents, Observation observation) {
        this.agents = agents;
        levels = design.levels();
        boolean isTwoWay =
                observation.site().stations().stream()
                        .flatMap(station -> station.connectors().stream())
                        .anyMatch(c -> c.kind() instanceof ChargerKind.Bidirectional);
        negativeLevels = isTwoWay ? (levels - 1) / 2 : 0;
        highKw = new double[agents.count()];
        lowKw = new double[agents.count()];
    }

    /** The fraction that an action means. */
    private double fraction(float action) {
        if (levels == 0) {
            return Math.clamp(REACH * action, -1.0, 1.0);
        }
        int above = (int) action - negativeLevels;
        return above < 0
                ? (double) above / negativeLevels
                : (double) above / (levels - 1 - negativeLevels);
    }

    /**
     * Writes wanted powers.
     *
     * @param actions one number per agent; those of absent agents are not read
     * @param byUrgency ranks of plugged-in connectors from the least time to spare to the most
     */
    public void apply(
            Observation observation, Frame frame, float[] actions, int[] byUrgency, Action action) {
        Limits limits = observation.limits();
        double[] powerKw = action.powerKw();
        if (agents.unit() == WorldDesign.Unit.CONNECTOR) {
            for (int rank = 0; rank < limits.pluggedInCount; rank++) {
                int connector = limits.pluggedIn[rank];
                if (frame.present[connector]) {
                    double fraction = fraction(actions[connector]);
                    powerKw[connector] =
                            fraction * (fraction > 0 ? limits.high[rank] : -limits.low[rank]);
                }
            }
            return;
        }
        share(limits, actions, byUrgency, powerKw);
    }

    private void share(Limits limits, float[] actions, int[] byUrgency, double[] powerKw) {
        Arrays.fill(highKw, 0);
        Arrays.fill(lowKw, 0);
        for (int rank = 0; rank < limits.pluggedInCount; rank++) {
            int agent = agents.of(limits.pluggedIn[rank]);
            highKw[agent] += limits.high[rank];
            lowKw[agent] -= limits.low[rank];
        }
        for (int agent = 0; agent < highKw.length; agent++) {
            double fraction = fraction(actions[agent]);
            highKw[agent] *= Math.max(0, fraction);
            lowKw[agent] *= Math.max(0, -fraction);
        }
        for (int place = 0; place < limits.pluggedInCount; place++) {
            int rank = byUrgency[place];
            int agent = agents.of(limits.pluggedIn[rank]);
            double kw = Math.min(highKw[agent], limits.high[rank]);
            highKw[agent] -= kw;
            powerKw[limits.pluggedIn[rank]] = kw;
        }
        for (int place = limits.pluggedInCount - 1; place >= 0; place--) {
            int rank = byUrgency[place];
            int agent = agents.of(limits.pluggedIn[rank]);
            double kw = Math.min(lowKw[agent], -limits.low[rank]);
            lowKw[agent] -= kw;
            powerKw[limits.pluggedIn[rank]] -= kw;
        }
    }

    /**
     * Writes which levels make sense for present agents: giving back only where a connector can,
     * nothing between 0 and the least charging power.
     */
    void allow(Observation observation, Frame frame) {
        if (levels == 0) {
            return;
        }
        boolean isOne = agents.unit() == WorldDesign.Unit.CONNECTOR;
        for (int agent = 0; agent < frame.present.length; agent++) {
            for (int level = 0; level < levels; level++) {
                frame.allowed[agent * levels + level] =
                        !isOne
                                || !frame.present[agent]
                                || isSensible(observation, agent, fraction(level));
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

    /** The action that comes nearest to a power at a connector: what a teacher's wish means. */
    float actionFor(Observation observation, int connector, double kw) {
        double high = observation.limits().highKw(connector);
        double low = observation.limits().lowKw(connector);
        double fraction = kw > 0 ? kw / high : kw < 0 ? -kw / low : 0;
        double within = Math.clamp(Double.isNaN(fraction) ? 0 : fraction, -1.0, 1.0);
        if (levels == 0) {
            return (float) within;
        }
        int up = levels - 1 - negativeLevels;
        return Math.round(within < 0 ? within * negativeLevels : within * up) + negativeLevels;
    }
}
