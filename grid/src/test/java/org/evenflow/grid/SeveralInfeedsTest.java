package org.evenflow.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.evenflow.model.Branch;
import org.evenflow.model.Bus;
import org.evenflow.model.Feeder;
import org.evenflow.model.Infeed;
import org.evenflow.model.Line;
import org.junit.jupiter.api.Test;

/** Networks side by side under infeeds of their own are what each is alone. */
class SeveralInfeedsTest {
    private static final Feeder LEFT = feeder("l", 1.02, 0.4, 900);
    private static final Feeder RIGHT = feeder("r", 0.98, 0.7, 600);

    private static Feeder feeder(String id, double pu, double ohm, double loadKw) {
        var buses = new ArrayList<Bus>();
        var branches = new ArrayList<Branch>();
        for (int bus = 0; bus < 4; bus++) {
            double load = bus == 0 ? 50 : loadKw;
            buses.add(new Bus(id + bus, 10, load, load / 3, 0, bus == 2 ? 200 : 0, 0.9, 1.1));
            if (bus > 0) {
                // Bus 3 hangs at bus 1.
                String above = id + (bus == 3 ? 1 : bus - 1);
                branches.add(new Line(id + "-" + bus, above, id + bus, ohm, ohm, 1e-6, 200, true));
            }
        }
        return new Feeder(id, "", id + 0, pu, buses, branches);
    }

    private static Feeder both(double angleDeg) {
        var buses = new ArrayList<>(RIGHT.buses());
        buses.addAll(1, LEFT.buses());
        var branches = new ArrayList<>(RIGHT.branches());
        branches.addAll(LEFT.branches());
        return new Feeder(
                "both",
                "",
                List.of(
                        new Infeed("l0", LEFT.sourcePu()),
                        new Infeed("r0", RIGHT.sourcePu(), angleDeg, 0, 0, 0, 0)),
                buses,
                branches,
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    private static FlowResult solved(PowerFlow flow) {
        var result = flow.newResult();
        assertThat(flow.solve(flow.terminals().nominal(), result)).isEqualTo(FlowStatus.CONVERGED);
        return result;
    }

    private static void agrees(Feeder part, FlowResult own, FlowResult all, double turnDeg) {
        var index = both(0).busIndex();
        for (int bus = 0; bus < part.buses().size(); bus++) {
            int at = index.getOrDefault(part.buses().get(bus).id(), -1);
            // The same arithmetic but for the turn: rounding.
            assertThat(all.voltagePu(at)).isCloseTo(own.voltagePu(bus), within(1e-13));
            assertThat(all.angleDeg(at)).isCloseTo(own.angleDeg(bus) + turnDeg, within(1e-11));
        }
    }

    @Test
    void eachNetworkIsSolvedAsIfAloneAndTotalsAreSums() {
        var all = solved(new SweepPowerFlow(both(30), 1e-13));
        var left = solved(new SweepPowerFlow(LEFT, 1e-13));
        var right = solved(new SweepPowerFlow(RIGHT, 1e-13));
        agrees(LEFT, left, all, 0);
        agrees(RIGHT, right, all, 30);
        assertThat(all.sourceKw()).isCloseTo(left.sourceKw() + right.sourceKw(), within(1e-9));
        assertThat(all.sourceKvar())
                .isCloseTo(left.sourceKvar() + right.sourceKvar(), within(1e-9));
        assertThat(all.lossKw()).isCloseTo(left.lossKw() + right.lossKw(), within(1e-9));
        assertThat(all.lossKvar()).isCloseTo(left.lossKvar() + right.lossKvar(), within(1e-9));
        assertThat(all.loading(0)).isCloseTo(right.loading(0), within(1e-12));
    }

    @Test
    void theLinearFlowKeepsThemApartToo() {
        var all = solved(new LinDistFlow(both(30)));
        agrees(LEFT, solved(new LinDistFlow(LEFT)), all, 0);
        agrees(RIGHT, solved(new LinDistFlow(RIGHT)), all, 30);
    }

    @Test
    void loadInOneMovesNothingInTheOther() {
        var flow = new SweepPowerFlow(both(0), 1e-13);
        var state = solved(flow);
        var answers = new double[8];
        int end = both(0).busIndex().getOrDefault("l2", -1);
        flow.sensitivities().voltagePerLoad(state, end, answers);
        var alone = new SweepPowerFlow(LEFT, 1e-13);
        var own = new double[4];
        alone.sensitivities().voltagePerLoad(solved(alone), 2, own);
        for (int bus = 0; bus < 8; bus++) {
            String id = both(0).buses().get(bus).id();
            double expected = id.startsWith("r") ? 0 : own[id.charAt(1) - '0'];
            assertThat(answers[bus]).isCloseTo(expected, within(1e-15));
        }
    }

    @Test
    void infeedsHaveNoVoltageLimit() {
        var buses = new ArrayList<>(both(0).buses());
        buses.replaceAll(bus -> bus.id().endsWith("0") ? bus.withLimits(1.05, 1.1) : bus);
        var flow = new SweepPowerFlow(both(0).with(buses, both(0).branches()), 1e-12);
        var state = solved(flow);
        assertThat(flow.limits().busesOutside(state)).isZero();
        assertThat(flow.limits().hold(state)).isTrue();
        assertThat(flow.limits().worstLowNode(state, state)).isEqualTo(-1);
        assertThat(flow.limits().worstBranch(state, state)).isEqualTo(-1);
    }
}
