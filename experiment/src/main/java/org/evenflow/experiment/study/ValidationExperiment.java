package org.evenflow.experiment.study;

import java.util.List;
import org.evenflow.experiment.Experiment;
import org.evenflow.experiment.Figures;
import org.evenflow.experiment.Portable;
import org.evenflow.experiment.Result;
import org.evenflow.experiment.Task;
import org.evenflow.experiment.Worker;

/**
 * Rules on the validation seeds of a study, from which its best rule is chosen. They are runs like
 * all others; that their seeds are none of the study's keeps them apart among what is kept.
 */
final class ValidationExperiment implements Experiment<Figures> {
    private final StudyExperiment runs;
    private final List<Task> tasks;

    /** The rules with the seeds in the world of a study's runs. */
    ValidationExperiment(StudyExperiment runs, List<String> rules, List<Long> seeds) {
        this.runs = runs;
        tasks = runs.tasks(rules, seeds);
    }

    @Override
    public String unit() {
        return "validation runs";
    }

    @Override
    public List<Task> tasks() {
        return tasks;
    }

    @Override
    public Worker<Figures> worker() {
        return runs.worker();
    }

    @Override
    public String encode(Result<Figures> result) {
        return runs.encode(result);
    }

    @Override
    public Result<Figures> decode(String line) {
        return runs.decode(line);
    }

    @Override
    public Portable portable() {
        return runs.portable();
    }
}
