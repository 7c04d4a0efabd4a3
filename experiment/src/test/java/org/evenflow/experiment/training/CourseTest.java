package org.evenflow.experiment.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.evenflow.learn.TensorFile;
import org.evenflow.learn.TrainingStep;
import org.evenflow.report.training.TrainingResult;
import org.junit.jupiter.api.Test;

final class CourseTest {

    @Test
    void aCourseComesBackFromItsCheckpoint() {
        var course = new Course(3);
        course.add(step(1), Double.NaN);
        course.add(step(2), 5);
        course.add(step(3), 4);
        course.add(step(4), 6);
        var file = new TensorFile();
        course.write(file);

        Course read = Course.read(3, TensorFile.of(file.toBytes(), "checkpoint"));

        assertThat(read.shown()).isEqualTo(course.shown());
        assertThat(read.agentSteps()).isEqualTo(400);
        assertThat(read.validations()).containsExactly(5, 4, 6);
    }

    @Test
    void figuresThatCameAndWentComeBackToo() {
        var course = new Course(3);
        course.add(new TrainingStep(1, 100, 4, 1, Map.of("cloning_loss", 0.5), 0, 0), 5);
        course.add(new TrainingStep(2, 200, 4, 1, Map.of("policy_loss", 0.25), 0, 0), 4);
        var file = new TensorFile();
        course.write(file);
        assertThat(Course.read(3, TensorFile.of(file.toBytes(), "checkpoint")).shown())
                .isEqualTo(course.shown());
    }

    @Test
    void theBestIsTheLeastAndItsAgeCountsValidations() {
        var course = new Course(1);
        assertThat(course.best()).isInfinite();
        course.add(step(1), 4);
        assertThat(course.sinceBest()).isZero();
        course.add(step(2), Double.NaN);
        course.add(step(3), 4);
        course.add(step(4), 9);
        assertThat(course.best()).isEqualTo(4);
        assertThat(course.sinceBest()).isEqualTo(2);
    }

    @Test
    void whoServesIsKeptOverWhoIsCheaperAndDoesNot() {
        var course = new Course(1);
        course.add(sparing(1), 2);
        assertThat(course.isUnderserving()).isTrue();
        assertThat(course.best()).isEqualTo(2);
        course.add(step(2), 6);
        assertThat(course.isUnderserving()).isFalse();
        assertThat(course.best()).isEqualTo(6);
        assertThat(course.sinceBest()).isZero();
        course.add(sparing(3), 1);
        course.add(step(4), 5);
        course.add(sparing(5), 1);
        assertThat(course.best()).isEqualTo(5);
        assertThat(course.sinceBest()).isEqualTo(1);
        var file = new TensorFile();
        course.write(file);
        assertThat(Course.read(1, TensorFile.of(file.toBytes(), "checkpoint")).best()).isEqualTo(5);
    }

    private static TrainingStep sparing(int iteration) {
        var judged =
                new Lesson.Judgement(
                        0, Map.of("served_energy", 98.0, TrainingResult.UNDERSERVES, 1.0));
        return judged.in(step(iteration));
    }

    private static TrainingStep step(int iteration) {
        return new TrainingStep(
                iteration, 100L * iteration, 4, 1, Map.of("loss", 0.5 / iteration), 0.25, 0.75);
    }
}
