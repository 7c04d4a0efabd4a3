package org.evenflow.learn;

/** Training has left the finite numbers; the message says where. */
public final class DivergedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says what is no longer finite, in which iteration. */
    public DivergedException(String message) {
        super(message);
    }
}
