package org.evenflow.experiment;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;

/** The simplest experiment: squares of the seeds from 1. Counts the tasks that it runs. */
final class Squares implements Experiment<Long> {
    private final int count;
    private final long failing;
    final AtomicInteger runs = new AtomicInteger();

    /**
     * An experiment.
     *
     * @param failing a seed whose task fails; 0 for none
     */
    Squares(int count, long failing) {
        this.count = count;
        this.failing = failing;
    }

    @Override
    public String unit() {
        return "squares";
    }

    @Override
    public List<Task> tasks() {
        return LongStream.rangeClosed(1, count).mapToObj(Squares::task).toList();
    }

    static Task task(long seed) {
        return new Task("squares", "square", seed);
    }

    @Override
    public Worker<Long> worker() {
        return task -> {
            runs.incrementAndGet();
            if (task.seed() == failing) {
                throw new IllegalStateException("no square of " + failing);
            }
            return task.seed() * task.seed();
        };
    }

    @Override
    public String encode(Result<Long> result) {
        return "[" + result.task().seed() + "," + result.value() + "]";
    }

    @Override
    public Result<Long> decode(String line) {
        String[] sides = line.substring(1, line.length() - 1).split(",", -1);
        return new Result<>(task(Long.parseLong(sides[0])), Long.valueOf(sides[1]));
    }

    /** The same squares anywhere. */
    record Carried(int count) implements Portable {
        private static final long serialVersionUID = 1;

        @Override
        public Experiment<?> rebuild(Path folder, LongSupplier nanoClock) {
            return new Squares(count, 0);
        }
    }

    @Override
    public Portable portable() {
        return new Carried(count);
    }
}
