package org.evenflow.grid;

/**
 * Something outside the equations of a power flow that answers to the state they give, and changes
 * what they are solved for: taps of regulators, reactive power that follows the voltage, plants
 * that are curtailed. {@link OuterLoops} says in which order several are asked. Mutable; one
 * instance per solver.
 */
public interface OuterLoop {
    /**
     * Begins a solve with a first guess, which it adds to the loads.
     *
     * @param load what the flow is solved for next
     * @param state as the last solve left it
     */
    void start(Injections load, FlowResult state);

    /** Whether a solved state leaves nothing to adjust. */
    boolean isSettled(FlowResult state);

    /**
     * Moves on after {@link #isSettled} has said no.
     *
     * @param load changed in place
     * @return whether there is hope; false ends the solve without a state
     */
    boolean adjust(Injections load, FlowResult state);
}
