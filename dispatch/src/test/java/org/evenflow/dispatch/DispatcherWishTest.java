package org.evenflow.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import org.evenflow.control.Limits;
import org.evenflow.numeric.RandomStream;
import org.junit.jupiter.api.Test;

class DispatcherWishTest {
    /** What the dispatcher's loops without branches compute, in plain words. */
    private static double plain(double wanted, Limits limits, int rank) {
        if (Double.isNaN(wanted)) {
            return 0;
        }
        if (wanted >= limits.highKwAt(rank)) {
            return limits.highKwAt(rank);
        }
        if (wanted <= 0) {
            return Math.max(wanted, limits.lowKwAt(rank));
        }
        double step = limits.stepKwAt(rank);
        double level = step == 0 ? wanted : Math.floor((wanted + 1e-9) / step) * step;
        return level < limits.minKwAt(rank) - 1e-9 ? 0 : Math.min(wanted, level);
    }

    @Test
    void boundedWishesAreThoseOfThePlainForm() {
        double[] odd = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0.0, -0.0};
        var random = new RandomStream("wishes", 5);
        for (long seed = 0; seed < 500; seed++) {
            var site = RandomStep.balanced(seed);
            var dispatch = new Dispatch(site.limits);
            for (int rank = 0; rank < site.limits.pluggedInCount(); rank++) {
                double high = site.limits.highKwAt(rank);
                double[] some = {
                    random.nextDouble() * 30 - 10, high, high / 2, odd[random.nextInt(odd.length)]
                };
                site.action.powerKw()[site.limits.connectorAt(rank)] =
                        some[random.nextInt(some.length)];
            }
            new Dispatcher(site.limits, 1e-10).project(site.action, dispatch);
            for (int rank = 0; rank < site.limits.pluggedInCount(); rank++) {
                double wanted = site.action.powerKw()[site.limits.connectorAt(rank)];
                assertThat(dispatch.wish()[rank])
                        .as("seed %d, rank %d, wanted %s", seed, rank, wanted)
                        .isCloseTo(
                                plain(wanted, site.limits, rank),
                                org.assertj.core.api.Assertions.within(1e-9));
            }
        }
    }
}
