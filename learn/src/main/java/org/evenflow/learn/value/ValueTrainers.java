package org.evenflow.learn.value;

import java.util.List;
import org.evenflow.control.Setting;
import org.evenflow.control.Settings;
import org.evenflow.learn.Policies;
import org.evenflow.learn.Policy;
import org.evenflow.learn.TensorFile;
import org.evenflow.learn.Trainer;
import org.evenflow.learn.TrainerProvider;

/** The algorithms of this package, by id. */
public final class ValueTrainers implements TrainerProvider {
    /** For the service loader. */
    public ValueTrainers() {}

    @Override
    public List<String> ids() {
        return List.of(IndependentQ.ID, TargetValueCompetition.ID);
    }

    @Override
    public String describe(String id) {
        return id.equals(IndependentQ.ID)
                ? "Independent double Q-learning (M. Tan, 1993; H. van Hasselt et al., 2016): each"
                        + " agent learns the values of its levels as if it were alone."
                : "Target-value competition (L. Ding et al., 2023): each agent's Q-network learns"
                        + " the greater of its reward network and its target network.";
    }

    @Override
    public List<Setting> settings(String id) {
        return id.equals(IndependentQ.ID) ? LevelTuning.SETTINGS : CompetitionTuning.SETTINGS;
    }

    @Override
    public Trainer begin(String id, Task task, Settings settings) {
        task.mustHaveNoTeacher(id);
        return id.equals(IndependentQ.ID) ? levels(task, settings) : competition(task, settings);
    }

    @Override
    public Trainer resume(TensorFile checkpoint, Task task, Settings settings) {
        String id = checkpoint.word(Policies.ALGORITHM);
        task.mustHaveNoTeacher(id);
        if (id.equals(IndependentQ.ID)) {
            IndependentQ trainer = levels(task, settings);
            trainer.restore(checkpoint);
            return trainer;
        }
        TargetValueCompetition trainer = competition(task, settings);
        trainer.restore(checkpoint);
        return trainer;
    }

    private static IndependentQ levels(Task task, Settings settings) {
        task.mustHaveNoWarmStart(IndependentQ.ID);
        return new IndependentQ(task, LevelTuning.of(settings));
    }

    private static TargetValueCompetition competition(Task task, Settings settings) {
        TensorFile warmStart = task.warmStart();
        if (warmStart != null) {
            warmStart.mustSay(Policies.ALGORITHM, TargetValueCompetition.ID);
        }
        return new TargetValueCompetition(task, CompetitionTuning.of(settings));
    }

    @Override
    public Policy policy(TensorFile file) {
        return LevelPolicy.of(file);
    }
}
