package org.evenflow.learn.ppo;

import java.util.List;
import org.evenflow.control.Setting;
import org.evenflow.control.Settings;

/**
 * The parameters of the algorithm; usual values are those that CleanRL, MAPPO and Chargax agree on
 * where nothing else is said.
 */
record Tuning(
        int envs,
        int stepsPerIteration,
        double totalSteps,
        int epochs,
        int minibatch,
        double actorRate,
        double criticRate,
        double gamma,
        double lambda,
        double clip,
        double entropy,
        double gradientNorm,
        double targetKl,
        boolean isShared,
        int hidden,
        int layers,
        double logSpread,
        int embedding,
        int rounds,
        int cloneEpochs,
        int cloneSteps,
        double cloneOwn) {
    /** Of users' settings. */
    static Tuning of(Settings settings) {
        return new Tuning(
                (int) settings.number("envs"),
                (int) settings.number("steps_per_iteration"),
                settings.number("total_steps"),
                (int) settings.number("epochs"),
                (int) settings.number("minibatch"),
                settings.number("learning_rate"),
                settings.number("critic_learning_rate"),
                settings.number("gamma"),
                settings.number("lambda"),
                settings.number("clip"),
                settings.number("entropy"),
                settings.number("gradient_norm"),
                settings.number("target_kl"),
                settings.number("shared") >= 0.5,
                (int) settings.number("hidden"),
                (int) settings.number("layers"),
                settings.number("log_std"),
                (int) settings.number("embedding"),
                (int) settings.number("rounds"),
                (int) settings.number("clone_epochs"),
                (int) settings.number("clone_steps"),
                settings.number("clone_own"));
    }

    /** What users may set. */
    static List<Setting> settings() {
        return List.of(
                set("envs", 16, 1, 10_000, "worlds side by side"),
                set("steps_per_iteration", 8192, 1, 1e8, "least agent steps between updates"),
                set(
                        "total_steps",
                        0,
                        0,
                        1e12,
                        "agent steps over which learning rates fall to zero; 0: they do not fall"),
                set("epochs", 4, 1, 100, "times that each step is learned from"),
                set("minibatch", 2048, 1, 1e8, "agent steps of one gradient"),
                set("learning_rate", 1e-3, 0, 1, "of the actor"),
                set("critic_learning_rate", 1e-3, 0, 1, "of the critic"),
                // A day has 96 to 288 steps, of which 0.99 sees a hundred.
                set("gamma", 0.995, 0, 1, "weight of the next step's value"),
                set("lambda", 0.95, 0, 1, "weight of longer returns in advantages"),
                set("clip", 0.2, 1e-3, 1, "most change of a likelihood or a value that pays"),
                set("entropy", 0.001, 0, 1, "weight of entropy"),
                set("gradient_norm", 0.5, 1e-6, 1e6, "greatest norm of a gradient"),
                set("target_kl", 0.03, 0, 10, "divergence that ends an update; 0: none does"),
                set("shared", 1, 0, 1, "1: all agents learn one policy; 0: each its own"),
                set("hidden", 64, 1, 4096, "units of a hidden layer"),
                set("layers", 2, 1, 8, "hidden layers"),
                set("log_std", -0.5, -5, 1, "logarithm of the first spread of actions"),
                set("embedding", 16, 1, 1024, "numbers that describe a node of the network"),
                set("rounds", 2, 1, 16, "lines that a message passes"),
                set(
                        "clone_epochs",
                        20,
                        1,
                        1000,
                        "times that each step is learned from while a controller is imitated"),
                set(
                        "clone_steps",
                        0,
                        0,
                        1e8,
                        "least agent steps between updates while a controller is imitated; 0: steps_per_iteration"),
                set(
                        "clone_own",
                        0,
                        0,
                        1,
                        "share of worlds that the policy plays from the second update of imitation on, while the controller is asked what it would do"));
    }

    /** The learning rate after so many steps, as a part of the first. */
    double annealed(long steps) {
        return totalSteps == 0 ? 1 : Math.max(0, 1 - steps / totalSteps);
    }

    private static Setting set(String name, double usual, double low, double high, String meaning) {
        return new Setting(name, usual, low, high, meaning);
    }
}
