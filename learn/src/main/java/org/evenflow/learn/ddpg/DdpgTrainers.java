package org.evenflow.learn.ddpg;

import java.util.List;
import org.evenflow.control.Setting;
import org.evenflow.control.Settings;
import org.evenflow.learn.Policies;
import org.evenflow.learn.Policy;
import org.evenflow.learn.TensorFile;
import org.evenflow.learn.Trainer;
import org.evenflow.learn.TrainerProvider;

/** The algorithms of this package, by id. */
public final class DdpgTrainers implements TrainerProvider {
    /** For the service loader. */
    public DdpgTrainers() {}

    @Override
    public List<String> ids() {
        return List.of(Maddpg.ID, Maddpg.SINGLE_ID);
    }

    @Override
    public String describe(String id) {
        return id.equals(Maddpg.ID)
                ? "Multi-agent deterministic policy gradient (R. Lowe et al., 2017): actors that see"
                        + " what is theirs, critics that see all."
                : "Deep deterministic policy gradient of one agent (T. Lillicrap et al., 2016).";
    }

    @Override
    public List<Setting> settings(String id) {
        return Tuning.SETTINGS;
    }

    @Override
    public Trainer begin(String id, Task task, Settings settings) {
        task.mustHaveNoTeacher(id);
        task.mustHaveNoWarmStart(id);
        return new Maddpg(id, task, Tuning.of(settings));
    }

    @Override
    public Trainer resume(TensorFile checkpoint, Task task, Settings settings) {
        String id = checkpoint.word(Policies.ALGORITHM);
        var trainer = new Maddpg(id, task, Tuning.of(settings));
        trainer.restore(checkpoint);
        return trainer;
    }

    @Override
    public Policy policy(TensorFile file) {
        return ActorPolicy.of(file);
    }
}
