package org.evenflow.experiment.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.evenflow.experiment.Result;
import org.evenflow.experiment.Task;
import org.evenflow.learn.TrainingStep;
import org.evenflow.model.InputException;
import org.junit.jupiter.api.Test;

class TrainingExperimentTest {
    private final TrainingExperiment experiment = new TrainingExperiment("world", List.of());

    @Test
    void aCourseComesBackFromItsLine() {
        var course = new Course(4);
        course.add(new TrainingStep(1, 100, 4, 1.0 / 3, Map.of("loss", 0.5), 0, 0), 5);
        course.end("finished");
        var result = new Result<>(new Task("world", "training", 4), course);
        var back = experiment.decode(experiment.encode(result));
        assertThat(back.task()).isEqualTo(result.task());
        assertThat(back.value().shown()).isEqualTo(course.shown());
    }

    @Test
    void trainingsStayWhereTheirCheckpointsAre() {
        assertThatThrownBy(experiment::portable)
                .isInstanceOf(InputException.class)
                .hasMessageContaining("checkpoints");
    }
}
