package org.evenflow.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.evenflow.experiment.Task;
import org.evenflow.model.InputException;
import org.junit.jupiter.api.Test;

class AnswerTest {
    private static final Task TASK = new Task("world", "mpc", 3);

    @Test
    void aLineComesBackAsItWas() {
        assertThat(Answer.line(Answer.result("{\"seed\":3}"))).isEqualTo("{\"seed\":3}");
        assertThat(Answer.line(Answer.result(""))).isEmpty();
    }

    @Test
    void aRefusalStaysARefusal() {
        String answer = Answer.failure(TASK, new InputException("file gone"));
        assertThatThrownBy(() -> Answer.line(answer))
                .isInstanceOf(InputException.class)
                .hasMessage("file gone");
    }

    @Test
    void aFaultSaysWhereItHappened() {
        String answer = Answer.failure(TASK, new IllegalStateException("no state"));
        assertThatThrownBy(() -> Answer.line(answer))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("subject=mpc, seed=3")
                .hasMessageContaining("no state")
                .hasMessageContaining("AnswerTest");
    }
}
