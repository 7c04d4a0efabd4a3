package org.evenflow.learn.value;

import java.util.List;
import org.evenflow.control.Setting;
import org.evenflow.control.Settings;

/**
 * The parameters of {@link TargetValueCompetition}.
 *
 * @param hidden width of both hidden layers
 * @param batch states visited before networks learn
 * @param batches in an iteration
 * @param totalSteps agent-steps after which rate and steps are least
 * @param rate greatest learning rate
 * @param forgetting share of a lost competition, β
 * @param scale usual size of rewards
 * @param window differences to the best reward above it are compressed, in rewards
 * @param hard regret from which a state is visited again, in rewards
 * @param convention charge on each number of a kind by place of its agent, in rewards
 * @param follow share of Q that T takes in each batch
 * @param isOrdered whether levels from 1 on are ordered
 * @param stepFirst first step along ordered levels, of 2
 * @param stepLast last step along ordered levels, of 2
 * @param curvature of the line's top, in rewards
 */
record CompetitionTuning(
        int hidden,
        int batch,
        int batches,
        double totalSteps,
        double rate,
        double forgetting,
        double scale,
        double window,
        double hard,
        double convention,
        double follow,
        boolean isOrdered,
        double stepFirst,
        double stepLast,
        double curvature) {
    /** What users may set. */
    static final List<Setting> SETTINGS =
            List.of(
                    new Setting("gamma", 0, 0, 0, "decisions are of one step"),
                    new Setting("hidden", 64, 1, 1024, "width of both hidden layers"),
                    new Setting("batch", 256, 1, 65_536, "states visited before networks learn"),
                    new Setting("batches", 20, 1, 100_000, "batches in an iteration"),
                    new Setting(
                            "total_steps",
                            5e8,
                            1,
                            1e12,
                            "agent-steps after which rate and steps are least"),
                    new Setting("rate", 1e-3, 0, 1, "greatest learning rate; ends at 0"),
                    new Setting("forgetting", 0, 0, 1, "share of a lost competition, β"),
                    new Setting("scale", 10, 1e-9, 1e9, "usual size of rewards"),
                    new Setting(
                            "window",
                            0.1,
                            1e-9,
                            1e9,
                            "differences to the best reward above"
                                    + " it are compressed, in rewards"),
                    new Setting(
                            "hard",
                            0.02,
                            0,
                            1e9,
                            "regret from which a state is visited again, in rewards"),
                    new Setting(
                            "convention",
                            0.004,
                            0,
                            1e9,
                            "charge on each number of a kind by"
                                    + " place of its agent, in rewards"),
                    new Setting("follow", 1e-3, 0, 1, "share of Q that T takes in each batch"),
                    new Setting("ordered", 0, 0, 1, "1 where levels from 1 on are ordered"),
                    new Setting("step_first", 0.12, 0, 1, "first step along ordered levels, of 2"),
                    new Setting("step_last", 0.02, 0, 1, "last step along ordered levels, of 2"),
                    new Setting("curvature", 0.15, 1e-9, 1e9, "of the line's top, in rewards"));

    /** Of users' settings. */
    static CompetitionTuning of(Settings settings) {
        return new CompetitionTuning(
                (int) settings.number("hidden"),
                (int) settings.number("batch"),
                (int) settings.number("batches"),
                settings.number("total_steps"),
                settings.number("rate"),
                settings.number("forgetting"),
                settings.number("scale"),
                settings.number("window"),
                settings.number("hard"),
                settings.number("convention"),
                settings.number("follow"),
                settings.number("ordered") > 0,
                settings.number("step_first"),
                settings.number("step_last"),
                settings.number("curvature"));
    }

    /** The step along ordered levels when a part of the training is over. */
    double step(double progress) {
        return stepLast + (stepFirst - stepLast) * Math.pow(1 - progress, 3);
    }

    /** The learning rate then: it rises over the first fiftieth and falls by a cosine to 0. */
    double rate(double progress) {
        return rate * Math.min(1, 50 * progress) * 0.5 * (1 + Math.cos(Math.PI * progress));
    }
}
