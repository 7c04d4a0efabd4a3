package org.evenflow.model;

import java.util.Collection;

/**
 * Bad input: the message names the thing, its value, what is allowed and, where known, the file and
 * line. The launcher prints the message alone and exits with status 2.
 */
public final class InputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The whole message, complete enough to mend the input. */
    public InputException(String message) {
        super(message);
    }

    /** The whole message and the failure of the file system or parser behind it. */
    public InputException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Says that a thing, e.g. {@code controller}, of that id does not exist, and what there is. */
    public static InputException unknown(String thing, String id, Collection<String> known) {
        return new InputException(
                thing + " '" + id + "' does not exist; there are " + String.join(", ", known));
    }

    /**
     * The same message with the place it was found at, e.g. {@code chargers.yaml:41}, in brackets
     * behind it.
     */
    public InputException at(String place) {
        return new InputException(getMessage() + " (" + place + ")", this);
    }
}
