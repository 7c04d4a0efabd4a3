package org.evenflow.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.evenflow.model.Feeder;
import org.evenflow.model.Line;
import org.junit.jupiter.api.Test;

class LinDistFlowTest {
    private static final Feeder CHAIN =
            new Feeder(
                    "f",
                    "by hand",
                    "a",
                    1,
                    List.of(DenseFlow.bus("a", 10), DenseFlow.bus("b", 10), DenseFlow.bus("c", 10)),
                    List.of(
                            new Line("ab", "a", "b", 2, 4, 0, Double.POSITIVE_INFINITY, true),
                            new Line("cb", "c", "b", 1, 1, 0, 100, true)));

    @Test
    void squaredVoltagesFallByTwiceResistanceTimesPower() {
        var flow = new LinDistFlow(CHAIN);
        var result = flow.newResult();
        var load = new Injections(new double[] {9, 1000, 500}, new double[] {9, 500, 200});
        assertThat(flow.solve(load, result)).isEqualTo(FlowStatus.CONVERGED);
        // 1 - 2 (0.02 x 1.5 + 0.04 x 0.7) = 0.884, then less 2 (0.01 x 0.5 + 0.01 x 0.2) = 0.014.
        assertThat(result.voltagePu(1)).isCloseTo(Math.sqrt(0.884), within(1e-14));
        assertThat(result.voltagePu(2)).isCloseTo(Math.sqrt(0.870), within(1e-14));
        // The linear angle X P - R Q: 0.04 x 1.5 - 0.02 x 0.7 = 0.046 rad.
        assertThat(result.angleDeg(1)).isCloseTo(-Math.toDegrees(0.046), within(1e-12));
    }

    @Test
    void agreesWithTheAcSolutionUpToLosses() {
        for (long seed = 0; seed < 200; seed++) {
            var random = RandomFeeder.of(seed, false);
            var ac = new SweepPowerFlow(random.feeder(), 1e-12);
            var exact = ac.newResult();
            ac.solve(random.load(), exact);
            var lin = new LinDistFlow(random.feeder());
            var result = lin.newResult();
            lin.solve(random.load(), result);
            double deepest = 0;
            for (int bus = 0; bus < result.buses(); bus++) {
                deepest = Math.max(deepest, Math.abs(1.02 - exact.voltagePu(bus)));
            }
            for (int bus = 0; bus < result.buses(); bus++) {
                // What is neglected is |z|^2 I^2 and the losses' own drop: second order.
                assertThat(result.voltagePu(bus))
                        .as("seed %d, bus %d", seed, bus)
                        .isCloseTo(exact.voltagePu(bus), within(4 * deepest * deepest + 1e-4));
            }
        }
    }

    @Test
    void sayWhereNoVoltageIsLeft() {
        var flow = new LinDistFlow(CHAIN);
        var load = new Injections(new double[] {0, 0, 40_000}, new double[3]);
        assertThat(flow.solve(load, flow.newResult())).isEqualTo(FlowStatus.NOT_CONVERGED);
    }
}
