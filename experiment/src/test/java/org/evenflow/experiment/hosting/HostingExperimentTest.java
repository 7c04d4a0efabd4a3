package org.evenflow.experiment.hosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Path;
import java.util.List;
import org.evenflow.experiment.Portable;
import org.evenflow.experiment.Result;
import org.evenflow.experiment.Task;
import org.evenflow.grid.hosting.Binding;
import org.evenflow.grid.hosting.LimitKind;
import org.evenflow.grid.hosting.Outcome;
import org.evenflow.grid.hosting.PhaseRule;
import org.evenflow.model.Bus;
import org.evenflow.model.Feeder;
import org.evenflow.model.InputException;
import org.evenflow.model.Line;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostingExperimentTest {
    private static final HostingPlan.Sizes SIZES =
            new HostingPlan.Sizes(7.4, 5, PhaseRule.AS_LOAD, 2, 2, 1, 60, 0.99);
    private static final HostingPlan.Bounds BOUNDS =
            new HostingPlan.Bounds(0.9, Double.NaN, Double.POSITIVE_INFINITY);

    @Test
    void anOutcomeComesBackFromItsNumbers() {
        for (LimitKind kind : LimitKind.values()) {
            var outcome = new Outcome(17, new Binding(kind, 3, 2, 0.9425), 1110, true);
            assertThat(HostingExperiment.outcome(HostingExperiment.values(outcome)))
                    .isEqualTo(outcome);
        }
    }

    private static HostingPlan plan(String feeder, String controller) {
        return HostingPlan.of(
                feeder, List.of(controller), 2, 7, SIZES, BOUNDS, "home", "residential");
    }

    /** Two buses, from a source that is named so. */
    private static HostingExperiment small(String source) {
        var buses =
                List.of(
                        new Bus("1", 0.4, 0, 0, 0, 0, 0.9, 1.1),
                        new Bus("2", 0.4, 3, 1, 0, 0, 0.9, 1.1));
        var line = new Line("1-2", "1", "2", 0.1, 0.1, 0, 100, true);
        var feeder = new Feeder("small", source, "1", 1, buses, List.of(line));
        return new HostingExperiment(
                HostingPlan.of(feeder, List.of(), 2, 7, SIZES, BOUNDS, "home", "residential"),
                () -> 0);
    }

    @Test
    void aFeederThatOurFilesCannotHoldStaysHere() {
        assertThat(small("by hand").portable()).isInstanceOf(PortableHosting.class);
        // A feeder's file must say where its data come from.
        var experiment = small(" ");
        assertThatThrownBy(experiment::portable)
                .isInstanceOf(InputException.class)
                .hasMessage(
                        "feeder small has what a feeder file of ours cannot hold, so its draws"
                                + " stay on this machine: leave out --cluster");
    }

    @ParameterizedTest
    @CsvSource({"ieee33, equal_share", "ieee13, uncontrolled"})
    void elsewhereDrawsAreTheSame(String feeder, String controller, @TempDir Path folder)
            throws IOException, ClassNotFoundException {
        var experiment = new HostingExperiment(plan(feeder, controller), () -> 0);
        var bytes = new ByteArrayOutputStream();
        try (var out = new ObjectOutputStream(bytes)) {
            out.writeObject(experiment.portable());
        }
        try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            var there = ((Portable) in.readObject()).rebuild(folder, () -> 0);
            assertThat(there.tasks()).isEqualTo(experiment.tasks());
            var worker = there.worker();
            for (Task task : experiment.tasks()) {
                assertThat((Object) worker.run(task)).isEqualTo(experiment.worker().run(task));
            }
        }
    }

    @Test
    void drawsOfAModeStandTogetherAndDoNotDependOnEachOther() {
        var experiment = new HostingExperiment(plan("ieee33", "uncontrolled"), () -> 0);
        assertThat(experiment.tasks())
                .extracting(task -> task.subject() + " " + task.seed())
                .containsExactly(
                        "static 1", "static 2", "uncontrolled 1", "uncontrolled 2", "pv 1", "pv 2");
        var worker = experiment.worker();
        var second = experiment.tasks().get(1);
        worker.run(experiment.tasks().get(0));
        assertThat(worker.run(second)).isEqualTo(experiment.worker().run(second));
        var result = new Result<>(second, worker.run(second));
        assertThat(experiment.decode(experiment.encode(result))).isEqualTo(result);
    }
}
