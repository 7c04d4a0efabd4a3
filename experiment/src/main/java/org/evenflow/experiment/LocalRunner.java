package org.evenflow.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Threads of this machine, each with a worker of its own. */
public final class LocalRunner implements Runner {
    private final int threads;

    /**
     * A runner.
     *
     * @param threads at most so many, at least 1
     */
    public LocalRunner(int threads) {
        this.threads = threads;
    }

    @Override
    public <R> void run(Experiment<R> experiment, List<Task> tasks, Consumer<Result<R>> results) {
        var queue = new ConcurrentLinkedQueue<>(tasks);
        share(
                () -> work(experiment.worker(), queue, results),
                Math.min(threads, Math.max(1, tasks.size())),
                queue);
    }

    private static <R> void work(Worker<R> worker, Queue<Task> queue, Consumer<Result<R>> results) {
        try {
            for (Task task = queue.poll(); task != null; task = queue.poll()) {
                results.accept(new Result<>(task, worker.run(task)));
            }
        } finally {
            queue.clear(); // where this thread failed, the others end after their present tasks
        }
    }

    private static void share(Runnable work, int threads, Queue<Task> queue) {
        try (var pool = Executors.newFixedThreadPool(threads)) {
            var futures = new ArrayList<Future<?>>();
            for (int i = 0; i < threads; i++) {
                futures.add(pool.submit(work));
            }
            try {
                for (Future<?> future : futures) {
                    future.get();
                }
            } catch (InterruptedException e) {
                queue.clear();
                pool.shutdownNow();
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause
                    ? cause
                    : new IllegalStateException(e.getCause());
        }
    }

    @Override
    public Map<String, String> provenance() {
        return Map.of("Worker threads", threads + " (the results do not depend on them)");
    }

    @Override
    public void close() {}
}
