package org.evenflow.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PhaseLinDistFlowTest {
    @Test
    void agreesWithLinDistFlowOnBalancedFeeders() {
        for (long seed = 0; seed < 60; seed++) {
            var random = RandomFeeder.of(seed, false);
            var one = new LinDistFlow(random.feeder());
            var three = new PhaseLinDistFlow(random.feeder());
            var expected = one.newResult();
            var state = three.newResult();
            var load = three.terminals().none();
            for (int bus = 0; bus < expected.buses(); bus++) {
                for (int phase = 0; phase < 3; phase++) {
                    load.loadKw()[3 * bus + phase] = random.load().loadKw()[bus] / 3;
                    load.loadKvar()[3 * bus + phase] = random.load().loadKvar()[bus] / 3;
                }
            }
            one.solve(random.load(), expected);
            assertThat(three.solve(load, state)).isEqualTo(FlowStatus.CONVERGED);
            for (int node = 0; node < state.nodes(); node++) {
                // The same equation; rounding apart.
                assertThat(state.voltagePu(node))
                        .as("seed %d, node %d", seed, node)
                        .isCloseTo(expected.voltagePu(node / 3), within(1e-12));
            }
        }
    }

    @Test
    void errorFallsWithTheSquareOfTheLoad() {
        for (long seed = 0; seed < 100; seed++) {
            var random = RandomPhaseFeeder.of(seed);
            var whole = LinearError.of(random.feeder(), scaled(random.load(), 1)).orElseThrow();
            var tenth = LinearError.of(random.feeder(), scaled(random.load(), 0.1)).orElseThrow();
            var none = LinearError.of(random.feeder(), scaled(random.load(), 0)).orElseThrow();
            // Shunts draw their current of nominal voltage with and without load: that rest stays.
            double rest = none.maxVoltagePu();
            assertThat(whole.maxVoltagePu()).as("seed %d", seed).isLessThan(0.02);
            assertThat(tenth.maxVoltagePu())
                    .as("seed %d", seed)
                    .isLessThan(0.02 * whole.maxVoltagePu() + 2 * rest);
            assertThat(whole.rmsVoltagePu()).isLessThanOrEqualTo(whole.maxVoltagePu());
        }
    }

    @Test
    void balancedFeedersStateTheirErrorToo() {
        for (long seed = 0; seed < 60; seed++) {
            var random = RandomFeeder.of(seed, true);
            var error = LinearError.of(random.feeder(), random.load()).orElseThrow();
            assertThat(error.maxVoltagePu()).as("seed %d", seed).isBetween(0.0, 0.02);
            assertThat(error.worstNode()).isBetween(0, random.feeder().buses().size() - 1);
        }
    }

    @Test
    void beyondWhatTheFeederCarriesThereIsNoErrorToState() {
        var random = RandomPhaseFeeder.of(3);
        assertThat(LinearError.of(random.feeder(), scaled(random.load(), 1000))).isEmpty();
    }

    private static Injections scaled(Injections load, double factor) {
        return new Injections(
                Arrays.stream(load.loadKw()).map(kw -> kw * factor).toArray(),
                Arrays.stream(load.loadKvar()).map(kvar -> kvar * factor).toArray(),
                Arrays.stream(load.loadFactor()).map(x -> x * factor).toArray());
    }
}
