package org.evenflow.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.evenflow.numeric.RandomStream;
import org.junit.jupiter.api.Test;

class ResultsTest {
    private static final List<Task> TASKS = new Squares(20, 0).tasks();

    @Test
    void theOrderOfArrivalDoesNotMatter() {
        for (long seed = 1; seed <= 20; seed++) {
            var results = new Results<Long>(TASKS);
            shuffled(seed).forEach(task -> results.add(new Result<>(task, 10 * task.seed())));
            assertThat(results.inOrder())
                    .as("seed %d", seed)
                    .extracting(Result::value)
                    .isEqualTo(TASKS.stream().map(task -> 10 * task.seed()).toList());
        }
    }

    private static List<Task> shuffled(long seed) {
        var tasks = new ArrayList<>(TASKS);
        var random = new RandomStream("shuffle", seed);
        for (int i = tasks.size() - 1; i > 0; i--) {
            Collections.swap(tasks, i, random.nextInt(i + 1));
        }
        return tasks;
    }

    @Test
    void resultsOfOtherTasksAreLeftOut() {
        var results = new Results<Long>(TASKS);
        assertThat(results.add(new Result<>(new Task("other world", "square", 1), 1L))).isFalse();
        assertThat(results.add(new Result<>(Squares.task(21), 1L))).isFalse();
        assertThat(results.done()).isZero();
    }

    @Test
    void longTasksComeFirstAndTheOthersKeepTheirOrder() {
        var results = new Results<Long>(TASKS.subList(0, 5));
        results.add(new Result<>(Squares.task(2), 4L));
        assertThat(results.missing(task -> task.seed() >= 4))
                .extracting(Task::seed)
                .containsExactly(4L, 5L, 1L, 3L);
    }

    @Test
    void tasksMustDiffer() {
        var twice = List.of(Squares.task(1), Squares.task(1));
        assertThatThrownBy(() -> new Results<Long>(twice))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
