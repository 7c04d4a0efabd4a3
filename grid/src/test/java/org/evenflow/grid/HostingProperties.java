package org.evenflow.grid;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.evenflow.grid.hosting.ConnectionPoint;
import org.evenflow.grid.hosting.Envelopes;
import org.evenflow.grid.hosting.HostingCapacity;
import org.evenflow.grid.hosting.HostingSetup;
import org.evenflow.grid.hosting.PhaseRule;
import org.evenflow.model.Feeder;
import org.evenflow.numeric.RandomStream;
import org.junit.jupiter.api.Test;

/** Laws of hosting capacity over random unbalanced feeders. */
class HostingProperties {
    private static final int SEEDS = 40;

    private static HostingSetup setup(Feeder feeder, double minPu, double maxPu) {
        var limited =
                feeder.with(
                        feeder.buses().stream().map(b -> b.withLimits(minPu, maxPu)).toList(),
                        feeder.branches());
        return new HostingSetup(
                limited,
                () -> new PhaseSweep(limited, 1e-10, false),
                ConnectionPoint.of(limited, 5),
                7.4,
                5,
                PhaseRule.AS_LOAD,
                1,
                Double.POSITIVE_INFINITY,
                1,
                Collections.nCopies(24, 1.0),
                120,
                0.99,
                HostingProperties::visits);
    }

    private static void visits(
            long seed, double[] arrivalMin, double[] stayMin, double[] energyKwh) {
        var random = new RandomStream("visits", seed);
        for (int i = 0; i < arrivalMin.length; i++) {
            arrivalMin[i] = 1440 * random.nextDouble();
            stayMin[i] = 30 + 900 * random.nextDouble();
            energyKwh[i] = 30 * random.nextDouble();
        }
    }

    @Test
    void everyLimitHoldsWhenAllUseTheirEnvelopesAtOnce() {
        int shared = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            Feeder random = RandomPhaseFeeder.of(seed).feeder();
            if (random.loads().stream().noneMatch(load -> load.kw() > 0)) {
                continue;
            }
            HostingSetup setup = setup(random, 0.85, 1.15);
            Envelopes envelopes = new HostingCapacity(setup).envelopes(50, 50);
            shared += check(seed, setup, envelopes.importKw()[0], 1) ? 1 : 0;
            shared += check(seed, setup, envelopes.fairImportKw()[0], 1) ? 1 : 0;
            shared += check(seed, setup, envelopes.exportKw()[0], -1) ? 1 : 0;
            shared += check(seed, setup, envelopes.fairExportKw()[0], -1) ? 1 : 0;
        }
        assertThat(shared).as("envelopes with power").isGreaterThan(SEEDS);
    }

    /** Whether anything was given; then everything holds. */
    private static boolean check(long seed, HostingSetup setup, double[] kw, int sign) {
        var flow = new PhaseSweep(setup.feeder(), 1e-10, false);
        Injections load = flow.terminals().nominal();
        boolean isGiven = false;
        for (int point = 0; point < kw.length; point++) {
            ConnectionPoint at = setup.points().get(point);
            int[] terminals = flow.terminals().of(at.bus(), at.phases(), at.isDelta());
            for (int terminal : terminals) {
                load.loadKw()[terminal] += sign * kw[point] * at.customers() / terminals.length;
            }
            isGiven |= kw[point] > 0;
        }
        FlowResult state = flow.newResult();
        flow.solve(load, state);
        if (isGiven) {
            assertThat(state.status()).as("seed %d", seed).isEqualTo(FlowStatus.CONVERGED);
            // Two starting points end within the solver's tolerance of each other.
            var slack = setup(setup.feeder(), 0.85 - 1e-7, 1.15 + 1e-7).feeder();
            var limits = new PhaseSweep(slack, 1e-10, false).limits();
            assertThat(limits.busesOutside(state)).as("seed %d, buses outside", seed).isZero();
            assertThat(limits.maxLineLoading(state)).as("seed %d", seed).isLessThan(1 + 1e-6);
            assertThat(limits.maxTransformerLoading(state))
                    .as("seed %d", seed)
                    .isLessThan(1 + 1e-6);
        }
        return isGiven;
    }

    @Test
    void fairSharesAreNowhereBelowEqualOnes() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            Feeder random = RandomPhaseFeeder.of(seed).feeder();
            if (random.loads().stream().anyMatch(load -> load.kw() > 0)) {
                var envelopes = new HostingCapacity(setup(random, 0.85, 1.15)).envelopes(50, 50);
                for (int point = 0; point < envelopes.importKw()[0].length; point++) {
                    assertThat(envelopes.fairImportKw()[0][point])
                            .as("seed %d point %d", seed, point)
                            .isGreaterThanOrEqualTo(envelopes.importKw()[0][point]);
                }
            }
        }
    }

    @Test
    void widerLimitsNeverTakeFewer() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            Feeder random = RandomPhaseFeeder.of(seed).feeder();
            if (random.loads().stream().noneMatch(load -> load.kw() > 0)) {
                continue;
            }
            var tight = new HostingCapacity(setup(random, 0.93, 1.07));
            var wide = new HostingCapacity(setup(random, 0.88, 1.12));
            assertThat(wide.vehiclesAtOnce(seed).capacity())
                    .as("seed %d at once", seed)
                    .isGreaterThanOrEqualTo(tight.vehiclesAtOnce(seed).capacity());
            assertThat(wide.plants(seed).capacity())
                    .as("seed %d plants", seed)
                    .isGreaterThanOrEqualTo(tight.plants(seed).capacity());
            int onArrival = wide.vehiclesOnArrival(seed).capacity();
            assertThat(onArrival)
                    .as("seed %d on arrival", seed)
                    .isGreaterThanOrEqualTo(tight.vehiclesOnArrival(seed).capacity());
            assertThat(wide.vehiclesWithEnvelopes(seed).capacity())
                    .as("seed %d envelopes", seed)
                    .isGreaterThanOrEqualTo(onArrival);
        }
    }

    @Test
    void drawsDoNotDependOnTheOnesBefore() {
        Feeder random = RandomPhaseFeeder.of(3).feeder();
        var setup = setup(random, 0.9, 1.1);
        var one = new HostingCapacity(setup);
        var other = new HostingCapacity(setup);
        other.vehiclesWithEnvelopes(8);
        other.plants(9);
        for (long seed : List.of(1L, 2L, 3L)) {
            assertThat(other.vehiclesOnArrival(seed)).isEqualTo(one.vehiclesOnArrival(seed));
            assertThat(other.vehiclesWithEnvelopes(seed))
                    .isEqualTo(one.vehiclesWithEnvelopes(seed));
            assertThat(other.vehiclesAtOnce(seed)).isEqualTo(one.vehiclesAtOnce(seed));
        }
    }
}
