package org.evenflow.control;

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
     * Whether it looks into the future ({@link Observation#foresight}): bounds and upper
     * references, never to be compared as if they could be run.
     */
    default boolean isClairvoyant() {
        return false;
    }
}
