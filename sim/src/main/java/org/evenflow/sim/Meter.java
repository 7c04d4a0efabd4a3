package org.evenflow.sim;

import java.util.List;

/**
 * A family of indicators: receives what happens, owns its sums and says what they mean. A new
 * indicator is a line in the list of its family; a new family is a class and its place in {@link
 * EpisodeTotals}, or an argument of {@link ChargingEnv}. Mutable.
 */
public interface Meter {
    /** A run is about to begin: nothing of an earlier one counts. */
    void started(Trace.Run run);

    /**
     * Adds what a meter of the same class has counted of the same run at another site, so that this
     * one tells what both come to; what has no meaning for several sites becomes NaN.
     */
    void add(Meter ofOtherSite);

    /** The family's indicators, in order; each reads the sums as they stand when it is asked. */
    List<Indicator> indicators();

    /** A family that counts steps. */
    interface OfSteps extends Meter {
        /** A step has been played. The record is reused. */
        void append(StepRecord step);
    }

    /** A family that counts visits. */
    interface OfSessions extends Meter {
        /** A vehicle has left, or the run has ended with it plugged in. */
        void departed(SessionOutcome session);
    }
}
