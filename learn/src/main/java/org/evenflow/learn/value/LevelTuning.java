package org.evenflow.learn.value;

import java.util.List;
import org.evenflow.control.Setting;
import org.evenflow.control.Settings;
import org.evenflow.learn.Practice;

/**
 * The parameters of {@link IndependentQ}.
 *
 * @param practice how is played and learned
 * @param hidden width of both hidden layers
 * @param exploringSteps steps until ε is at its least
 * @param leastExploration ε at the end
 * @param gamma γ, weight of the next step's value
 * @param rate learning rate
 * @param follow share of Q that T takes in each update
 */
record LevelTuning(
        Practice.Tuning practice,
        int hidden,
        double exploringSteps,
        double leastExploration,
        double gamma,
        double rate,
        double follow) {
    /** What users may set. */
    static final List<Setting> SETTINGS =
            List.of(
                    new Setting("total_steps", 1e5, 1, 1e12, "agent-steps of a training"),
                    new Setting("hidden", 64, 1, 1024, "width of both hidden layers"),
                    new Setting("episodes", 10, 1, 1e6, "episodes in an iteration"),
                    new Setting("memory", 10_000, 1, 1e6, "transitions that are remembered"),
                    new Setting("batch", 64, 1, 65_536, "transitions to learn from at once"),
                    new Setting("steps_per_update", 1, 1, 1e6, "steps between updates"),
                    new Setting("exploring_steps", 5000, 1, 1e9, "until ε is at its least"),
                    new Setting("least_exploration", 0.05, 0, 1, "ε at the end"),
                    new Setting("gamma", 0.99, 0, 1, "γ"),
                    new Setting("rate", 5e-4, 0, 1, "learning rate"),
                    new Setting("follow", 0.01, 0, 1, "share of Q that T takes in each update"));

    /** Of users' settings. */
    static LevelTuning of(Settings settings) {
        return new LevelTuning(
                Practice.Tuning.of(settings, 0),
                (int) settings.number("hidden"),
                settings.number("exploring_steps"),
                settings.number("least_exploration"),
                settings.number("gamma"),
                settings.number("rate"),
                settings.number("follow"));
    }

    /** ε after so many steps. */
    double exploration(long steps) {
        return 1 + Math.min(1, steps / exploringSteps) * (leastExploration - 1);
    }
}
