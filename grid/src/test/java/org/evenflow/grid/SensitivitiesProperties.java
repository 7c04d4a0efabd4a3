package org.evenflow.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Exact first derivatives against differences of whole solutions. */
class SensitivitiesProperties {
    private static final int FEEDERS = 150;

    /** Of a row's largest derivative: what differences of solutions to 1e-13 pu can tell. */
    private static final double SHARE = 1e-6;

    private int compared;
    private int kinks;

    @Test
    void balancedFeedersAnswerAsTheirSolutionsMove() {
        for (long seed = 0; seed < FEEDERS; seed++) {
            var random = RandomFeeder.of(seed, true);
            int buses = random.feeder().buses().size();
            int[] all = IntStream.range(0, buses).toArray();
            var flow = new SweepPowerFlow(random.feeder(), 1e-14);
            compare(seed, flow, random.load(), all, all, buses - 1);
        }
        assertThat(kinks).isLessThan(compared / 20);
    }

    @Test
    void unbalancedFeedersAnswerAsTheirSolutionsMove() {
        for (long seed = 0; seed < FEEDERS; seed++) {
            var random = RandomPhaseFeeder.of(seed);
            var flow = new PhaseSweep(random.feeder(), 1e-13);
            var nodes = IntStream.builder();
            var terminals = IntStream.builder();
            for (int bus = 0; bus < random.feeder().buses().size(); bus++) {
                var phases = random.feeder().buses().get(bus).phases();
                for (int node : flow.terminals().of(bus, phases, false)) {
                    nodes.add(node);
                    terminals.add(node);
                }
                if (phases.count() > 1) {
                    for (int terminal : flow.terminals().of(bus, phases, true)) {
                        terminals.add(terminal);
                    }
                }
            }
            int branches = random.feeder().branches().size();
            int[] at = terminals.build().toArray();
            compare(seed, flow, random.load(), at, nodes.build().toArray(), branches);
        }
        assertThat(kinks).isLessThan(compared / 20);
    }

    /** Six rows of one node, one branch and the losses, at a few terminals each. */
    private void compare(
            long seed,
            PowerFlow flow,
            Injections load,
            int[] terminals,
            int[] nodes,
            int branches) {
        var random = new Random(seed);
        int node = nodes[random.nextInt(nodes.length)];
        int branch = random.nextInt(branches);
        var state = flow.newResult();
        assertThat(flow.solve(load, state)).isEqualTo(FlowStatus.CONVERGED);
        var sensitivities = flow.sensitivities();
        double[] row = new double[load.loadKw().length];
        String as = "seed " + seed;

        sensitivities.voltagePerLoad(state, node, row);
        row(as + ", voltage, kW", flow, load, true, row, terminals, r -> r.voltagePu(node));
        sensitivities.voltagePerReactiveLoad(state, node, row);
        row(as + ", voltage, kvar", flow, load, false, row, terminals, r -> r.voltagePu(node));
        sensitivities.loadingPerLoad(state, branch, row);
        row(as + ", loading, kW", flow, load, true, row, terminals, r -> r.loading(branch));
        sensitivities.loadingPerReactiveLoad(state, branch, row);
        row(as + ", loading, kvar", flow, load, false, row, terminals, r -> r.loading(branch));
        sensitivities.lossPerLoad(state, row);
        row(as + ", loss, kW", flow, load, true, row, terminals, FlowResult::lossKw);
        sensitivities.lossPerReactiveLoad(state, row);
        row(as + ", loss, kvar", flow, load, false, row, terminals, FlowResult::lossKw);
    }

    private void row(
            String as,
            PowerFlow flow,
            Injections load,
            boolean isActive,
            double[] row,
            int[] terminals,
            ToDoubleFunction<FlowResult> value) {
        double largest = 1e-7;
        for (int terminal : terminals) {
            largest = Math.max(largest, Math.abs(row[terminal]));
        }
        for (int terminal : new Random(as.hashCode()).ints(4, 0, terminals.length).toArray()) {
            int at = terminals[terminal];
            double wide = difference(flow, load, at, isActive, 1, value);
            double narrow = difference(flow, load, at, isActive, 0.5, value);
            compared++;
            if (Math.abs(wide - narrow) > SHARE / 10 * largest) {
                // Another phase takes over the loading, or a current turns through zero.
                kinks++;
                continue;
            }
            assertThat(row[at])
                    .as("%s at terminal %d", as, at)
                    .isCloseTo(narrow, within(SHARE * largest));
        }
    }

    /** Richardson's difference of fourth order. */
    private static double difference(
            PowerFlow flow,
            Injections load,
            int terminal,
            boolean isActive,
            double step,
            ToDoubleFunction<FlowResult> value) {
        double[] kw = load.loadKw().clone();
        double[] kvar = load.loadKvar().clone();
        double[] changed = isActive ? kw : kvar;
        var moved = new Injections(kw, kvar, load.loadFactor());
        double before = changed[terminal];
        var result = flow.newResult();
        double[] seen = new double[4];
        for (int i = 0; i < 4; i++) {
            changed[terminal] = before + step * (i < 2 ? i * 2 - 1 : (i - 2) * 4 - 2);
            flow.solve(moved, result);
            seen[i] = value.applyAsDouble(result);
        }
        return (8 * (seen[1] - seen[0]) - (seen[3] - seen[2])) / (12 * step);
    }
}
