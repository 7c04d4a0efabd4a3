package org.evenflow.cluster;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.evenflow.experiment.Experiment;
import org.evenflow.experiment.Portable;
import org.evenflow.experiment.Result;
import org.evenflow.experiment.Runner;
import org.evenflow.experiment.Task;
import org.evenflow.model.InputException;

/**
 * Tasks as jobs of a Flink cluster. Results come back while a job runs. Where a worker is lost, its
 * job fails, and what has no result yet goes into another job on the workers that are left; tasks
 * are pure, so nothing depends on where and how often they ran.
 */
final class FlinkRunner implements Runner {
    /** So many jobs in a row may be lost without a single result. */
    private static final int MOST_LOST = 5;

    private static final String VERSION = "2.3";

    /** A minute of looks for a free slot. */
    private static final int TRIALS = 600;

    private final Endpoint endpoint;
    private final List<Path> jars;
    private final String name;
    private final int slots;
    private final Runnable end;

    private FlinkRunner(Endpoint endpoint, List<Path> jars, String name, Runnable end) {
        this.endpoint = endpoint;
        this.jars = jars;
        this.name = name;
        this.end = end;
        slots = endpoint.overview().slots();
    }

    /** A cluster within this process, which ends with the runner. */
    static FlinkRunner embedded(int workers) {
        return of(new EmbeddedCluster(workers));
    }

    /** The same on a cluster that runs already. */
    static FlinkRunner of(EmbeddedCluster cluster) {
        return new FlinkRunner(cluster.endpoint(), List.of(), "embedded", cluster::close);
    }

    /**
     * A cluster elsewhere.
     *
     * @param jobJar with the code of the tasks
     * @throws InputException where none answers, or it cannot take our jobs
     */
    static FlinkRunner remote(Endpoint endpoint, Path jobJar) {
        Endpoint.Overview overview = endpoint.overview();
        if (!overview.version().startsWith(VERSION)) {
            throw new InputException(
                    "--cluster "
                            + endpoint
                            + ": needs Flink "
                            + VERSION
                            + ", the cluster runs "
                            + overview.version());
        }
        if (overview.slots() == 0) {
            throw new InputException(
                    "--cluster " + endpoint + ": the cluster has no workers (task slots)");
        }
        return new FlinkRunner(endpoint, List.of(jobJar), endpoint.toString(), () -> {});
    }

    @Override
    public <R> void run(Experiment<R> experiment, List<Task> tasks, Consumer<Result<R>> results) {
        if (tasks.isEmpty()) {
            return;
        }
        Portable portable = experiment.portable();
        var missing = new LinkedHashSet<>(tasks);
        for (int lost = 0; !missing.isEmpty(); lost++) {
            int before = missing.size();
            var job = new FlinkJob(endpoint, jars, portable, List.copyOf(missing));
            var failure =
                    job.run(freeSlots(), line -> take(experiment.decode(line), missing, results));
            lost = missing.size() < before ? 0 : lost;
            if (lost >= MOST_LOST - 1) {
                throw new InputException(
                        "the cluster lost "
                                + MOST_LOST
                                + " jobs in a row without a result: "
                                + failure.orElse("no reason given"));
            }
        }
    }

    private static <R> void take(Result<R> result, Set<Task> missing, Consumer<Result<R>> results) {
        if (missing.remove(result.task())) {
            results.accept(result);
        }
    }

    /** Free slots, at least one; waits for a while until there is one. */
    private int freeSlots() {
        for (int trial = 0; trial < TRIALS; trial++) {
            int free = endpoint.overview().free();
            if (free > 0) {
                return free;
            }
            Endpoint.pause();
        }
        throw new InputException(
                "--cluster " + name + ": other jobs hold all " + slots + " task slots");
    }

    @Override
    public Map<String, String> provenance() {
        return Map.of(
                "Workers",
                slots
                        + " slots of the Flink cluster "
                        + name
                        + " (the results do not depend on them)");
    }

    @Override
    public void close() {
        end.run();
    }
}
