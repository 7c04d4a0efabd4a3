package org.evenflow.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class LocalRunnerTest {
    @Test
    void tasksBeginInTheirOrder() {
        var seeds = new ArrayList<Long>();
        var squares = new Squares(4, 0);
        new LocalRunner(1).run(squares, squares.tasks(), r -> seeds.add(r.task().seed()));
        assertThat(seeds).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void noTasksAreNoWork() {
        var squares = new Squares(0, 0);
        new LocalRunner(4).run(squares, squares.tasks(), r -> {});
        assertThat(squares.runs).hasValue(0);
    }

    @Test
    void whatTakesResultsMayFail() {
        var squares = new Squares(100, 0);
        assertThatThrownBy(
                        () ->
                                new LocalRunner(1)
                                        .run(
                                                squares,
                                                squares.tasks(),
                                                r -> {
                                                    throw new IllegalStateException("disk full");
                                                }))
                .hasMessage("disk full");
        assertThat(squares.runs).hasValue(1);
    }

    @Test
    void anInterruptedRunEndsAfterThePresentTasks() {
        var squares = new Squares(1000, 0);
        var main = Thread.currentThread();
        var seen = Collections.synchronizedList(new ArrayList<Long>());
        try {
            assertThatThrownBy(
                            () ->
                                    new LocalRunner(1)
                                            .run(
                                                    squares,
                                                    squares.tasks(),
                                                    r -> {
                                                        seen.add(r.value());
                                                        if (r.task().seed() == 3) {
                                                            main.interrupt();
                                                            awaitEnd();
                                                        }
                                                    }))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("interrupted");
            assertThat(seen).containsExactly(1L, 4L, 9L);
        } finally {
            assertThat(Thread.interrupted()).as("the interrupt is not swallowed").isTrue();
        }
    }

    /** Ends when the runner interrupts its workers. */
    private static void awaitEnd() {
        while (!Thread.currentThread().isInterrupted()) {
            Thread.onSpinWait();
        }
    }
}
