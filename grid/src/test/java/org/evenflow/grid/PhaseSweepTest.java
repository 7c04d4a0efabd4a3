package org.evenflow.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PhaseSweepTest {
    @Test
    void balancedFeedersSolveAlikeByPhase() {
        for (long seed = 1; seed <= 60; seed++) {
            var random = RandomFeeder.of(seed, true);
            var balanced = new SweepPowerFlow(random.feeder(), 1e-12);
            var expected = balanced.newResult();
            var byPhase = new PhaseSweep(random.feeder(), 1e-12);
            var state = byPhase.newResult();
            var load = byPhase.terminals().none();
            for (int bus = 0; bus < expected.buses(); bus++) {
                for (int phase = 0; phase < 3; phase++) {
                    load.loadKw()[3 * bus + phase] = random.load().loadKw()[bus] / 3;
                    load.loadKvar()[3 * bus + phase] = random.load().loadKvar()[bus] / 3;
                }
            }
            assertThat(balanced.solve(random.load(), expected)).isEqualTo(FlowStatus.CONVERGED);
            assertThat(byPhase.solve(load, state)).isEqualTo(FlowStatus.CONVERGED);
            for (int bus = 0; bus < expected.buses(); bus++) {
                for (int phase = 0; phase < 3; phase++) {
                    double turn = expected.angleDeg(bus) - 120 * phase;
                    assertThat(state.voltagePu(3 * bus + phase))
                            .as("seed %d bus %d phase %d", seed, bus, phase)
                            .isCloseTo(expected.voltagePu(bus), within(1e-10));
                    assertThat(Math.IEEEremainder(state.angleDeg(3 * bus + phase) - turn, 360))
                            .as("seed %d bus %d phase %d", seed, bus, phase)
                            .isCloseTo(0, within(1e-8));
                }
                assertThat(state.unbalance(bus)).isCloseTo(0, within(1e-10));
            }
            assertThat(state.lossKw()).isCloseTo(expected.lossKw(), within(1e-6));
            assertThat(state.lossKvar()).isCloseTo(expected.lossKvar(), within(1e-6));
            assertThat(state.sourceKw()).isCloseTo(expected.sourceKw(), within(1e-6));
            assertThat(state.sourceKvar()).isCloseTo(expected.sourceKvar(), within(1e-6));
        }
    }
}
