package org.evenflow.experiment;

import java.util.List;
import java.util.function.LongSupplier;

/**
 * How long work is done: where its tasks run, who is told how far it is, and by which clock it is
 * timed. What an interrupted start has finished is not run again.
 *
 * @param nanoClock time in nanoseconds
 */
public record Campaign(Runner runner, Progress progress, LongSupplier nanoClock) {
    /**
     * Runs what of an experiment is missing in a folder.
     *
     * @param output has what is done, and keeps each result as it arrives
     * @return all results, in the order of the tasks
     */
    public <R> List<Result<R>> run(Experiment<R> experiment, OutputFolder output) {
        var results = new Results<R>(experiment.tasks());
        output.lines().forEach(line -> results.add(experiment.decode(line)));
        progress.begins(experiment.unit(), results.size(), results.done());
        try {
            runner.run(
                    experiment,
                    results.missing(experiment::isLong),
                    result -> take(result, experiment, results, output));
        } finally {
            progress.ends();
        }
        return results.inOrder();
    }

    private <R> void take(
            Result<R> result, Experiment<R> experiment, Results<R> results, OutputFolder output) {
        if (results.add(result)) {
            if (experiment.isKept(result.value())) {
                output.add(experiment.encode(result));
            }
            progress.advances();
        }
    }
}
