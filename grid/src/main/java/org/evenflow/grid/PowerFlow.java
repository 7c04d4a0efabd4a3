package org.evenflow.grid;

/** A way to find the state of a feeder under given loads. */
public interface PowerFlow {
    /**
     * Solves and leaves the state in {@code result}, whose previous state is the starting point.
     *
     * @param injections loads in the feeder's bus order
     * @param result owned by the caller, made for the same feeder
     * @return whether a solution was found; without one the result holds no state
     */
    FlowStatus solve(Injections injections, FlowResult result);
}
