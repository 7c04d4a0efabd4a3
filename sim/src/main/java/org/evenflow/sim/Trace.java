package org.evenflow.sim;

/** Receives a run as it happens; indicators do not need it. */
public interface Trace {
    /** A step has been played. The record is reused: copy what is kept. */
    void append(StepRecord step);

    /** A vehicle has left, or the run has ended with it plugged in. */
    void departed(SessionOutcome session);
}
