package org.evenflow.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.evenflow.data.scenario.Study;
import org.evenflow.data.scenario.StudyReader;
import org.evenflow.experiment.Campaign;
import org.evenflow.experiment.Experiment;
import org.evenflow.experiment.LocalRunner;
import org.evenflow.experiment.Portable;
import org.evenflow.experiment.Progress;
import org.evenflow.experiment.Result;
import org.evenflow.experiment.Runner;
import org.evenflow.experiment.Task;
import org.evenflow.experiment.study.StudyRunner;
import org.evenflow.model.InputException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tasks on an embedded cluster of two workers. */
class FlinkRunnerIT {
    @TempDir private Path folder;
    private EmbeddedCluster cluster;
    private FlinkRunner runner;

    @BeforeEach
    void start() {
        cluster = new EmbeddedCluster(2);
        runner = FlinkRunner.of(cluster);
    }

    @AfterEach
    void end() {
        runner.close();
    }

    private Map<Long, Long> run(Experiment<Long> squares, Consumer<Result<Long>> more) {
        var values = Collections.synchronizedMap(new TreeMap<Long, Long>());
        runner.run(
                squares,
                squares.tasks(),
                result -> {
                    values.put(result.task().seed(), result.value());
                    more.accept(result);
                });
        return values;
    }

    @Test
    void everyTaskBringsItsResult() {
        assertThat(run(Squares.of("all", 4), result -> {}))
                .isEqualTo(Map.of(1L, 1L, 2L, 4L, 3L, 9L, 4L, 16L));
        assertThat(runner.provenance())
                .containsEntry(
                        "Workers",
                        "2 slots of the Flink cluster embedded (the results do not depend on them)");
    }

    @Test
    void resultsArriveWhileTheJobRuns() {
        var squares = Squares.of("live", 4);
        var meeting = squares.meeting(1);
        // All tasks but the first wait until its result is here.
        assertThat(run(squares, result -> meeting.gate().countDown())).hasSize(4);
    }

    @Test
    void tasksOfALostWorkerRunAgain() {
        var squares = Squares.of("lost", 8);
        var meeting = squares.meeting(1);
        var values =
                run(
                        squares,
                        result -> {
                            if (meeting.gate().getCount() > 0) {
                                cluster.kill(1);
                                meeting.gate().countDown();
                            }
                        });
        assertThat(values).hasSize(8).containsEntry(8L, 64L);
        assertThat(meeting.begun().get()).as("some task ran twice").isGreaterThan(8);
    }

    @Test
    void aTaskThatFailsIsNotTriedAgain() {
        assertThatThrownBy(() -> run(new Squares("failing", 4, 0, 2), result -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("on a worker of the cluster")
                .hasMessageContaining("seed=2")
                .hasMessageContaining("no square of 2");
    }

    @Test
    void badInputReadsAsOnThisMachine() {
        assertThatThrownBy(() -> run(new Squares("refused", 4, 3, 0), result -> {}))
                .isInstanceOf(InputException.class)
                .hasMessage("seed 3 is not allowed");
    }

    @Test
    void aClusterThatLosesEveryJobIsGivenUp() {
        var squares = Squares.of("broken", 2);
        var broken = new Unreadable(squares);
        assertThatThrownBy(() -> runner.run(broken, squares.tasks(), result -> {}))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("the cluster lost 5 jobs in a row without a result: ")
                .hasMessageContaining("unreadable");
    }

    @Test
    void aStudyHasTheSameBitsWhereverItIsPlayed() throws IOException {
        Study study =
                StudyReader.builtIn("quickstart")
                        .withControllers(
                                List.of("uncontrolled", "time_of_use", "mpc[deadline_s=3600]"))
                        .withSeeds(2);
        assertThat(play(study, runner, Progress.NONE, "cluster"))
                .isEqualTo(play(study, new LocalRunner(1), Progress.NONE, "local"))
                .hasSizeGreaterThan(100);
    }

    @Test
    @Tag("nightly")
    void quickstartHasTheSameBitsOnTwoWorkersAndWhenOneIsLost() throws IOException {
        Study study = StudyReader.builtIn("quickstart");
        var local = play(study, new LocalRunner(2), Progress.NONE, "local");
        assertThat(play(study, runner, Progress.NONE, "two")).isEqualTo(local);
        // 180 runs of rules on validation seeds, 210 of the controllers with the best rule, 20
        // references: a worker is lost among the runs of controllers.
        var killer = new Killer(240);
        assertThat(play(study, runner, killer, "one lost")).isEqualTo(local);
        assertThat(killer.done).isEqualTo(410);
    }

    /** The lines of {@code results.csv} and the kept runs, without what the clock says. */
    private List<String> play(Study study, Runner where, Progress progress, String name)
            throws IOException {
        Path out = folder.resolve(name);
        new StudyRunner(study, new Campaign(where, progress, System::nanoTime))
                .run(out, false, "test");
        var lines = new ArrayList<String>();
        for (String line : Files.readAllLines(out.resolve("results.csv"))) {
            if (!line.contains(",decision_ms_")) {
                lines.add(line);
            }
        }
        Files.readAllLines(out.resolve("runs.jsonl")).stream()
                .map(line -> line.replaceAll("\"decision_ms_\\w+\":\"[^\"]*\"", ""))
                .sorted()
                .forEach(lines::add);
        return lines;
    }

    /** Ends a worker after so many results. */
    private final class Killer implements Progress {
        private final int after;
        private int done;

        Killer(int after) {
            this.after = after;
        }

        @Override
        public void begins(String unit, int total, int already) {}

        @Override
        public synchronized void advances() {
            done++;
            if (done == after) {
                cluster.kill(1);
            }
        }

        @Override
        public void ends() {}

        @Override
        public void enters(String world, int number, int worlds) {}
    }

    /** Squares that no worker can read. */
    private record Unreadable(Squares squares) implements Experiment<Long> {
        @Override
        public String unit() {
            return squares.unit();
        }

        @Override
        public List<Task> tasks() {
            return squares.tasks();
        }

        @Override
        public org.evenflow.experiment.Worker<Long> worker() {
            return squares.worker();
        }

        @Override
        public String encode(Result<Long> result) {
            return squares.encode(result);
        }

        @Override
        public Result<Long> decode(String line) {
            return squares.decode(line);
        }

        @Override
        public Portable portable() {
            return new Broken("unreadable");
        }
    }

    private record Broken(String why) implements Portable {
        private static final long serialVersionUID = 1;

        private Object readResolve() {
            throw new IllegalStateException(why);
        }

        @Override
        public Experiment<?> rebuild(Path folder, LongSupplier nanoClock) {
            return Squares.of(why, 1);
        }
    }
}
