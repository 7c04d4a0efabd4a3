package org.evenflow.experiment.economic;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.evenflow.data.scenario.EconomicReader;
import org.evenflow.data.scenario.EconomicStudy;
import org.evenflow.experiment.Experiment;
import org.evenflow.experiment.Result;
import org.evenflow.experiment.Task;
import org.evenflow.report.economic.EconomicResult.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EconomicExperimentTest {
    private static final EconomicStudy STUDY =
            EconomicReader.named("heterogeneous-stations")
                    .withMethods(List.of("priority_list", "proportional"))
                    .withVariants(List.of("non_convex"))
                    .withSeeds(1);

    @TempDir private Path folder;
    private final EconomicExperiment experiment =
            new EconomicExperiment(STUDY, new EconomicMethodList(), () -> 0);

    /** The published state and one random one. */
    private List<Task> some() {
        return List.of(experiment.tasks().getFirst(), experiment.tasks().get(20));
    }

    @Test
    void decisionsComeBackFromTheirLine() {
        var worker = experiment.worker();
        for (Task task : some()) {
            var result = new Result<>(task, worker.run(task));
            Result<List<Row>> back = experiment.decode(experiment.encode(result));
            assertThat(back.task()).isEqualTo(task);
            assertThat(experiment.encode(back)).isEqualTo(experiment.encode(result));
            Row first = result.value().getFirst();
            assertThat(back.value().getFirst().kw()).containsExactly(first.kw());
            assertThat(back.value().getFirst().on()).containsExactly(first.on());
            assertThat(back.value().getFirst().state()).isSameAs(first.state());
            assertThat(back.value())
                    .extracting(Row::method)
                    .containsExactlyElementsOf(STUDY.methods());
        }
    }

    @Test
    void aLineOfAnotherStudyHasNoDecisions() {
        var task = new Task("other", "convex day", 9, 9);
        var other = experiment.decode(experiment.encode(new Result<>(task, List.of())));
        assertThat(experiment.tasks()).doesNotContain(other.task());
        assertThat(other.value()).isEmpty();
    }

    @Test
    void theRebuiltStudyDecidesTheSameTasksAlike() {
        var there = experiment.portable().rebuild(folder, () -> 0);
        assertThat(there.tasks()).isEqualTo(experiment.tasks());
        assertThat(lines(there)).isEqualTo(lines(experiment));
    }

    private <R> List<String> lines(Experiment<R> one) {
        var worker = one.worker();
        return some().stream()
                .map(task -> one.encode(new Result<>(task, worker.run(task))))
                .toList();
    }
}
