package org.evenflow.grid;

/** How a power flow ended. */
public enum FlowStatus {
    /** The state satisfies the tolerance. */
    CONVERGED,
    /**
     * No state was found: most likely the load lies beyond what the feeder can carry at any voltage
     * (past the nose of the PV curve).
     */
    NOT_CONVERGED
}
