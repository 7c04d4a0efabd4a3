package org.evenflow.dispatch;

import org.evenflow.control.Limits;
import org.evenflow.control.Observation;
import org.evenflow.model.scenario.Scenario.Dispatching;
import org.evenflow.numeric.LeastSquares;

/**
 * What the dispatcher does beyond holding limits. Unlike limits it may raise a power above its
 * wish.
 */
interface Shield {
    /** Limits are held and nothing more. */
    Shield NONE = new Shield() {};

    /** What a scenario asks for. */
    static Shield of(
            Limits limits, Curtailment curtailment, Dispatching dispatching, Observation world) {
        return dispatching.equals(Dispatching.PLAIN)
                ? NONE
                : new ActiveShield(limits, curtailment, dispatching, world);
    }

    /** Whether it asks for anything. */
    default boolean isActive() {
        return false;
    }

    /** Looks at the present step, and notes in its dispatch what cannot be had whatever is done. */
    default void startStep(Dispatch dispatch) {}

    /** Whether powers keep all that can be kept. */
    default boolean hold(double[] power) {
        return true;
    }

    /** Sets weights, bounds and floors of all powers. */
    default void prepare(LeastSquares problem, Dispatch dispatch) {}

    /** Adds rows for what powers miss; whether any was new. */
    default boolean addRows(double[] power, LimitRows to) {
        return false;
    }

    /** Sorts ranks: those with the greatest weight first, equals as they are. */
    default void sort(int[] ranks, int count) {}

    /**
     * Raises powers that rounding to levels has put below what look-ahead asks, a level at a time,
     * as far as stations, transformers and the site leave room. Whether any was raised.
     */
    default boolean lift(Dispatch dispatch) {
        return false;
    }

    /**
     * Tells why a power is not what was wished where no row does.
     *
     * @param explainedKw how far the strongest row pulls
     * @param pull how far a floor holds it
     */
    default void explain(int rank, Dispatch dispatch, double explainedKw, double pull) {}

    /** Remembers what was dispatched. */
    default void endStep(Dispatch dispatch) {}
}
