package org.evenflow.learn;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Threads that share pieces of work. Results come in the order of the pieces, whoever did them, so
 * the number of threads changes nothing but the speed.
 */
public final class Crew implements AutoCloseable {
    private final @Nullable ExecutorService pool;

    /** So many threads; with one the caller does all work itself. */
    public Crew(int threads) {
        pool = threads > 1 ? Executors.newFixedThreadPool(threads) : null;
    }

    /** Does all pieces and waits for them; the first piece's failure, in their order, is thrown. */
    public <T> List<T> all(List<Supplier<T>> pieces) {
        var results = new ArrayList<T>(pieces.size());
        if (pool == null) {
            pieces.forEach(piece -> results.add(piece.get()));
            return results;
        }
        var running = new ArrayList<Future<T>>(pieces.size());
        for (Supplier<T> piece : pieces) {
            running.add(pool.submit(piece::get));
        }
        try {
            for (Future<T> future : running) {
                results.add(future.get());
            }
        } catch (ExecutionException e) {
            running.forEach(future -> future.cancel(false));
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        return results;
    }

    @Override
    public void close() {
        if (pool != null) {
            pool.shutdownNow();
        }
    }
}
