package org.evenflow.cluster;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Calls of what declares any exception, as much of Flink does. */
final class Calls {
    private Calls() {}

    /**
     * Calls in this thread.
     *
     * @throws ExecutionException with whatever the call threw as its cause
     */
    static <T> T of(Callable<T> call) throws ExecutionException {
        var task = new FutureTask<>(call);
        task.run();
        try {
            return task.get();
        } catch (InterruptedException e) {
            throw new IllegalStateException("the task is over, so nobody waits", e);
        }
    }
}
