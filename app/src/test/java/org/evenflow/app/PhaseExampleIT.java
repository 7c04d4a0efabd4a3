package org.evenflow.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashSet;
import org.evenflow.control.rule.Rules;
import org.evenflow.data.scenario.StudyReader;
import org.evenflow.dispatch.CutReason;
import org.evenflow.sim.ChargingEnv;
import org.evenflow.sim.Episode;
import org.evenflow.sim.Indicator;
import org.evenflow.sim.StepRecord;
import org.evenflow.sim.Trace;
import org.junit.jupiter.api.Test;

/** Single-phase wallboxes on 907 buses of the European low-voltage feeder. */
class PhaseExampleIT {
    /** Phases whose voltage cut somebody. */
    private static final class Cuts implements Trace {
        final HashSet<Integer> phases = new HashSet<>();

        @Override
        public void append(StepRecord step) {
            for (int rank = 0; rank < step.pluggedInCount(); rank++) {
                int connector = step.pluggedIn(rank);
                if (step.reason(connector) == CutReason.VOLTAGE) {
                    phases.add(step.phase(connector));
                }
            }
        }
    }

    @Test
    void theVoltageOfOnePhaseBindsAndIsHeld() {
        Path file = Path.of("..", "examples", "european-lv-homes.yaml");
        var env = new ChargingEnv(StudyReader.read(file).scenario());
        var cuts = new Cuts();
        env.trace(cuts);
        var totals = new Episode(env, () -> 0).play(new Rules().create("uncontrolled"), 2);
        var values = totals.indicators(Indicator.Baseline.ZERO);
        assertThat(cuts.phases).containsExactly(1);
        assertThat(values.getOrDefault("voltage_violation_before", 0.0)).isGreaterThan(10);
        assertThat(values.getOrDefault("voltage_violation", 1.0)).isZero();
        assertThat(values.getOrDefault("voltage_min", 0.0)).isGreaterThanOrEqualTo(0.96 - 1e-9);
        assertThat(values.getOrDefault("power_flow_failures", 1.0)).isZero();
        assertThat(totals.energyBalanceRelativeError()).isLessThan(1e-9);
        // What 16 kVA more or less on a phase of such a cable do: tenths of a percent to 2 %.
        assertThat(values.getOrDefault("voltage_unbalance_max", 0.0)).isBetween(0.2, 2.0);
    }
}
