package org.evenflow.app.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.evenflow.experiment.training.Course;
import org.evenflow.learn.TrainingStep;
import org.junit.jupiter.api.Test;

final class LiveTrainingTest {

    @Test
    void barsRunFromTheLeastToTheGreatest() {
        assertThat(LiveTraining.bars(new double[] {8, 0, 4, 7.9})).isEqualTo("█▁▅█");
        assertThat(LiveTraining.bars(new double[] {3, 3})).isEqualTo("▁▁");
        assertThat(LiveTraining.bars(new double[0])).isEmpty();
        assertThat(LiveTraining.bars(new double[100])).hasSize(30);
    }

    @Test
    void aLogHasOneLinePerValidation() {
        var course = new Course(7);
        var bytes = new ByteArrayOutputStream();
        var live =
                new LiveTraining(
                        new PrintStream(bytes, true, StandardCharsets.UTF_8),
                        false,
                        "EUR",
                        () -> 0);
        course.add(step(1), Double.NaN);
        live.iterated(List.of(course), course);
        course.add(step(2), 12.5);
        live.iterated(List.of(course), course);
        course.add(step(3), Double.NaN);
        live.iterated(List.of(course), course);
        live.ended(List.of(course));
        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .isEqualTo(
                        "seed 7  iteration 2  200 agent-steps  return 1.000  best 12.500 EUR  ▁  0 s\n");
    }

    @Test
    void howFarTheImitatedIsAwayIsShown() {
        var course = new Course(7);
        course.add(new TrainingStep(1, 100, 4, 1, Map.of("cloning_loss", 0.25), 0, 0), 12.5);
        var out = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        assertThat(new LiveTraining(out, false, "EUR", () -> 0).line(course))
                .contains("return 1.000  cloning loss 0.2500  best 12.500 EUR");
    }

    static TrainingStep step(int iteration) {
        return new TrainingStep(
                iteration, 100L * iteration, 4, 1, Map.of("loss", 0.5 / iteration), 0.25, 0.75);
    }
}
