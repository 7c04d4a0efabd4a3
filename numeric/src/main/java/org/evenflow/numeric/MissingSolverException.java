package org.evenflow.numeric;

/** The solver's library is not there for this platform; the message says what to do. */
public final class MissingSolverException extends RuntimeException {
    /** With what is missing, and where it was looked for. */
    public MissingSolverException(String message) {
        super(message);
    }
}
