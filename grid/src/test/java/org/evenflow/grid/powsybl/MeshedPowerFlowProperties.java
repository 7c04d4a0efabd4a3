package org.evenflow.grid.powsybl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.evenflow.grid.DenseFlow;
import org.evenflow.grid.FlowResult;
import org.evenflow.grid.FlowStatus;
import org.evenflow.grid.Injections;
import org.evenflow.grid.RandomFeeder;
import org.evenflow.grid.SweepPowerFlow;
import org.evenflow.grid.powsybl.MeshedPowerFlow.ReactiveLimits;
import org.evenflow.model.Branch;
import org.evenflow.model.Bus;
import org.evenflow.model.Feeder;
import org.evenflow.model.Infeed;
import org.evenflow.model.Line;
import org.evenflow.model.Machine;
import org.evenflow.model.Transformer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Laws of the meshed flow, on random networks against the dense admittance matrix. */
class MeshedPowerFlowProperties {
    private static final int SEEDS = 60;

    /** The solver's mismatch is 1e-11 of the carried power at each of some tens of buses. */
    private static final double RELATIVE = 1e-9;

    @Test
    void radialFeedersHaveTheSweepsState() {
        for (long seed = 0; seed < SEEDS; seed++) {
            var random = RandomFeeder.of(seed, true);
            var sweep = new SweepPowerFlow(random.feeder(), 1e-12);
            var expected = sweep.newResult();
            sweep.solve(random.load(), expected);
            var flow = new MeshedPowerFlow(random.feeder(), 1e-12);
            var state = flow.newResult();
            assertThat(flow.solve(random.load(), state))
                    .as("seed %d", seed)
                    .isEqualTo(expected.status());
            for (int bus = 0; bus < state.buses(); bus++) {
                assertThat(state.voltagePu(bus))
                        .as("seed %d bus %d", seed, bus)
                        .isCloseTo(expected.voltagePu(bus), within(1e-7));
                assertThat(state.angleDeg(bus) - expected.angleDeg(bus))
                        .as("seed %d bus %d", seed, bus)
                        .isCloseTo(0, within(1e-5));
            }
            for (int branch = 0; branch < random.feeder().branches().size(); branch++) {
                // Where a plant feeds back, power enters a transformer from the other end.
                boolean isLine = random.feeder().branches().get(branch) instanceof Line;
                assertThat(state.loading(branch))
                        .as("seed %d branch %d", seed, branch)
                        .isCloseTo(expected.loading(branch), within(isLine ? 1e-6 : 5e-3));
            }
            double carried = Math.abs(expected.sourceKw()) + Math.abs(expected.sourceKvar());
            assertThat(state.sourceKw()).isCloseTo(expected.sourceKw(), within(1e-6 * carried));
            assertThat(state.sourceKvar()).isCloseTo(expected.sourceKvar(), within(1e-6 * carried));
            assertThat(state.lossKw()).isCloseTo(expected.lossKw(), within(1e-6 * carried));
            assertThat(state.lossKvar()).isCloseTo(expected.lossKvar(), within(1e-6 * carried));
        }
    }

    @Test
    void everyBusOfAMeshedNetworkBalances() {
        int solved = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            var random = meshed(seed);
            var flow = new MeshedPowerFlow(random.feeder(), 1e-12);
            var state = flow.newResult();
            if (flow.solve(random.load(), state) == FlowStatus.CONVERGED) {
                balances(seed, random, state);
                solved++;
            }
        }
        // A random machine may hold a voltage that its network cannot have.
        assertThat(solved).isGreaterThan(SEEDS * 9 / 10);
    }

    @Test
    void lossesAreWhatSourceAndMachinesGiveLessLoad() {
        for (long seed = 0; seed < SEEDS; seed++) {
            var random = meshed(seed);
            var flow = new MeshedPowerFlow(random.feeder(), 1e-12);
            var state = flow.newResult();
            if (flow.solve(random.load(), state) != FlowStatus.CONVERGED) {
                continue;
            }
            double given = random.feeder().machines().stream().mapToDouble(Machine::kw).sum();
            double load = Arrays.stream(random.load().loadKw()).sum();
            assertThat(state.sourceKw() + given - load)
                    .as("seed %d", seed)
                    .isCloseTo(state.lossKw(), within(1e-5));
        }
    }

    @Test
    void anyStartLeadsToTheSameState() {
        var random = meshed(7);
        var flow = new MeshedPowerFlow(random.feeder(), 1e-12, ReactiveLimits.IGNORED);
        var fresh = flow.newResult();
        flow.solve(random.load(), fresh);
        double wanted = fresh.voltagePu(fresh.buses() - 1);
        var warm = flow.newResult();
        flow.solve(flow.terminals().none(), warm);
        flow.solve(random.load(), warm);
        assertThat(warm.voltagePu(warm.buses() - 1)).isCloseTo(wanted, within(1e-9));
        int first = warm.iterations();
        flow.solve(random.load(), warm);
        assertThat(warm.iterations()).isLessThan(first);
        assertThat(warm.voltagePu(warm.buses() - 1)).isCloseTo(wanted, within(1e-9));
    }

    /** Net injection of the state is minus the load, but for what machines add. */
    private static void balances(long seed, RandomFeeder random, FlowResult state) {
        var feeder = random.feeder();
        int size = feeder.buses().size();
        var re = new double[size];
        var im = new double[size];
        for (int bus = 0; bus < size; bus++) {
            double angle = Math.toRadians(state.angleDeg(bus));
            re[bus] = state.voltagePu(bus) * Math.cos(angle);
            im[bus] = state.voltagePu(bus) * Math.sin(angle);
        }
        var oracle = new DenseFlow(feeder);
        double carried = feeder.nominalKw() + 2000;
        for (int bus = 1; bus < size; bus++) {
            double[] injected = oracle.injectedPower(re, im, bus);
            var machine = machineAt(feeder, feeder.buses().get(bus).id());
            double kw = machine == null ? 0 : machine.kw();
            assertThat(injected[0])
                    .as("seed %d bus %d kW", seed, bus)
                    .isCloseTo(kw - random.load().loadKw()[bus], within(RELATIVE * carried));
            double kvar = injected[1] + random.load().loadKvar()[bus];
            if (machine == null) {
                assertThat(kvar)
                        .as("seed %d bus %d kvar", seed, bus)
                        .isCloseTo(0, within(RELATIVE * carried));
            } else {
                holdsOrIsAtALimit(seed, machine, state.voltagePu(bus), kvar);
            }
        }
        assertThat(oracle.injectedPower(re, im, 0)[0] + random.load().loadKw()[0])
                .as("seed %d source", seed)
                .isCloseTo(state.sourceKw(), within(1e-5));
    }

    private static void holdsOrIsAtALimit(long seed, Machine machine, double pu, double kvar) {
        double slack = 1e-3 * (machine.maxKvar() - machine.minKvar());
        assertThat(kvar)
                .as("seed %d %s kvar", seed, machine.id())
                .isBetween(machine.minKvar() - slack, machine.maxKvar() + slack);
        if (Math.abs(pu - machine.targetPu()) > 1e-8) {
            double limit = pu < machine.targetPu() ? machine.maxKvar() : machine.minKvar();
            assertThat(kvar)
                    .as("seed %d %s at its limit", seed, machine.id())
                    .isCloseTo(limit, within(slack));
        }
    }

    private static @Nullable Machine machineAt(Feeder feeder, String bus) {
        return feeder.machines().stream()
                .filter(m -> m.busId().equals(bus))
                .findFirst()
                .orElse(null);
    }

    /** A rich random feeder with more branches between its buses and machines at some. */
    static RandomFeeder meshed(long seed) {
        var radial = RandomFeeder.of(seed, true);
        var random = new Random(seed ^ 0x5eedL);
        var buses = radial.feeder().buses();
        var branches = new ArrayList<Branch>(radial.feeder().branches());
        var unloaded = new SweepPowerFlow(radial.feeder(), 1e-12);
        var angles = unloaded.newResult();
        unloaded.solve(unloaded.terminals().none(), angles);
        for (int extra = 0; extra < 2 * buses.size(); extra++) {
            int fromBus = random.nextInt(buses.size());
            int toBus = random.nextInt(buses.size());
            if (fromBus == toBus
                    || Math.abs(angles.angleDeg(fromBus) - angles.angleDeg(toBus)) > 5) {
                continue; // Vector groups that do not match are never joined.
            }
            Bus from = buses.get(fromBus);
            Bus to = buses.get(toBus);
            String id = "loop" + extra;
            double r = 2 + 2 * random.nextDouble();
            branches.add(
                    from.baseKv() == to.baseKv()
                            ? new Line(id, from.id(), to.id(), r, r, 1e-6, 200, true)
                            : new Transformer(
                                    id,
                                    from.id(),
                                    to.id(),
                                    r,
                                    2 * r,
                                    1e-6,
                                    0.98,
                                    random.nextInt(4),
                                    5000,
                                    true));
        }
        var machines = machines(buses, random);
        var feeder =
                new Feeder(
                        "meshed" + seed,
                        "",
                        List.of(new Infeed("b0", 1.01)),
                        buses,
                        branches,
                        List.of(),
                        List.of(),
                        machines,
                        List.of());
        return new RandomFeeder(
                feeder, new Injections(radial.load().loadKw(), radial.load().loadKvar()));
    }

    private static List<Machine> machines(List<Bus> buses, Random random) {
        var machines = new ArrayList<Machine>();
        for (int bus = 1; bus < buses.size(); bus += 5) {
            double range = 100 + 400 * random.nextDouble();
            machines.add(
                    new Machine(
                            "m" + bus,
                            buses.get(bus).id(),
                            random.nextDouble() * 200,
                            0,
                            0.98 + 0.04 * random.nextDouble(),
                            -range,
                            range));
        }
        return machines;
    }
}
