package org.evenflow.control;

import java.util.List;

/**
 * Decides the power of every connector, step by step. It sees the world only through the
 * observation; the same object drives a simulation and real chargers. An instance serves one run at
 * a time and may keep state between steps.
 */
public interface Controller {
    /**
     * The id that studies, tables and {@code results.csv} use, e.g. {@code
     * earliest_deadline_first}.
     */
    String id();

    /** Forgets the last run. */
    default void reset() {}

    /**
     * Writes the wanted powers for the present step.
     *
     * @param observation the world now
     * @param action cleared before the call: every connector 0, no plant curtailed
     */
    void decide(Observation observation, Action action);

    /**
     * Whether its wishes pass the dispatcher; only the raw reference of the published claims does
     * without.
     */
    default boolean isDispatched() {
        return true;
    }

    /**
     * How many decisions since {@link #reset} it left to a simpler rule, because there was no plan
     * in time or none at all; always 0 where it has no such rule.
     */
    default long fallbacks() {
        return 0;
    }

    /** What went wrong since {@link #reset} that its user should know, a sentence each. */
    default List<String> troubles() {
        return List.of();
    }

    /**
     * Whether it looks into the future ({@link Observation#foresight}): bounds and upper
     * references, never to be compared as if they could be run.
     */
    default boolean isClairvoyant() {
        return false;
    }

    /**
     * A controller that can take another's wishes as proposals: it leans towards them where that
     * costs little, and keeps every limit that it keeps without them.
     */
    interface Refining extends Controller {
        /**
         * The same controller with another's proposals, under the id {@code other+this}.
         *
         * @param proposer asked before each decision; belongs to the new controller
         */
        Controller refining(Controller proposer);
    }
}
