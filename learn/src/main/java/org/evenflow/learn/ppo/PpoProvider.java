package org.evenflow.learn.ppo;

import java.util.List;
import org.evenflow.control.Setting;
import org.evenflow.control.Settings;
import org.evenflow.learn.Policies;
import org.evenflow.learn.Policy;
import org.evenflow.learn.TensorFile;
import org.evenflow.learn.Trainer;
import org.evenflow.learn.TrainerProvider;
import org.evenflow.model.InputException;

/** PPO with an independent critic, with a central one, and on the grid that agents stand on. */
public final class PpoProvider implements TrainerProvider {
    private static final String INDEPENDENT = "ppo";
    private static final String CENTRAL = "mappo";
    private static final String GRAPH = "graph_ppo";

    /** Called by {@link java.util.ServiceLoader}. */
    public PpoProvider() {}

    @Override
    public List<String> ids() {
        return List.of(INDEPENDENT, CENTRAL, GRAPH);
    }

    @Override
    public String describe(String id) {
        return switch (id) {
            case INDEPENDENT ->
                    "Proximal policy optimisation: each agent's critic sees what the agent sees"
                            + " (Schulman et al. 2017, de Witt et al. 2020).";
            case CENTRAL ->
                    "Proximal policy optimisation: the critic also sees the central state"
                            + " (Yu et al. 2022).";
            case GRAPH ->
                    "Proximal policy optimisation: agents and critic see the grid by messages along"
                            + " its lines (paper 001, equation 12).";
            default -> throw InputException.unknown("algorithm", id, ids());
        };
    }

    @Override
    public List<Setting> settings(String id) {
        return Tuning.settings();
    }

    @Override
    public Trainer begin(String id, Task task, Settings settings) {
        TensorFile warmStart = task.warmStart();
        if (warmStart != null) {
            mustBeOwn(warmStart);
        }
        Ppo ppo = make(id, task, settings);
        if (warmStart != null) {
            try {
                PpoFile.begin(warmStart, ppo);
            } catch (InputException e) {
                ppo.close();
                throw e;
            }
        }
        return ppo;
    }

    @Override
    public Trainer resume(TensorFile checkpoint, Task task, Settings settings) {
        String id = mustBeOwn(checkpoint);
        Ppo ppo = make(id, task, settings);
        PpoFile.restore(checkpoint, ppo);
        return ppo;
    }

    @Override
    public Policy policy(TensorFile file) {
        return PpoPolicy.read(file);
    }

    /** The algorithm of a file, which is one of these. */
    private String mustBeOwn(TensorFile file) {
        String id = file.word(Policies.ALGORITHM);
        if (!ids().contains(id)) {
            throw new InputException(
                    "policy file: "
                            + Policies.ALGORITHM
                            + " must be one of "
                            + String.join(", ", ids())
                            + ", is "
                            + id);
        }
        return id;
    }

    private static Ppo make(String id, Task task, Settings settings) {
        var ppo = new Ppo(id, id.equals(CENTRAL), id.equals(GRAPH), Tuning.of(settings), task);
        if (id.equals(GRAPH) && ppo.shape.graph() == null) {
            ppo.close();
            throw new InputException("algorithm graph_ppo: the world shows no grid");
        }
        if (id.equals(GRAPH) && !ppo.tuning.isShared()) {
            ppo.close();
            throw new InputException("algorithm graph_ppo: shared must be 1, is 0");
        }
        return ppo;
    }
}
