package org.evenflow.experiment;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/** Results of tasks, put in order whatever the order in which they arrive. Safe for threads. */
final class Results<R> {
    private final List<Task> tasks;
    private final Set<Task> known;
    private final Map<Task, R> values = new HashMap<>();

    Results(List<Task> tasks) {
        this.tasks = List.copyOf(tasks);
        known = new HashSet<>(tasks);
        if (known.size() < tasks.size()) {
            throw new IllegalArgumentException("tasks must differ");
        }
    }

    int size() {
        return tasks.size();
    }

    synchronized int done() {
        return values.size();
    }

    /** Takes a result; false where it is there already, or of no task of these. */
    synchronized boolean add(Result<R> result) {
        return known.contains(result.task())
                && values.putIfAbsent(result.task(), result.value()) == null;
    }

    /** Tasks without a result, those that come first before the others. */
    synchronized List<Task> missing(Predicate<Task> isFirst) {
        return tasks.stream()
                .filter(task -> !values.containsKey(task))
                .sorted(Comparator.comparing(task -> !isFirst.test(task)))
                .toList();
    }

    /**
     * All results in the order of the tasks.
     *
     * @throws IllegalStateException where one is missing
     */
    synchronized List<Result<R>> inOrder() {
        if (values.size() < tasks.size()) {
            throw new IllegalStateException(
                    (tasks.size() - values.size())
                            + " of "
                            + tasks.size()
                            + " results are missing");
        }
        return tasks.stream()
                .map(task -> new Result<>(task, Objects.requireNonNull(values.get(task))))
                .toList();
    }
}
