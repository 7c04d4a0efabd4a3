package org.evenflow.experiment;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Where tasks run. */
public interface Runner extends AutoCloseable {
    /**
     * Runs tasks of an experiment and waits for all.
     *
     * @param tasks in the order in which they begin
     * @param results gets each result as it arrives, in any order and from any thread; it may get
     *     one twice
     * @throws RuntimeException the failure of a task, or of {@code results}; tasks that have not
     *     begun by then do not
     */
    <R> void run(Experiment<R> experiment, List<Task> tasks, Consumer<Result<R>> results);

    /** What a report says of where its results are from, label to text. */
    Map<String, String> provenance();

    @Override
    void close();
}
