package org.evenflow.cluster;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.evenflow.experiment.Task;
import org.evenflow.model.InputException;

/**
 * What a worker says of a task, as one text: its result's line, or why it failed. A task that fails
 * would fail again, so its failure is an answer, and only a lost worker fails the job.
 */
final class Answer {
    private static final char RESULT = '=';
    private static final char REFUSED = '?';
    private static final char FAILED = '!';

    private Answer() {}

    static String result(String line) {
        return RESULT + line;
    }

    static String failure(Task task, Throwable failure) {
        if (failure instanceof InputException) {
            return REFUSED + failure.getMessage();
        }
        var trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace, true));
        return FAILED + "on a worker of the cluster, at " + task + ": " + trace;
    }

    /**
     * The line of a result.
     *
     * @throws InputException where the task was refused
     * @throws IllegalStateException where it failed
     */
    static String line(String answer) {
        String text = answer.substring(1);
        return switch (answer.charAt(0)) {
            case RESULT -> text;
            case REFUSED -> throw new InputException(text);
            default -> throw new IllegalStateException(text);
        };
    }
}
