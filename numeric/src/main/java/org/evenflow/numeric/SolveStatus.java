package org.evenflow.numeric;

/** How a solve of a {@link LinearProgram} ended; always a value, never an exception. */
public enum SolveStatus {
    /** A point within tolerances, proven best (a mixed-integer one within the gap asked for). */
    OPTIMAL,
    /** Stopped early with a feasible point. */
    FEASIBLE,
    /** No point satisfies all rows and bounds. */
    INFEASIBLE,
    /** The objective falls without end. */
    UNBOUNDED,
    /** Stopped at a limit without a feasible point. */
    STOPPED,
    /** The solver gave up, or its answer did not stand our check, twice. */
    FAILED;

    /** Whether values may be used. */
    public boolean hasPoint() {
        return this == OPTIMAL || this == FEASIBLE;
    }
}
