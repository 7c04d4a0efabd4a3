package org.evenflow.grid.powsybl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.ToDoubleFunction;
import org.evenflow.grid.FlowResult;
import org.evenflow.grid.FlowStatus;
import org.evenflow.grid.Injections;
import org.evenflow.grid.powsybl.MeshedPowerFlow.ReactiveLimits;
import org.junit.jupiter.api.Test;

/** Sensitivities against differences of solved flows. */
class MeshedSensitivitiesProperties {
    private static final double STEP_KW = 0.5;

    /** A central difference of 0.5 kW in some MW is off by its square, 1e-6 of the derivative. */
    private static final double RELATIVE = 1e-4;

    @Test
    void sensitivitiesAreWhatTwoFlowsDifferBy() {
        int tried = 0;
        for (long seed = 0; seed < 30; seed++) {
            var random = MeshedPowerFlowProperties.meshed(seed);
            var flow = new MeshedPowerFlow(random.feeder(), 1e-12, ReactiveLimits.IGNORED);
            var state = flow.newResult();
            if (flow.solve(random.load(), state) != FlowStatus.CONVERGED || state.buses() < 4) {
                continue;
            }
            tried++;
            int terminal = (int) (1 + seed % (state.buses() - 1));
            int bus = state.buses() - 1;
            var perLoad = new double[state.buses()];
            var sensitivities = flow.sensitivities();
            String as = "seed " + seed;
            double[] kw = random.load().loadKw();
            double[] kvar = random.load().loadKvar();
            sensitivities.voltagePerLoad(state, bus, perLoad);
            agrees(as, flow, random.load(), kw, terminal, s -> s.voltagePu(bus), perLoad);
            sensitivities.voltagePerReactiveLoad(state, bus, perLoad);
            agrees(as, flow, random.load(), kvar, terminal, s -> s.voltagePu(bus), perLoad);
            sensitivities.lossPerLoad(state, perLoad);
            agrees(as, flow, random.load(), kw, terminal, FlowResult::lossKw, perLoad);
            for (int branch = 0; branch < 3; branch++) {
                int index = branch;
                if (state.loading(branch) > 1e-2) {
                    sensitivities.loadingPerLoad(state, branch, perLoad);
                    agrees(as, flow, random.load(), kw, terminal, s -> s.loading(index), perLoad);
                }
            }
        }
        assertThat(tried).isGreaterThan(20);
    }

    private static void agrees(
            String as,
            MeshedPowerFlow flow,
            Injections load,
            double[] powers,
            int terminal,
            ToDoubleFunction<FlowResult> quantity,
            double[] perLoad) {
        double was = powers[terminal];
        powers[terminal] = was + STEP_KW;
        var state = flow.newResult();
        flow.solve(load, state);
        double above = quantity.applyAsDouble(state);
        powers[terminal] = was - STEP_KW;
        flow.solve(load, state);
        double below = quantity.applyAsDouble(state);
        powers[terminal] = was;
        double largest = 0;
        for (double value : perLoad) {
            largest = Math.max(largest, Math.abs(value));
        }
        assertThat(perLoad[terminal])
                .as(as)
                .isCloseTo((above - below) / (2 * STEP_KW), within(RELATIVE * largest + 1e-9));
    }
}
