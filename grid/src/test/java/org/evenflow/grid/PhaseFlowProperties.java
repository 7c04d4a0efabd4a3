package org.evenflow.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Kirchhoff's laws over random unbalanced feeders, against equations built separately. */
class PhaseFlowProperties {
    private static final int FEEDERS = 400;
    private static final double TOLERANCE_PU = 1e-13;

    private static FlowResult solved(RandomPhaseFeeder random, String as) {
        var flow = new PhaseSweep(random.feeder(), TOLERANCE_PU);
        var result = flow.newResult();
        assertThat(flow.solve(random.load(), result)).as(as).isEqualTo(FlowStatus.CONVERGED);
        return result;
    }

    @Test
    void currentsSumToZeroAtEveryNodeAndVoltagesAroundEveryIdealPart() {
        for (long seed = 0; seed < FEEDERS; seed++) {
            var random = RandomPhaseFeeder.of(seed);
            var result = solved(random, "seed " + seed);
            var oracle = new PhaseOracle(random);
            double[] found = oracle.unknowns(result);
            // The currents of ideal parts are not among the voltages: one Newton step gives them.
            double[] stepped = found.clone();
            // 1e-13 pu to go by the sweep's last move, times how slowly it converges.
            assertThat(oracle.step(stepped)).as("seed %d, pu", seed).isLessThan(1e-11);
            int nodes = 2 * oracle.equations.nodes;
            System.arraycopy(found, 0, stepped, 0, nodes);
            double[] residual = oracle.residual(stepped);
            for (int row = 0; row < residual.length; row++) {
                // 1e-12 pu of voltage over the least impedance of 1e-3 pu.
                assertThat(residual[row])
                        .as("seed %d, equation %d", seed, row)
                        .isCloseTo(0, within(1e-9));
            }
        }
    }

    @Test
    void agreesWithADenseNewtonFromNoLoad() {
        for (long seed = 0; seed < FEEDERS / 4; seed++) {
            var random = RandomPhaseFeeder.of(seed);
            var result = solved(random, "seed " + seed);
            var oracle = new PhaseOracle(random);
            double[] x = oracle.noLoad();
            int steps = 0;
            while (oracle.step(x) > 1e-12 && ++steps < 30) {}
            double[] found = oracle.unknowns(result);
            for (int i = 0; i < 2 * oracle.equations.nodes; i++) {
                assertThat(found[i]).as("seed %d", seed).isCloseTo(x[i], within(1e-10));
            }
        }
    }

    @Test
    void theInfeedGivesLoadsAndLosses() {
        for (long seed = 0; seed < FEEDERS; seed++) {
            var random = RandomPhaseFeeder.of(seed);
            var result = solved(random, "seed " + seed);
            var oracle = new PhaseOracle(random);
            double[] load = oracle.loadPower(oracle.unknowns(result));
            assertThat(result.sourceKw())
                    .as("seed %d", seed)
                    .isCloseTo(load[0] + result.lossKw(), within(1e-7));
            assertThat(result.sourceKvar())
                    .as("seed %d", seed)
                    .isCloseTo(load[1] + result.lossKvar(), within(1e-7));
        }
    }
}
