package org.evenflow.app.train;

import static org.assertj.core.api.Assertions.assertThat;

import org.evenflow.learn.TensorFile;
import org.junit.jupiter.api.Test;

final class CourseTest {

    @Test
    void aCourseComesBackFromItsCheckpoint() {
        var course = new Course(3);
        course.add(LiveTrainingTest.step(1), Double.NaN);
        course.add(LiveTrainingTest.step(2), 5);
        course.add(LiveTrainingTest.step(3), 4);
        course.add(LiveTrainingTest.step(4), 6);
        var file = new TensorFile();
        course.write(file);

        Course read = Course.read(3, TensorFile.of(file.toBytes(), "checkpoint"));

        assertThat(read.shown()).isEqualTo(course.shown());
        assertThat(read.agentSteps()).isEqualTo(400);
        assertThat(read.validations()).containsExactly(5, 4, 6);
    }

    @Test
    void theBestIsTheLeastAndItsAgeCountsValidations() {
        var course = new Course(1);
        assertThat(course.best()).isInfinite();
        course.add(LiveTrainingTest.step(1), 4);
        assertThat(course.sinceBest()).isZero();
        course.add(LiveTrainingTest.step(2), Double.NaN);
        course.add(LiveTrainingTest.step(3), 4);
        course.add(LiveTrainingTest.step(4), 9);
        assertThat(course.best()).isEqualTo(4);
        assertThat(course.sinceBest()).isEqualTo(2);
    }
}
