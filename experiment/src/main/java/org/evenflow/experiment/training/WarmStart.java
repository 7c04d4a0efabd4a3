package org.evenflow.experiment.training;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.evenflow.control.Controller;
import org.evenflow.experiment.Controllers;
import org.evenflow.experiment.Provenance;
import org.evenflow.learn.Policies;
import org.evenflow.learn.PolicyFiles;
import org.evenflow.learn.TensorFile;
import org.evenflow.learn.charging.PolicyControllers;
import org.evenflow.model.InputException;
import org.jspecify.annotations.Nullable;

/**
 * What training begins with: nothing, a policy's weights, or a controller that is imitated first.
 *
 * @param words what must be said for the training to be repeated, by key
 * @param policy whose weights come first, or null
 * @param teachers makes the controller to imitate, or null
 * @param cloneEpisodes that the controller plays; 0 where there is none
 */
public record WarmStart(
        Map<String, String> words,
        @Nullable TensorFile policy,
        @Nullable Supplier<Controller> teachers,
        int cloneEpisodes) {
    /** Random weights. */
    static final WarmStart NONE = new WarmStart(Map.of("warm_start", "none"), null, null, 0);

    private static final int MOST_EPISODES = 1_000_000;

    /** Enough for MPC's manner on built-in worlds, some tenth of a million agent-steps. */
    private static final int USUAL_EPISODES = 40;

    /**
     * What a user names.
     *
     * @param name {@code policy:FILE}, id of a built-in policy or of a controller, or null for none
     * @param episodes that a controller plays, or null for the usual number
     */
    public static WarmStart of(@Nullable String name, @Nullable Integer episodes) {
        boolean isPolicy = name != null && isPolicy(name);
        if (episodes != null && (name == null || isPolicy)) {
            throw new InputException(
                    "--clone-episodes needs a controller to imitate: --warm-start "
                            + (name == null ? "is not given" : name + " is a policy"));
        }
        if (name == null) {
            return NONE;
        }
        var words = new LinkedHashMap<String, String>();
        if (isPolicy) {
            Path file = Controllers.policyFile(name);
            words.put("warm_start", file == null ? name : "policy:" + file.getFileName());
            byte[] bytes =
                    file == null ? new PolicyControllers().bytes(name) : PolicyFiles.bytes(file);
            words.put("warm_start_sha256", Provenance.sha256(bytes));
            TensorFile policy = TensorFile.of(bytes, name);
            new Policies().read(policy); // refuses another version
            return new WarmStart(words, policy, null, 0);
        }
        int count = episodes == null ? USUAL_EPISODES : episodes;
        if (count < 1 || count > MOST_EPISODES) {
            throw new InputException(
                    "--clone-episodes must be 1 to " + MOST_EPISODES + ", is " + count);
        }
        words.put("warm_start", name);
        words.put("clone_episodes", Integer.toString(count));
        var controllers = new Controllers();
        controllers.patient(name);
        return new WarmStart(words, null, () -> controllers.patient(name), count);
    }

    /** Whether there is none. */
    boolean isNone() {
        return policy == null && teachers == null;
    }

    /** Tries whether training can begin with it; what refuses a policy gets the policy's name. */
    void check(Runnable trial) {
        try {
            trial.run();
        } catch (InputException e) {
            throw policy == null ? e : e.at(words.getOrDefault("warm_start", "warm start"));
        }
    }

    private static boolean isPolicy(String name) {
        return Controllers.policyFile(name) != null || new PolicyControllers().ids().contains(name);
    }
}
