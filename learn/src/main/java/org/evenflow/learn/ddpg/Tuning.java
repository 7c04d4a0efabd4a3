package org.evenflow.learn.ddpg;

import java.util.List;
import org.evenflow.control.Setting;
import org.evenflow.control.Settings;
import org.evenflow.learn.Practice;

/**
 * The parameters of the algorithm.
 *
 * @param practice how is played and learned
 * @param hidden width of both hidden layers
 * @param randomSteps steps of random actions at first
 * @param gamma γ, weight of the next step's value
 * @param actorRate learning rate of actors
 * @param criticRate learning rate of critics
 * @param rateSteps steps until both rates are 0
 * @param follow τ of target networks
 * @param noiseFirst deviation of noise on actions in [-1, 1] at first
 * @param noiseLast the same at last
 * @param noiseSteps steps until noise is at its last
 * @param rewardScale factor of rewards
 */
record Tuning(
        Practice.Tuning practice,
        int hidden,
        double randomSteps,
        double gamma,
        double actorRate,
        double criticRate,
        double rateSteps,
        double follow,
        double noiseFirst,
        double noiseLast,
        double noiseSteps,
        double rewardScale) {
    /** What users may set. */
    static final List<Setting> SETTINGS =
            List.of(
                    new Setting("total_steps", 1e6, 1, 1e12, "agent-steps of a training"),
                    new Setting("hidden", 64, 1, 1024, "width of both hidden layers"),
                    new Setting("episodes", 1, 1, 1e6, "episodes in an iteration"),
                    new Setting("memory", 20_000, 1, 1e6, "transitions that are remembered"),
                    new Setting("batch", 128, 1, 65_536, "transitions to learn from at once"),
                    new Setting("random_steps", 1000, 0, 1e9, "steps of random actions at first"),
                    new Setting("steps_per_update", 1, 1, 1e6, "steps between updates"),
                    new Setting("gamma", 0.99, 0, 1, "γ"),
                    new Setting("actor_rate", 1e-3, 0, 1, "learning rate of actors"),
                    new Setting("critic_rate", 1e-3, 0, 1, "learning rate of critics"),
                    new Setting("rate_steps", 1e9, 1, 1e9, "steps until both rates are 0"),
                    new Setting("follow", 0.005, 0, 1, "τ of target networks"),
                    new Setting(
                            "noise_first",
                            0.2,
                            0,
                            2,
                            "exploration at first, of actions in [-1, 1]"),
                    new Setting("noise_last", 0.1, 0, 2, "exploration at last"),
                    new Setting("noise_steps", 10_000, 1, 1e9, "steps until noise is at its last"),
                    new Setting("reward_scale", 1, 1e-9, 1e9, "factor of rewards"));

    /** Of users' settings. */
    static Tuning of(Settings settings) {
        double randomSteps = settings.number("random_steps");
        return new Tuning(
                Practice.Tuning.of(settings, (long) randomSteps),
                (int) settings.number("hidden"),
                randomSteps,
                settings.number("gamma"),
                settings.number("actor_rate"),
                settings.number("critic_rate"),
                settings.number("rate_steps"),
                settings.number("follow"),
                settings.number("noise_first"),
                settings.number("noise_last"),
                settings.number("noise_steps"),
                settings.number("reward_scale"));
    }

    /** The deviation of noise after so many steps. */
    double noise(long steps) {
        return noiseFirst + Math.min(1, steps / noiseSteps) * (noiseLast - noiseFirst);
    }

    /** The learning rates after so many steps, as a part of the first. */
    double annealed(long steps) {
        return Math.max(0, 1 - steps / rateSteps);
    }
}
