package org.evenflow.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CampaignTest {
    private static final List<Long> SQUARES = List.of(1L, 4L, 9L, 16L, 25L);

    @TempDir private Path folder;
    private final SeenProgress progress = new SeenProgress();

    private List<Long> run(Squares squares, Runner runner) {
        try (var output = open()) {
            return new Campaign(runner, progress, () -> 0)
                    .run(squares, output).stream().map(Result::value).toList();
        }
    }

    private OutputFolder open() {
        return OutputFolder.open(
                folder.resolve("out"), "squares.yaml", "# version\nsquares\n", false, List.of());
    }

    @Test
    void resultsStandInTheOrderOfTheTasksOnAnyNumberOfThreads() {
        assertThat(run(new Squares(5, 0), new LocalRunner(3))).isEqualTo(SQUARES);
        assertThat(progress.seen()).containsExactly("0 of 5 squares", "end");
    }

    @Test
    void whatIsFinishedIsNotRunAgain() throws IOException {
        run(new Squares(5, 0), new LocalRunner(1));
        Path kept = folder.resolve("out/runs.jsonl");
        Files.writeString(kept, "[2,4]\n[4,16]\n[5,2");
        var again = new Squares(5, 0);
        assertThat(run(again, new LocalRunner(2))).isEqualTo(SQUARES);
        assertThat(again.runs).hasValue(3);
        assertThat(progress.seen()).contains("2 of 5 squares");
        assertThat(Files.readAllLines(kept))
                .containsExactlyInAnyOrder("[1,1]", "[2,4]", "[3,9]", "[4,16]", "[5,25]");
    }

    @Test
    void aResultThatComesTwiceCountsOnce() throws IOException {
        assertThat(run(new Squares(5, 0), new Twice())).isEqualTo(SQUARES);
        assertThat(Files.readAllLines(folder.resolve("out/runs.jsonl"))).hasSize(5);
    }

    @Test
    void aFailingTaskIsThrownAndWhatWasFinishedIsKept() throws IOException {
        var failing = new Squares(5, 4);
        assertThatThrownBy(() -> run(failing, new LocalRunner(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no square of 4");
        assertThat(Files.readAllLines(folder.resolve("out/runs.jsonl")))
                .containsExactly("[1,1]", "[2,4]", "[3,9]");
        assertThat(failing.runs).as("no task begins after a failure").hasValue(4);
        assertThat(progress.seen()).containsExactly("0 of 5 squares", "end");
        assertThat(run(new Squares(5, 0), new LocalRunner(1))).isEqualTo(SQUARES);
    }

    @Test
    void aRunnerThatLosesATaskIsNoticed() {
        assertThatThrownBy(() -> run(new Squares(5, 0), new Lossy()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("1 of 5 results are missing");
    }

    /** Hands results out backwards, each twice. */
    private static final class Twice implements Runner {
        @Override
        public <R> void run(
                Experiment<R> experiment, List<Task> tasks, Consumer<Result<R>> results) {
            var backwards = new ArrayList<>(tasks);
            Collections.reverse(backwards);
            Worker<R> worker = experiment.worker();
            for (Task task : backwards) {
                results.accept(new Result<>(task, worker.run(task)));
                results.accept(new Result<>(task, worker.run(task)));
            }
        }

        @Override
        public Map<String, String> provenance() {
            return Map.of();
        }

        @Override
        public void close() {}
    }

    /** Forgets the first task. */
    private static final class Lossy implements Runner {
        @Override
        public <R> void run(
                Experiment<R> experiment, List<Task> tasks, Consumer<Result<R>> results) {
            new LocalRunner(1).run(experiment, tasks.subList(1, tasks.size()), results);
        }

        @Override
        public Map<String, String> provenance() {
            return Map.of();
        }

        @Override
        public void close() {}
    }
}
