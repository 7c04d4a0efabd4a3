package org.evenflow.learn.charging;

import org.evenflow.control.Action;
import org.evenflow.control.Observation;
import org.evenflow.learn.Frame;

/**
 * What vehicles do on the signals of their agents: where numbers of a network become kW. Whatever
 * the signal, wishes stay within the room of station, supply transformer and site, and a vehicle
 * that has no time to spare takes all it can: no learner may gamble with its request.
 */
sealed interface Response
        permits PowerResponse, CorrectionResponse, PriceResponse, FeedbackResponse {
    /** Rounding of hours. */
    double NO_TIME_H = 1e-9;

    /**
     * The response of a design's signal.
     *
     * @param encoder of the same design and site; a rule to correct is its
     * @throws org.evenflow.model.InputException where the site cannot answer the signal
     */
    static Response of(WorldDesign design, Encoder encoder, Observation observation) {
        design.fit(observation.site().stations());
        Agents agents = encoder.agents();
        CorrectedRule rule = encoder.rule();
        if (rule != null) {
            return new CorrectionResponse(rule, observation);
        }
        return switch (design.signal()) {
            case POWER -> new PowerResponse(design, agents, observation);
            case PRICE -> new PriceResponse(design, agents, observation);
            case FEEDBACK -> new FeedbackResponse(agents, observation);
        };
    }

    /**
     * Writes wanted powers.
     *
     * @param actions of all agents, {@code [agent][part]}; those of absent agents are not read
     * @param byUrgency ranks of plugged-in connectors from the least time to spare to the most
     */
    void apply(
            Observation observation, Frame frame, float[] actions, int[] byUrgency, Action action);

    /** Writes which levels make sense for present agents; nothing where actions are continuous. */
    void allow(Observation observation, Frame frame);

    /**
     * The actions that come nearest to a teacher's powers.
     *
     * @param byUrgency as in {@link #apply}
     * @param powerKw wanted, {@code [connector]}
     * @param actions receives one number per agent; a level is one that {@link #allow} allows
     * @throws IllegalStateException where powers say nothing about actions
     */
    default void actionsFor(
            Observation observation, int[] byUrgency, double[] powerKw, float[] actions) {
        throw new IllegalStateException("powers say nothing about this signal");
    }

    /** Whether a vehicle has no time to spare. */
    static boolean isPressing(Observation observation, int connector) {
        return observation.laxityHours(connector) <= NO_TIME_H;
    }
}
