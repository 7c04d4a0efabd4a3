package org.evenflow.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.evenflow.model.Scenario.Dispatching;
import org.evenflow.numeric.RandomStream;
import org.junit.jupiter.api.Test;

class LimitSetsTest {
    /** What the dispatcher forgives, kW. */
    private static final double TOLERANCE_KW = 1e-6;

    /** Whether sums of stations, transformers and site are within their limits, in plain words. */
    private static boolean holds(Limits limits, double[] kw) {
        double[] station = new double[limits.stations()];
        double[] transformer = new double[limits.transformerKva.length];
        double site = 0;
        for (int rank = 0; rank < limits.pluggedInCount; rank++) {
            int s = limits.station[rank];
            station[s] += kw[rank];
            site += kw[rank];
            if (limits.transformerOf[s] >= 0) {
                transformer[limits.transformerOf[s]] += kw[rank];
            }
        }
        boolean holds = site <= limits.siteHighKw + TOLERANCE_KW;
        for (int s = 0; s < station.length; s++) {
            holds &= station[s] <= limits.stationHighKw[s] + TOLERANCE_KW;
            holds &= station[s] >= limits.stationLowKw[s] - TOLERANCE_KW;
        }
        for (int t = 0; t < transformer.length; t++) {
            holds &= transformer[t] <= limits.transformerHighKw[t] + TOLERANCE_KW;
            holds &= transformer[t] >= limits.transformerLowKw[t] - TOLERANCE_KW;
        }
        return holds;
    }

    private static double[] powers(Limits limits, RandomStream random, double share) {
        double[] kw = new double[limits.connectors()];
        for (int rank = 0; rank < limits.pluggedInCount; rank++) {
            double width = limits.high[rank] - limits.low[rank];
            kw[rank] = share * (limits.low[rank] + width * random.nextDouble());
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
            for (int t = 0; t < limits.transformerLowKw.length; t++) {
                limits.transformerLowKw[t] = -2;
            }
            double[] before = limits.transformerHighKw.clone();
            var random = new RandomStream("sets", seed);
            double[] wish = powers(limits, random, 1);
            var sets = new LimitSets(limits, null, 1e-10);
            sets.begin();
            boolean isHeld = sets.hold(wish);
            assertThat(isHeld).as("seed %d", seed).isEqualTo(holds(limits, wish));
            assertThat(limits.transformerHighKw).containsExactly(before);
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
            for (int rank = 0; rank < limits.pluggedInCount; rank++) {
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
            var site = new RandomSite(seed);
            double[] wish = powers(site.limits, new RandomStream("feeder", seed), 1);
            double[] high = site.limits.transformerHighKw.clone();
            var sets = new LimitSets(site.limits, site.feeder, 1e-10);
            sets.begin();
            boolean isHeld = sets.hold(wish);
            assertThat(site.limits.transformerHighKw).containsExactly(high);
            if (!isHeld && sets.isFlowSolved()) {
                violated++;
                assertThat(excess(sets, site.limits, wish)).as("seed %d", seed).isGreaterThan(0);
            }
            assertThat(sets.hold(wish)).as("seed %d", seed).isEqualTo(isHeld);
            sets.begin();
            assertThat(sets.count()).isZero();
        }
        assertThat(violated).isGreaterThan(40);
    }
}
