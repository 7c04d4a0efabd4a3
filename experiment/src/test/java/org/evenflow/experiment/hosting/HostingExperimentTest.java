package org.evenflow.experiment.hosting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.evenflow.experiment.Result;
import org.evenflow.grid.hosting.Binding;
import org.evenflow.grid.hosting.LimitKind;
import org.evenflow.grid.hosting.Outcome;
import org.evenflow.grid.hosting.PhaseRule;
import org.junit.jupiter.api.Test;

class HostingExperimentTest {
    @Test
    void anOutcomeComesBackFromItsNumbers() {
        for (LimitKind kind : LimitKind.values()) {
            var outcome = new Outcome(17, new Binding(kind, 3, 2, 0.9425), 1110, true);
            assertThat(HostingExperiment.outcome(HostingExperiment.values(outcome)))
                    .isEqualTo(outcome);
        }
    }

    @Test
    void drawsOfAModeStandTogetherAndDoNotDependOnEachOther() {
        var plan =
                HostingPlan.of(
                        "ieee33",
                        List.of("uncontrolled"),
                        2,
                        1,
                        new HostingPlan.Sizes(7.4, 5, PhaseRule.AS_LOAD, 2, 2, 1, 60, 0.99),
                        new HostingPlan.Bounds(Double.NaN, Double.NaN, Double.POSITIVE_INFINITY),
                        "home",
                        "residential");
        var experiment = new HostingExperiment(plan, () -> 0);
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
