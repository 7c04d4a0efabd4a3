package org.evenflow.dispatch;

import org.evenflow.grid.FlowResult;
import org.jspecify.annotations.Nullable;

/** The limits of what feeds the stations: those of a feeder ({@link NetworkRows}), or none. */
interface Network {
    /** A site without a feeder: everything holds. */
    Network NONE = new Network() {};

    /** Whether there is one, with limits that are drawn as linear rows. */
    default boolean isPresent() {
        return false;
    }

    /** The state of the last flow; null without a network. */
    default @Nullable FlowResult state() {
        return null;
    }

    /** Back to a flat start, so that a run does not depend on the one before. */
    default void reset() {}

    /** Looks at another step: base load and plants have changed. */
    default void startStep() {}

    /**
     * Solves for the powers, notes what they violate, and tells whether they are as far within the
     * limits as charging can bring them.
     */
    default boolean hold(Dispatch dispatch, Dispatch.Violation violation) {
        return true;
    }

    /**
     * Adds rows for the worst violations of the last state; false where none can be added. True
     * without a new row where the state turns out to be no worse than base load alone.
     */
    default boolean addRows(double[] power, LimitRows to) {
        return false;
    }

    /**
     * Renews a row where the last state is further inside its limit than the row says: it was drawn
     * at a state of higher load. Tells whether it was.
     */
    default boolean renew(int key, double[] power, LimitRows to) {
        return false;
    }

    /** Whether there is a state without charging; known after {@link #addRows}. */
    default boolean hasBaseState() {
        return true;
    }
}
