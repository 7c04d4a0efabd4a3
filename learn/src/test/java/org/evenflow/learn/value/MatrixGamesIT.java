package org.evenflow.learn.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.evenflow.control.Settings;
import org.evenflow.learn.TensorFile;
import org.evenflow.learn.Trainer;
import org.evenflow.learn.TrainerProvider.Task;
import org.evenflow.model.InputException;
import org.junit.jupiter.api.Test;

/** Games with known optima, on which plain independent learners are known to fail. */
final class MatrixGamesIT {
    private static final int SEEDS = 20;

    private static final Map<String, Double> COMPETITION =
            Map.of(
                    "hidden",
                    16.0,
                    "batch",
                    2.0,
                    "batches",
                    20.0,
                    "total_steps",
                    6800.0,
                    "window",
                    10.0,
                    "rate",
                    5e-3,
                    "follow",
                    0.02,
                    "convention",
                    0.2);

    private static final Map<String, Double> INDEPENDENT =
            Map.of(
                    "hidden",
                    16.0,
                    "episodes",
                    400.0,
                    "batch",
                    32.0,
                    "memory",
                    400.0,
                    "exploring_steps",
                    300.0,
                    "rate",
                    5e-3,
                    "steps_per_update",
                    2.0);

    private static TargetValueCompetition competition(Task task) {
        var settings = Settings.of("tvc", CompetitionTuning.SETTINGS, COMPETITION);
        return new TargetValueCompetition(task, CompetitionTuning.of(settings));
    }

    private static Trainer independent(Task task) {
        var settings = Settings.of("iql", LevelTuning.SETTINGS, INDEPENDENT);
        return new IndependentQ(task, LevelTuning.of(settings));
    }

    private static int found(MatrixGame game, double optimum, boolean isCompetition) {
        int found = 0;
        for (int seed = 1; seed <= SEEDS; seed++) {
            Task task = game.task(seed, 1);
            try (Trainer trainer = isCompetition ? competition(task) : independent(task)) {
                for (int i = 0; i < (isCompetition ? 5 : 1); i++) {
                    trainer.iterate();
                }
                found += game.play(trainer.policy()) == optimum ? 1 : 0;
            }
        }
        return found;
    }

    @Test
    void competitionFindsTheBestJointActionOfThePenaltyGame() {
        assertThat(found(MatrixGame.PENALTY, 10, true)).isGreaterThanOrEqualTo(19);
    }

    @Test
    void competitionFindsTheBestJointActionOfTheClimbingGame() {
        assertThat(found(MatrixGame.CLIMBING, 11, true)).isGreaterThanOrEqualTo(19);
    }

    @Test
    void independentLearnersFailWhereMistakesArePunished() {
        assertThat(found(MatrixGame.PENALTY, 10, false)).isLessThanOrEqualTo(SEEDS / 2);
        assertThat(found(MatrixGame.CLIMBING, 11, false)).isLessThanOrEqualTo(SEEDS / 2);
    }

    @Test
    void independentLearnersSolveAGameWithoutCoordination() {
        assertThat(found(MatrixGame.EASY, 4, false)).isGreaterThanOrEqualTo(19);
    }

    @Test
    void resumedTrainingGivesTheBitsOfAnUninterruptedOne() {
        for (boolean isCompetition : new boolean[] {true, false}) {
            Task task = MatrixGame.CLIMBING.task(3, 1);
            byte[] whole;
            byte[] middle;
            try (Trainer trainer = isCompetition ? competition(task) : independent(task)) {
                trainer.iterate();
                middle = trainer.checkpoint().toBytes();
                trainer.iterate();
                whole = trainer.checkpoint().toBytes();
            }
            var file = TensorFile.of(middle, "middle");
            var settings =
                    isCompetition
                            ? Settings.of("tvc", CompetitionTuning.SETTINGS, COMPETITION)
                            : Settings.of("iql", LevelTuning.SETTINGS, INDEPENDENT);
            try (Trainer resumed = new ValueTrainers().resume(file, task, settings)) {
                resumed.iterate();
                assertThat(resumed.checkpoint().toBytes()).isEqualTo(whole);
            }
        }
    }

    @Test
    void numberOfThreadsChangesNoBit() {
        byte[][] files = new byte[2][];
        for (int threads = 1; threads <= 2; threads++) {
            try (Trainer trainer = competition(MatrixGame.PENALTY.task(5, threads))) {
                trainer.iterate();
                files[threads - 1] = trainer.checkpoint().toBytes();
            }
        }
        assertThat(files[1]).isEqualTo(files[0]);
    }

    @Test
    void checkpointOfAnotherTrainingIsRefusedWithBothNames() {
        Task task = MatrixGame.PENALTY.task(1, 1);
        try (Trainer trainer = independent(task)) {
            var file = trainer.checkpoint();
            var wider = new HashMap<>(INDEPENDENT);
            wider.put("hidden", 32.0);
            var settings = Settings.of("iql", LevelTuning.SETTINGS, wider);
            assertThatThrownBy(() -> new ValueTrainers().resume(file, task, settings))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("[2, 1, 32]")
                    .hasMessageContaining("[2, 1, 16]");
            assertThatThrownBy(() -> competition(task).restore(file))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("must be tvc, is iql");
        }
    }
}
