package org.evenflow.learn.charging;

import java.util.Arrays;
import org.evenflow.control.Action;
import org.evenflow.control.Limits;
import org.evenflow.control.Observation;
import org.evenflow.learn.Frame;

/**
 * The signal {@code feedback}: two numbers per agent, the fraction of what its vehicles can take
 * that they take, and the feedback ratio, the share of what they can give back that they give, as
 * the two-way agents of the study {@code heterogeneous-stations} have it. So one station can charge
 * those in a hurry and at the same time feed back from the others. A vehicle does one of the two:
 * the feedback is filled from those with the most time to spare, and who gives takes nothing; the
 * fraction is of what the rest can take together under the limits, filled from those with the least
 * time to spare.
 *
 * <p>The fraction is {@code 1 + 1.2 a} and the ratio {@code 2 b - 0.6}, both within [0, 1]: an
 * untrained agent charges as the limits allow and gives nothing back, and noise around it rarely
 * does. Mutable work arrays.
 */
final class FeedbackResponse implements Response {
    private static final int PARTS = 2;

    /** Rounding of powers: so little does not keep a vehicle from taking. */
    private static final double LEAST_KW = 1e-9;

    private static final double TAKE_BEGIN = 1;
    private static final double TAKE_REACH = 1.2;
    private static final double RATIO_BEGIN = -0.6;
    private static final double RATIO_REACH = 2;

    private final Agents agents;

    /** What an agent's vehicles shall still take, and give, kW, {@code [agent]}. */
    private final double[] takeKw;

    private final double[] giveKw;

    /** What is given, kW, {@code [rank]}. */
    private final double[] givenKw;

    private final Rooms rooms;

    /** For the agents of a site. */
    FeedbackResponse(Agents agents, Observation observation) {
        this.agents = agents;
        takeKw = new double[agents.count()];
        giveKw = new double[agents.count()];
        givenKw = new double[observation.limits().connectors()];
        rooms = new Rooms(observation.limits());
    }

    private static double fraction(float[] actions, int agent) {
        return Math.clamp(TAKE_BEGIN + TAKE_REACH * actions[PARTS * agent], 0.0, 1.0);
    }

    private static double ratio(float[] actions, int agent) {
        return Math.clamp(RATIO_BEGIN + RATIO_REACH * actions[PARTS * agent + 1], 0.0, 1.0);
    }

    @Override
    public void apply(
            Observation observation, Frame frame, float[] actions, int[] byUrgency, Action action) {
        Limits limits = observation.limits();
        give(observation, frame, actions, byUrgency);
        budget(limits, frame, actions, byUrgency);
        rooms.startStep(limits);
        double[] powerKw = action.powerKw();
        for (int place = 0; place < limits.pluggedInCount(); place++) {
            int rank = byUrgency[place];
            int connector = limits.connectorAt(rank);
            int agent = agents.of(connector);
            double high = limits.highKwAt(rank);
            double wish =
                    Response.isPressing(observation, connector)
                            ? high
                            : Math.min(takeKw[agent], high);
            if (givenKw[rank] > 0) {
                powerKw[connector] = -givenKw[rank];
            } else {
                powerKw[connector] = wish > 0 ? rooms.allocate(limits, rank, wish) : 0;
                takeKw[agent] -= powerKw[connector];
            }
        }
    }

    /** Fills each agent's feedback from the most time to spare. */
    private void give(Observation observation, Frame frame, float[] actions, int[] byUrgency) {
        Limits limits = observation.limits();
        Arrays.fill(giveKw, 0);
        for (int rank = 0; rank < limits.pluggedInCount(); rank++) {
            giveKw[agents.of(limits.connectorAt(rank))] += canGiveKw(observation, rank);
        }
        for (int agent = 0; agent < giveKw.length; agent++) {
            giveKw[agent] *= frame.present[agent] ? ratio(actions, agent) : 0;
        }
        for (int place = limits.pluggedInCount() - 1; place >= 0; place--) {
            int rank = byUrgency[place];
            int agent = agents.of(limits.connectorAt(rank));
            double kw = Math.min(giveKw[agent], canGiveKw(observation, rank));
            givenKw[rank] = kw > LEAST_KW ? kw : 0;
            giveKw[agent] -= givenKw[rank];
        }
    }

    private static double canGiveKw(Observation observation, int rank) {
        Limits limits = observation.limits();
        return Response.isPressing(observation, limits.connectorAt(rank))
                ? 0
                : Math.max(0, -limits.lowKwAt(rank));
    }

    /** What each agent's other vehicles shall take in all. */
    private void budget(Limits limits, Frame frame, float[] actions, int[] byUrgency) {
        Arrays.fill(takeKw, 0);
        rooms.startStep(limits);
        for (int place = 0; place < limits.pluggedInCount(); place++) {
            int rank = byUrgency[place];
            if (givenKw[rank] == 0) {
                takeKw[agents.of(limits.connectorAt(rank))] +=
                        rooms.allocate(limits, rank, limits.highKwAt(rank));
            }
        }
        for (int agent = 0; agent < takeKw.length; agent++) {
            takeKw[agent] *= frame.present[agent] ? fraction(actions, agent) : 0;
        }
    }

    /** Actions are continuous: there are no levels. */
    @Override
    public void allow(Observation observation, Frame frame) {}
}
