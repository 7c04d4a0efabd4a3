package org.evenflow.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.evenflow.experiment.Experiment;
import org.evenflow.experiment.Portable;
import org.evenflow.experiment.Result;
import org.evenflow.experiment.Task;
import org.evenflow.experiment.Worker;
import org.jspecify.annotations.Nullable;

/** A worker's part of the job: rebuilds the experiment once, then runs task by task. */
final class RunTask extends RichMapFunction<Integer, String> {
    private static final long serialVersionUID = 1;

    private final Portable portable;
    private final ArrayList<Task> tasks;
    private transient @Nullable Path folder;
    private transient @Nullable Bench<?> bench;

    RunTask(Portable portable, List<Task> tasks) {
        this.portable = portable;
        this.tasks = new ArrayList<>(tasks);
    }

    /** An experiment with the worker that runs its tasks here. */
    private record Bench<R>(Experiment<R> experiment, Worker<R> worker) {
        static <R> Bench<R> of(Experiment<R> experiment) {
            return new Bench<>(experiment, experiment.worker());
        }

        String run(Task task) {
            return experiment.encode(new Result<>(task, worker.run(task)));
        }
    }

    @Override
    public void open(OpenContext context) throws IOException {
        folder = Files.createTempDirectory("evenflow-task");
    }

    @Override
    public String map(Integer position) {
        Task task = tasks.get(position);
        try {
            return Answer.result(Calls.of(() -> run(task)));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error; // this worker cannot go on, another may
            }
            return Answer.failure(task, Objects.requireNonNull(e.getCause()));
        }
    }

    private String run(Task task) {
        if (bench == null) {
            bench = Bench.of(portable.rebuild(Objects.requireNonNull(folder), System::nanoTime));
        }
        return bench.run(task);
    }

    @Override
    public void close() throws IOException {
        if (folder == null) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
