package org.evenflow.cluster;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.evenflow.experiment.Portable;
import org.evenflow.experiment.Task;

/**
 * One job: a bounded source of tasks, workers that run them, and a sink from which results are
 * fetched while it runs.
 *
 * <p>The tasks are bounded, but the job runs in streaming mode: in batch mode Flink hands the
 * results of a stage on when the stage has ended.
 */
record FlinkJob(Endpoint endpoint, List<Path> jars, Portable portable, List<Task> tasks) {
    private static final Duration CANCEL = Duration.ofSeconds(10);

    /**
     * Runs the job.
     *
     * @param workers at most so many tasks at a time
     * @param lines gets each result's line as it arrives
     * @return why the job was lost, if it was
     */
    Optional<String> run(int workers, Consumer<String> lines) {
        try {
            return Calls.of(() -> play(workers, lines));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof LostException lost) {
                return Optional.of(lost.why);
            }
            throw e.getCause() instanceof RuntimeException cause
                    ? cause
                    : new IllegalStateException(e.getCause());
        }
    }

    private Optional<String> play(int workers, Consumer<String> lines) throws Exception {
        try (var environment = environment()) {
            environment.setParallelism(Math.min(workers, tasks.size()));
            var stream =
                    environment
                            .fromSource(
                                    new TaskSource(tasks.size()),
                                    WatermarkStrategy.noWatermarks(),
                                    "tasks",
                                    Types.INT)
                            .map(new RunTask(portable, tasks))
                            .returns(Types.STRING)
                            .name("run");
            try (CloseableIterator<String> answers = stream.collectAsync()) {
                String name = "evenflow, " + tasks.size() + " tasks";
                JobClient job = lostIfFailing(() -> environment.executeAsync(name));
                return fetch(answers, job, lines);
            }
        }
    }

    private static <T> T lostIfFailing(Callable<T> call) throws LostException {
        try {
            return Calls.of(call);
        } catch (ExecutionException e) {
            throw new LostException(e);
        }
    }

    private StreamExecutionEnvironment environment() {
        var settings = new Configuration();
        settings.set(ExecutionOptions.RUNTIME_MODE, RuntimeExecutionMode.STREAMING);
        settings.set(RestartStrategyOptions.RESTART_STRATEGY, "disable");
        settings.set(
                PipelineOptions.CLOSURE_CLEANER_LEVEL, ExecutionConfig.ClosureCleanerLevel.NONE);
        return StreamExecutionEnvironment.createRemoteEnvironment(
                endpoint.host(),
                endpoint.port(),
                settings,
                jars.stream().map(Path::toString).toArray(String[]::new));
    }

    /** Takes answers until the job ends; where the program ends first, the job is cancelled. */
    private static Optional<String> fetch(
            Iterator<String> answers, JobClient job, Consumer<String> lines) throws LostException {
        var isEnding = new AtomicBoolean();
        var hook = new Thread(() -> cancel(job, isEnding));
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            while (lostIfFailing(answers::hasNext)) {
                lines.accept(Answer.line(answers.next()));
            }
            return Optional.empty();
        } finally {
            remove(hook, isEnding);
        }
    }

    private static void cancel(JobClient job, AtomicBoolean isEnding) {
        isEnding.set(true);
        try {
            job.cancel().get(CANCEL.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return; // the cluster has ended the job, or does not answer any more
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes the hook away; where the program is ending, nothing more begins in this thread. */
    private static void remove(Thread hook, AtomicBoolean isEnding) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            isEnding.set(true);
        }
        while (isEnding.get()) {
            LockSupport.park();
        }
    }

    /** The cluster lost the job, as it does with a worker. */
    private static final class LostException extends Exception {
        private static final long serialVersionUID = 1;

        private final String why;

        LostException(Exception cause) {
            super(cause);
            why = innermost(cause);
        }

        private static String innermost(Throwable failure) {
            Throwable at = failure;
            while (at.getCause() != null && at.getCause() != at) {
                at = at.getCause();
            }
            return at.toString();
        }
    }
}
