package org.evenflow.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.evenflow.model.Branch;
import org.evenflow.model.Bus;
import org.evenflow.model.Capacitor;
import org.evenflow.model.Feeder;
import org.evenflow.model.Infeed;
import org.evenflow.model.InputException;
import org.evenflow.model.Line;
import org.evenflow.model.Load;
import org.evenflow.model.PhaseImpedance;
import org.evenflow.model.PhaseMatrix;
import org.evenflow.model.Phases;
import org.evenflow.model.Transformer;
import org.evenflow.model.Transformer.Winding;
import org.junit.jupiter.api.Test;

/** Where a solution ends, and where the sweep does. */
class PhaseSweepLimitsTest {
    /** 10 kV: 100 ohm is 1 pu of 1 MVA. */
    private static final double KV = 10;

    private static Feeder two(Branch branch, List<Capacitor> capacitors) {
        var phases = branch.phases();
        var far = new Bus("b1", phases, KV, 0, 0, 0, 0, 0.9, 1.1, Double.NaN, Double.NaN);
        return new Feeder(
                "two",
                "",
                List.of(new Infeed("b0", 1)),
                List.of(new Bus("b0", KV, 0, 0, 0, 0, 0.9, 1.1), far),
                List.of(branch),
                List.of(),
                capacitors,
                List.of(),
                List.of());
    }

    /** A lateral of phase a, 0.05 + j0.05 pu. */
    private static Line lateral() {
        var five = new PhaseMatrix(1, List.of(5.0));
        var none = new PhaseMatrix(1, List.of(0.0));
        var impedance = new PhaseImpedance(five, five, none);
        return Line.byPhase("line", "b0", "b1", Phases.A, impedance, Double.NaN, 100, true);
    }

    private static FlowStatus status(Feeder feeder, double kw) {
        var flow = new PhaseSweep(feeder, 1e-9);
        var load = flow.terminals().none();
        load.loadKw()[3] = kw;
        return flow.solve(load, flow.newResult());
    }

    /** The most that R + jX carries at unity power factor is {@code E² / (2 (|Z| + R))}. */
    @Test
    void beyondTheNoseThereIsNoSolution() {
        double mostKw = 1 / (2 * (0.05 * Math.sqrt(2) + 0.05)) * 1000 / 3;
        assertThat(status(two(lateral(), List.of()), 0.99 * mostKw))
                .isEqualTo(FlowStatus.CONVERGED);
        assertThat(status(two(lateral(), List.of()), 1.01 * mostKw))
                .isEqualTo(FlowStatus.NOT_CONVERGED);
    }

    @Test
    void voltagesThatAreNoNumbersAreNoSolution() {
        var flow = new PhaseSweep(two(lateral(), List.of()), 1e-9);
        var state = flow.newResult();
        var load = flow.terminals().none();
        for (double kw : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            load.loadKw()[3] = kw;
            assertThat(flow.solve(load, state)).as("%s kW", kw).isEqualTo(FlowStatus.NOT_CONVERGED);
            // Nor do they stay behind for the next load.
            load.loadKw()[3] = 100;
            assertThat(flow.solve(load, state)).isEqualTo(FlowStatus.CONVERGED);
            assertThat(state.voltagePu(3)).isBetween(0.98, 0.99);
        }
    }

    /** The bus's short-circuit power in phase a is 333.3 kVA / 0.0707 = 4714 kVA. */
    @Test
    void capacitorsBeyondTheShortCircuitPowerAreReportedAsNotSolved() {
        for (double share : new double[] {0.5, 0.9, 1.1}) {
            var bank = new Capacitor("c", "b1", Phases.A, false, share * 4714, 1);
            var expected = share < 1 ? FlowStatus.CONVERGED : FlowStatus.NOT_CONVERGED;
            assertThat(status(two(lateral(), List.of(bank)), 0)).isEqualTo(expected);
        }
    }

    /**
     * A star of 0.01 pu zero sequence opposite a delta, behind 0.05 pu: an infeed whose zero
     * sequence is 0.05 pu. Load of phase a, 0.3 pu of constant current, is nearly all taken by the
     * star in zero sequence: V0 = -0.1 · (0.05 || 0.01) = -0.1 / 120.
     */
    @Test
    void aStarStrongerThanTheNetworkTakesTheZeroSequence() {
        var star =
                new Transformer(
                        "t",
                        "b0",
                        "b1",
                        Phases.ABC,
                        Winding.EARTHED_WYE,
                        Winding.DELTA,
                        0,
                        1,
                        0,
                        1,
                        0,
                        0,
                        1,
                        30,
                        1000,
                        true);
        var plain = two(star, List.of());
        var load =
                new Load("l", "b0", Phases.A, false, 0, 100, 1, Load.Model.CONSTANT_CURRENT, null);
        var feeder =
                new Feeder(
                        "star",
                        "",
                        List.of(new Infeed("b0", 1, 0, 0, 0, 0, 5)),
                        plain.buses(),
                        plain.branches(),
                        List.of(load),
                        List.of(),
                        List.of(),
                        List.of());
        var flow = new PhaseSweep(feeder, 1e-12);
        var state = flow.newResult();
        assertThat(flow.solve(flow.terminals().nominal(), state)).isEqualTo(FlowStatus.CONVERGED);
        // Reactive current through a reactance: all in phase with phase a.
        assertThat(state.voltagePu(0)).isCloseTo(1 - 0.1 / 120, within(1e-11));
    }

    @Test
    void deltaWindingsOfTwoPhasesAreRefused() {
        var open =
                new Transformer(
                        "t",
                        "b0",
                        "b1",
                        Phases.AB,
                        Winding.DELTA,
                        Winding.EARTHED_WYE,
                        1,
                        1,
                        1,
                        1,
                        0,
                        0,
                        1,
                        30,
                        1000,
                        true);
        assertThatThrownBy(() -> new PhaseSweep(two(open, List.of()), 1e-9))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("transformer t: windings must be earthed wyes");
    }
}
