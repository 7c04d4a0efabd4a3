package org.evenflow.experiment.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import org.evenflow.control.rule.Rules;
import org.evenflow.data.scenario.StudyReader;
import org.evenflow.experiment.Controllers;
import org.evenflow.learn.Frame;
import org.evenflow.learn.Policies;
import org.evenflow.learn.Policy;
import org.evenflow.learn.TensorFile;
import org.evenflow.learn.charging.PolicyControllers;
import org.evenflow.learn.charging.Reward;
import org.evenflow.learn.charging.WorldDesign;
import org.evenflow.report.training.TrainingResult;
import org.evenflow.sim.ChargingEnv;
import org.evenflow.sim.Episode;
import org.junit.jupiter.api.Test;

/** How policies are judged on two validation days of the first scenario. */
class ChargingLessonTest {
    private static final long FIRST_VALIDATION = 900_001;

    private final ChargingLesson lesson =
            new ChargingLesson(
                    StudyReader.builtIn("quickstart"),
                    2,
                    WorldDesign.USUAL,
                    Reward.money(1),
                    null,
                    () -> 0);

    @Test
    void whoGivesTooLittleIsMarkedAndWhoServesIsNot() {
        Policy shipped = new Policies().read(new PolicyControllers().file("ppo_quickstart"));
        var judged = lesson.validate(shipped);
        assertThat(served(judged)).isBetween(98.0, 100.0);
        var giving = lesson.validate(new Constant(shipped, 1));
        assertThat(giving.figures()).doesNotContainKey(TrainingResult.UNDERSERVES);
        var taking = lesson.validate(new Constant(shipped, -1));
        assertThat(taking.figures()).containsEntry(TrainingResult.UNDERSERVES, 1.0);
        assertThat(served(taking)).isLessThan(served(giving) - 0.5);
    }

    private static double served(Lesson.Judgement judged) {
        return judged.figures().getOrDefault("served_energy", Double.NaN);
    }

    @Test
    void othersAreTheRulesThatServeAndPlanning() {
        Map<String, Double> others = lesson.references();
        assertThat(Rules.candidates())
                .containsAll(others.keySet().stream().filter(id -> !id.equals("mpc")).toList());
        assertThat(others).containsKeys("least_laxity_first", "mpc");
        var episode =
                new Episode(new ChargingEnv(StudyReader.builtIn("quickstart").scenario()), () -> 0);
        var rule = new Controllers().create("least_laxity_first");
        double sum = 0;
        for (long day = 0; day < 2; day++) {
            sum += episode.play(rule, FIRST_VALIDATION + day).totalCost();
        }
        assertThat(others.get("least_laxity_first")).isCloseTo(sum / 2, within(1e-9));
    }

    /** Does the same whatever it sees. */
    private record Constant(Policy shape, float value) implements Policy {
        @Override
        public void act(Frame frame, float[] actions) {
            Arrays.fill(actions, value);
        }

        @Override
        public TensorFile toFile() {
            return shape.toFile();
        }
    }
}
