package org.evenflow.experiment;

import java.util.List;

/**
 * Long work as independent tasks. A new kind of it is one class that implements this; threads,
 * clusters, progress and resuming come with {@link Campaign}.
 *
 * <p>The text of a result is one line of JSON. It is what {@link OutputFolder} keeps and what comes
 * back from other machines; a result that was text for a while is the same to the last bit.
 *
 * @param <R> what results are: values, safe for threads
 */
public interface Experiment<R> {
    /** What its tasks are called where they are counted, in the plural: runs, draws. */
    String unit();

    /** All tasks, each once, in the order of the results. */
    List<Task> tasks();

    /** Whether a task takes so long that it should begin before others. */
    default boolean isLong(Task task) {
        return false;
    }

    /** A worker for the thread that asks; safe to ask for by several threads. */
    Worker<R> worker();

    /** Whether a result is worth keeping for another start of the same work. */
    default boolean isKept(R value) {
        return true;
    }

    /** A result as one line of JSON, without a line feed. */
    String encode(Result<R> result);

    /** The result of {@link #encode}'s line. */
    Result<R> decode(String line);

    /**
     * The experiment as other machines need it.
     *
     * @throws org.evenflow.model.InputException where it cannot leave this machine
     */
    Portable portable();
}
