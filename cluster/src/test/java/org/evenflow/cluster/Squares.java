package org.evenflow.cluster;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;
import org.evenflow.experiment.Experiment;
import org.evenflow.experiment.Portable;
import org.evenflow.experiment.Result;
import org.evenflow.experiment.Task;
import org.evenflow.experiment.Worker;
import org.evenflow.model.InputException;

/**
 * Squares of the seeds from 1, with the troubles that workers may have. Embedded workers live in
 * this process, so tests can meet them by name.
 *
 * @param name of the test's squares among {@link #MEETINGS}
 * @param refused a seed that is refused as bad input; 0 for none
 * @param failing a seed whose task fails; 0 for none
 */
record Squares(String name, int count, long refused, long failing)
        implements Experiment<Long>, Portable {
    private static final long serialVersionUID = 1;

    /** Where workers and tests meet, by name. */
    static final ConcurrentHashMap<String, Meeting> MEETINGS = new ConcurrentHashMap<>();

    /** Tasks that have begun, and what all but the first wait for. */
    record Meeting(AtomicInteger begun, CountDownLatch gate) {}

    static Squares of(String name, int count) {
        return new Squares(name, count, 0, 0);
    }

    Meeting meeting(int gate) {
        var meeting = new Meeting(new AtomicInteger(), new CountDownLatch(gate));
        MEETINGS.put(name, meeting);
        return meeting;
    }

    @Override
    public String unit() {
        return "squares";
    }

    @Override
    public List<Task> tasks() {
        return LongStream.rangeClosed(1, count).mapToObj(Squares::task).toList();
    }

    private static Task task(long seed) {
        return new Task("squares", "square", seed);
    }

    @Override
    public Worker<Long> worker() {
        return task -> {
            if (task.seed() == refused) {
                throw new InputException("seed " + refused + " is not allowed");
            }
            if (task.seed() == failing) {
                throw new IllegalStateException("no square of " + failing);
            }
            Meeting meeting = MEETINGS.get(name);
            if (meeting != null && meeting.begun().getAndIncrement() > 0) {
                await(meeting.gate());
            }
            return task.seed() * task.seed();
        };
    }

    private static void await(CountDownLatch gate) {
        try {
            if (!gate.await(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the gate stayed closed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public String encode(Result<Long> result) {
        return result.task().seed() + " " + result.value();
    }

    @Override
    public Result<Long> decode(String line) {
        String[] sides = line.split(" ", -1);
        return new Result<>(task(Long.parseLong(sides[0])), Long.valueOf(sides[1]));
    }

    @Override
    public Portable portable() {
        return this;
    }

    @Override
    public Experiment<?> rebuild(Path folder, LongSupplier nanoClock) {
        return this;
    }
}
