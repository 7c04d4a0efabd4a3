package org.evenflow.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.evenflow.model.Branch;
import org.evenflow.model.Feeder;
import org.evenflow.model.Line;
import org.junit.jupiter.api.Test;

/** Kirchhoff's laws over random feeders, against an admittance matrix built separately. */
class PowerFlowProperties {
    private static final int FEEDERS = 400;

    private static FlowResult solved(RandomFeeder random, String as) {
        var flow = new SweepPowerFlow(random.feeder(), 1e-12);
        var result = flow.newResult();
        assertThat(flow.solve(random.load(), result)).as(as).isEqualTo(FlowStatus.CONVERGED);
        return result;
    }

    private static double[][] rectangular(FlowResult result) {
        var v = new double[2][result.buses()];
        for (int bus = 0; bus < result.buses(); bus++) {
            double angle = Math.toRadians(result.angleDeg(bus));
            v[0][bus] = result.voltagePu(bus) * Math.cos(angle);
            v[1][bus] = result.voltagePu(bus) * Math.sin(angle);
        }
        return v;
    }

    @Test
    void powerBalancesAtEveryBus() {
        for (long seed = 0; seed < FEEDERS; seed++) {
            var random = RandomFeeder.of(seed, true);
            String as = "seed " + seed;
            var result = solved(random, as);
            var v = rectangular(result);
            var matrix = new DenseFlow(random.feeder());
            // 1e-12 pu of voltage across the least impedance of 3e-4 pu is 3e-6 kW of 1 MVA.
            for (int bus = 1; bus < result.buses(); bus++) {
                double[] power = matrix.injectedPower(v[0], v[1], bus);
                assertThat(power[0])
                        .as("%s, bus %d, kW", as, bus)
                        .isCloseTo(-random.load().loadKw()[bus], within(1e-5));
                assertThat(power[1])
                        .as("%s, bus %d, kvar", as, bus)
                        .isCloseTo(-random.load().loadKvar()[bus], within(1e-5));
            }
            double[] source = matrix.injectedPower(v[0], v[1], 0);
            assertThat(result.sourceKw())
                    .as(as)
                    .isCloseTo(source[0] + random.load().loadKw()[0], within(1e-5));
            assertThat(result.sourceKvar())
                    .as(as)
                    .isCloseTo(source[1] + random.load().loadKvar()[0], within(1e-5));
        }
    }

    @Test
    void theSourceGivesLoadsAndLosses() {
        for (long seed = 0; seed < FEEDERS; seed++) {
            var random = RandomFeeder.of(seed, true);
            var result = solved(random, "seed " + seed);
            double kw = Arrays.stream(random.load().loadKw()).sum();
            double kvar = Arrays.stream(random.load().loadKvar()).sum();
            assertThat(result.sourceKw())
                    .as("seed %d", seed)
                    .isCloseTo(kw + result.lossKw(), within(1e-7));
            assertThat(result.sourceKvar())
                    .as("seed %d", seed)
                    .isCloseTo(kvar + result.lossKvar(), within(1e-7));
        }
    }

    @Test
    void agreesWithTheAdmittanceMatrixSolved() {
        for (long seed = 0; seed < 60; seed++) {
            var random = RandomFeeder.of(seed, true);
            var result = solved(random, "seed " + seed);
            var v = rectangular(result);
            var expected = new DenseFlow(random.feeder()).solve(random.load());
            assertThat(v[0]).as("seed %d", seed).containsExactly(expected[0], within(1e-9));
            assertThat(v[1]).as("seed %d", seed).containsExactly(expected[1], within(1e-9));
        }
    }

    @Test
    void currentsObeyOhmsLaw() {
        for (long seed = 0; seed < FEEDERS; seed++) {
            var random = RandomFeeder.of(seed, false);
            var result = solved(random, "seed " + seed);
            var v = rectangular(result);
            var index = random.feeder().busIndex();
            for (int branch = 0; branch < random.feeder().branches().size(); branch++) {
                var line = (Line) random.feeder().branches().get(branch);
                int from = index.getOrDefault(line.fromBus(), -1);
                int to = index.getOrDefault(line.toBus(), -1);
                double drop = Math.hypot(v[0][from] - v[0][to], v[1][from] - v[1][to]);
                double amps = drop * 12_660 / Math.sqrt(3) / Math.hypot(line.rOhm(), line.xOhm());
                assertThat(result.currentA(branch))
                        .as("seed %d, %s", seed, line.id())
                        .isCloseTo(amps, within(1e-6));
                assertThat(result.loading(branch))
                        .as("seed %d, %s", seed, line.id())
                        .isCloseTo(amps / line.ratingA(), within(1e-6));
            }
        }
    }

    @Test
    void theDirectionALineIsWrittenInDoesNotMatter() {
        for (long seed = 0; seed < 100; seed++) {
            var random = RandomFeeder.of(seed, false);
            var feeder = random.feeder();
            var turned =
                    feeder.branches().stream()
                            .map(Line.class::cast)
                            .map(
                                    line ->
                                            (Branch)
                                                    new Line(
                                                            line.id(),
                                                            line.toBus(),
                                                            line.fromBus(),
                                                            line.rOhm(),
                                                            line.xOhm(),
                                                            line.chargingSiemens(),
                                                            line.ratingA(),
                                                            true))
                            .toList();
            var other =
                    new Feeder(
                            "f", "", feeder.sourceBus(), feeder.sourcePu(), feeder.buses(), turned);
            var result = solved(random, "seed " + seed);
            var again = solved(new RandomFeeder(other, random.load()), "seed " + seed);
            for (int bus = 0; bus < result.buses(); bus++) {
                assertThat(again.voltagePu(bus))
                        .as("seed %d", seed)
                        .isCloseTo(result.voltagePu(bus), within(1e-12));
            }
        }
    }
}
