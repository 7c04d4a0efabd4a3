package org.evenflow.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** The tree's approximate answers against finite differences of the AC solution. */
class TreeSensitivitiesProperties {
    private static final double STEP_KW = 0.5;

    /** Greatest voltage difference between any two buses. */
    private static double spread(FlowResult result) {
        double low = Double.POSITIVE_INFINITY;
        double high = 0;
        for (int bus = 0; bus < result.buses(); bus++) {
            low = Math.min(low, result.voltagePu(bus));
            high = Math.max(high, result.voltagePu(bus));
        }
        return high - low;
    }

    @Test
    void voltagesAnswerToLoadAsPredictedUpToLosses() {
        for (long seed = 0; seed < 60; seed++) {
            var random = RandomFeeder.of(seed, false);
            var flow = new SweepPowerFlow(random.feeder(), 1e-13);
            var state = flow.newResult();
            flow.solve(random.load(), state);
            int buses = state.buses();
            var predicted = new double[buses];
            int observed = buses - 1;
            new TreeSensitivities(new RadialTree(random.feeder()))
                    .voltagePerLoad(state, observed, predicted);
            double largest = 1e-12;
            for (double value : predicted) {
                assertThat(value).as("seed %d", seed).isLessThanOrEqualTo(0);
                largest = Math.max(largest, -value);
            }
            for (int bus = 0; bus < buses; bus++) {
                double measured = difference(flow, random.load(), bus, r -> r.voltagePu(observed));
                // Neglected: the losses' own drop and the angle, both of the order of the drop.
                assertThat(predicted[bus])
                        .as("seed %d, load at %d", seed, bus)
                        .isCloseTo(measured, within(largest * (0.01 + 2 * spread(state))));
            }
        }
    }

    @Test
    void loadingsAnswerToLoadBelowThem() {
        for (long seed = 0; seed < 60; seed++) {
            var random = RandomFeeder.of(seed, true);
            var flow = new SweepPowerFlow(random.feeder(), 1e-13);
            var state = flow.newResult();
            flow.solve(random.load(), state);
            var predicted = new double[state.buses()];
            for (int branch = 0; branch < random.feeder().branches().size(); branch++) {
                new TreeSensitivities(new RadialTree(random.feeder()))
                        .loadingPerLoad(state, branch, predicted);
                int at = branch;
                double perKva = state.loading(branch) / state.apparentKva(branch);
                for (int bus = 0; bus < state.buses(); bus++) {
                    double measured = difference(flow, random.load(), bus, r -> r.loading(at));
                    // Of one kW's share of the rating, what losses and angles below add.
                    assertThat(predicted[bus])
                            .as("seed %d, branch %d, load at %d", seed, branch, bus)
                            .isCloseTo(measured, within(perKva * 0.08));
                }
            }
        }
    }

    private static double difference(
            SweepPowerFlow flow, Injections load, int bus, ToDoubleFunction<FlowResult> value) {
        var changed = new Injections(load.loadKw().clone(), load.loadKvar().clone());
        var result = flow.newResult();
        changed.loadKw()[bus] += STEP_KW;
        flow.solve(changed, result);
        double more = value.applyAsDouble(result);
        changed.loadKw()[bus] -= 2 * STEP_KW;
        flow.solve(changed, result);
        return (more - value.applyAsDouble(result)) / (2 * STEP_KW);
    }
}
