package org.evenflow.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.evenflow.control.Limits;
import org.evenflow.model.scenario.Scenario.Dispatching;
import org.evenflow.numeric.RandomStream;
import org.junit.jupiter.api.Test;

class LimitSetsTest {
    /** What the dispatcher forgives, kW. */
    private static final double TOLERANCE_KW = 1e-6;

    /** Whether sums of stations, transformers and site are within their limits, in plain words. */
    private static boolean holds(Limits limits, double[] kw) {
        double[] station = new double[limits.stations()];
        double[] transformer = new double[limits.transformers()];
        double site = 0;
        for (int rank = 0; rank < limits.pluggedInCount(); rank++) {
            int s = limits.stationAt(rank);
            station[s] += kw[rank];
            site += kw[rank];
            if (limits.layout().transformerOf(s) >= 0) {
                transformer[limits.layout().transformerOf(s)] += kw[rank];
            }
        }
        boolean holds = site <= limits.layout().siteHighKw() + TOLERANCE_KW;
        for (int s = 0; s < station.length; s++) {
            holds &= station[s] <= limits.layout().stationHighKw(s) + TOLERANCE_KW;
            holds &= station[s] >= limits.layout().stationLowKw(s) - TOLERANCE_KW;
        }
        for (int t = 0; t < transformer.length; t++) {
            holds &= transformer[t] <= limits.transformerHighKw(t) + TOLERANCE_KW;
            holds &= transformer[t] >= limits.transformerLowKw(t) - TOLERANCE_KW;
        }
        return holds;
    }

    private static double[] powers(Limits limits, RandomStream random, double share) {
        double[] kw = new double[limits.connectors()];
        for (int rank = 0; rank < limits.pluggedInCount(); rank++) {
            double width = limits.highKwAt(rank) - limits.lowKwAt(rank);
            kw[rank] = share * (limits.lowKwAt(rank) + width * random.nextDouble());
        }
        return kw;
    }

    @Test
    void halfSpacesPartWhatViolatesLimitsFromAllThatKeepsThem() {
        int violated = 0;
        for (long seed = 0; seed < 200; seed++) {
            var world = ShieldWorld.random(seed, Dispatching.PLAIN, false);
            world.bound();
            Limits limits = world.limits;
            for (int t = 0; t < limits.transformers(); t++) {
                // Almost as much fed in as the transformer carries: 2 kW may be given back.
                world.site.transformerNetKw(t, 2 - limits.layout().transformerKva(t));
            }
            var random = new RandomStream("sets", seed);
            double[] wish = powers(limits, random, 1);
            var sets = new LimitSets(limits, 1e-10);
            sets.startStep();
            boolean isHeld = sets.hold(wish);
            assertThat(isHeld).as("seed %d", seed).isEqualTo(holds(limits, wish));
            if (isHeld) {
                assertThat(sets.count()).as("seed %d", seed).isZero();
                continue;
            }
            violated++;
            assertThat(excess(sets, limits, wish)).as("seed %d", seed).isGreaterThan(0);
            for (int draw = 0; draw < 200; draw++) {
                double[] kw = powers(limits, random, random.nextDouble());
                if (holds(limits, kw)) {
                    assertThat(excess(sets, limits, kw))
                            .as("seed %d, draw %d", seed, draw)
                            .isLessThan(2 * TOLERANCE_KW);
                }
            }
        }
        assertThat(violated).isGreaterThan(60);
    }

    /** By how much powers are beyond the half-space that they violate most, kW. */
    private static double excess(LimitSets sets, Limits limits, double[] kw) {
        double worst = Double.NEGATIVE_INFINITY;
        for (int h = 0; h < sets.count(); h++) {
            double sum = -sets.mostKw(h);
            for (int rank = 0; rank < limits.pluggedInCount(); rank++) {
                sum += sets.coefficients(h)[rank] * kw[rank];
            }
            worst = Math.max(worst, sum);
        }
        return worst;
    }

    @Test
    void whatAFeederDoesNotCarryIsBeyondAHalfSpace() {
        int violated = 0;
        for (long seed = 0; seed < 200; seed++) {
            var site = RandomStep.balanced(seed);
            double[] wish = powers(site.limits, new RandomStream("feeder", seed), 1);
            var sets = new LimitSets(site.limits, 1e-10);
            sets.startStep();
            boolean isHeld = sets.hold(wish);
            if (!isHeld && sets.isFlowSolved()) {
                violated++;
                assertThat(excess(sets, site.limits, wish)).as("seed %d", seed).isGreaterThan(0);
            }
            assertThat(sets.hold(wish)).as("seed %d", seed).isEqualTo(isHeld);
            sets.startStep();
            assertThat(sets.count()).isZero();
        }
        assertThat(violated).isGreaterThan(40);
    }

    @Test
    void everyStepLooksAtItsOwnBaseLoad() {
        var station = Sites.station("s", "b", null, 1e6, 1e6, 1);
        var site = Sites.site(TwoBuses.balanced(20), List.of(station), List.of(), 1e6);
        site.plug(0, 0, 1e6, 0, 0);
        site.base().loadKw()[0] = 500;
        var sets = new LimitSets(site.limits, 1e-10);
        sets.startStep();
        // Base load alone is beyond 20 A: nothing is as far within as charging can bring it.
        assertThat(sets.hold(new double[] {0})).isTrue();
        assertThat(sets.count()).isZero();
        assertThat(sets.hold(new double[] {100})).isFalse();
        site.base().loadKw()[0] = 100;
        sets.startStep();
        assertThat(sets.hold(new double[] {500})).isFalse();
        assertThat(sets.isFlowSolved()).isTrue();
        // The line carries 344 kW; 1 % for the rest of the line drawn at 600.
        double room = sets.mostKw(0) / sets.coefficients(0)[0];
        assertThat(TwoBuses.currentA(100 + room)).isCloseTo(20, within(0.2));
        assertThat(sets.hold(new double[] {90_000})).isFalse();
        assertThat(sets.isFlowSolved()).isFalse();
    }
}
