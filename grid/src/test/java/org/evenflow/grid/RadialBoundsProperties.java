package org.evenflow.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.evenflow.model.Bus;
import org.evenflow.model.Feeder;
import org.evenflow.model.Line;
import org.junit.jupiter.api.Test;

/** What {@link RadialBounds} promises, against AC flows of random feeders. */
class RadialBoundsProperties {
    private static final int FEEDERS = 300;

    /** What a flow solved to 1e-10 pu may miss, kW and pu. */
    private static final double ROUNDING = 1e-5;

    @Test
    void noFlowLosesLessOrMoreOrHasHigherVoltages() {
        int solved = 0;
        for (long seed = 0; seed < FEEDERS; seed++) {
            var random = RandomFeeder.of(seed, seed % 2 == 0);
            var bounds = RadialBounds.of(random.feeder()).orElseThrow();
            var flow = PowerFlow.of(random.feeder(), 1e-10);
            var state = flow.newResult();
            if (flow.solve(random.load(), state) != FlowStatus.CONVERGED) {
                continue;
            }
            solved++;
            int buses = random.feeder().buses().size();
            double[] highest = new double[buses];
            bounds.highestPu(random.load(), highest);
            double[] lowest = new double[buses];
            double[] kva = new double[buses];
            for (int bus = 0; bus < buses; bus++) {
                assertThat(state.voltagePu(bus))
                        .as("seed %d bus %d", seed, bus)
                        .isLessThanOrEqualTo(highest[bus] + ROUNDING);
                lowest[bus] = state.voltagePu(bus);
                kva[bus] = Math.hypot(random.load().loadKw()[bus], random.load().loadKvar()[bus]);
            }
            double least = bounds.leastLossKw(random.load(), highest, new double[buses]);
            assertThat(state.lossKw())
                    .as("seed %d", seed)
                    .isGreaterThanOrEqualTo(least - ROUNDING)
                    .isLessThanOrEqualTo(bounds.mostLossKw(kva, lowest) + ROUNDING);
        }
        assertThat(solved).isGreaterThan(FEEDERS * 9 / 10);
    }

    /** A convex function lies above its tangents; the tangent is that of the slopes. */
    @Test
    void leastLossesLieAboveTheirTangents() {
        for (long seed = 0; seed < FEEDERS; seed++) {
            var random = RandomFeeder.of(seed, seed % 2 == 0);
            var draw = new Random(seed);
            var bounds = RadialBounds.of(random.feeder()).orElseThrow();
            int buses = random.feeder().buses().size();
            double[] highest = new double[buses];
            Arrays.fill(highest, 1.1);
            double[] slopes = new double[buses];
            double at = bounds.leastLossKw(random.load(), highest, slopes);
            for (double step : new double[] {1e-4, 10, 300}) {
                var other = new Injections(buses);
                double tangent = at;
                for (int bus = 0; bus < buses; bus++) {
                    double change = step * draw.nextGaussian();
                    other.loadKw()[bus] = random.load().loadKw()[bus] + change;
                    other.loadKvar()[bus] = random.load().loadKvar()[bus];
                    tangent += slopes[bus] * change;
                }
                double loss = bounds.leastLossKw(other, highest, new double[buses]);
                assertThat(loss)
                        .as("seed %d step %s", seed, step)
                        .isGreaterThanOrEqualTo(tangent - 1e-9 * (1 + Math.abs(tangent)));
                if (step < 1) {
                    // Second-order in the step: far below what a wrong slope would leave.
                    assertThat(loss).as("seed %d", seed).isCloseTo(tangent, within(1e-6));
                }
            }
        }
    }

    /**
     * One line of 1 ohm at 10 kV with 1,000 kW behind it at no more than 1 pu: at least (1,000 kW /
     * 10 kV)² × 1 ohm = 10 kW, and no voltage above the source's 1 pu less the drop 2 r P.
     */
    @Test
    void oneLineByHand() {
        var feeder =
                new Feeder(
                        "one",
                        "",
                        "a",
                        1,
                        List.of(
                                new Bus("a", 10, 0, 0, 0, 0, 0.9, 1.1),
                                new Bus("b", 10, 0, 0, 0, 0, 0.9, 1.1)),
                        List.of(new Line("l", "a", "b", 1, 0, 0, 1e9, true)));
        var bounds = RadialBounds.of(feeder).orElseThrow();
        var load = new Injections(2);
        load.loadKw()[1] = 1000;
        double[] slopes = new double[2];
        assertThat(bounds.leastLossKw(load, new double[] {1, 1}, slopes))
                .isCloseTo(10, within(1e-9));
        // d/dP (P² r / V²) = 2 × 1,000 × 1 / 100,000, in kW per kW.
        assertThat(slopes[1]).isCloseTo(0.02, within(1e-12));
        double[] highest = new double[2];
        bounds.highestPu(load, highest);
        // V² <= 1 - 2 × 0.01 with r = 1 ohm / 100 ohm and P = 1 MVA / 1 MVA, less r² l.
        assertThat(highest[1]).isBetween(0.98, Math.sqrt(0.98));
        assertThat(bounds.mostLossKw(new double[] {0, 1000}, new double[] {1, 0.5}))
                .isCloseTo(40, within(1e-9));
    }
}
