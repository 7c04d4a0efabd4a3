package org.evenflow.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.evenflow.model.Bus;
import org.evenflow.model.Feeder;
import org.evenflow.model.Line;
import org.evenflow.model.Transformer;
import org.junit.jupiter.api.Test;

class GridLimitsTest {
    /** The source's own limits are broken by its given voltage; b holds 0.96 to 1.02. */
    private static final Feeder FEEDER =
            new Feeder(
                    "f",
                    "by hand",
                    "a",
                    1,
                    List.of(
                            new Bus("a", 10, 0, 0, 0, 0, 1.01, 1.1),
                            new Bus("b", 10, 0, 0, 0, 0, 0.96, 1.02),
                            new Bus("c", 10, 0, 0, 0, 0, 0.9, 1.1)),
                    List.of(
                            new Line("ab", "a", "b", 2, 4, 0, 60, true),
                            new Transformer("bc", "b", "c", 0, 1, 0, 1, 0, 800, true)));

    private final SweepPowerFlow flow = new SweepPowerFlow(FEEDER, 1e-12);
    private final GridLimits limits = flow.limits();

    private FlowResult state(double kwAtB, double kwAtC) {
        var result = flow.newResult();
        flow.solve(new Injections(new double[] {0, kwAtB, kwAtC}, new double[3]), result);
        return result;
    }

    @Test
    void allHoldUnderLightLoad() {
        var light = state(100, 100);
        assertThat(limits.hold(light)).isTrue();
        assertThat(limits.busesOutside(light)).isZero();
        assertThat(limits.worstBranch(light, light)).isEqualTo(-1);
        assertThat(limits.minPu(1)).isEqualTo(0.96);
        assertThat(limits.maxPu(1)).isEqualTo(1.02);
    }

    @Test
    void aLowBusIsFound() {
        // V^4 - (1 - 0.08) V^2 + 0.002 x 4 = 0 at 2 MW: V = 0.954, below 0.96.
        var low = state(2000, 0);
        double squared = (0.92 + Math.sqrt(0.92 * 0.92 - 0.032)) / 2;
        assertThat(low.voltagePu(1)).isCloseTo(Math.sqrt(squared), within(1e-10));
        assertThat(limits.busesOutside(low)).isEqualTo(1);
        assertThat(limits.hold(low)).isFalse();
        assertThat(limits.worstLowNode(low, state(0, 0))).isEqualTo(1);
        assertThat(limits.worstHighNode(low, state(0, 0))).isEqualTo(-1);
    }

    @Test
    void aHighBusIsFound() {
        var high = state(-2000, 0);
        assertThat(limits.busesOutside(high)).isEqualTo(1);
        assertThat(limits.worstHighNode(high, state(0, 0))).isEqualTo(1);
        assertThat(limits.worstLowNode(high, state(0, 0))).isEqualTo(-1);
    }

    @Test
    void anOverloadedLineIsFoundByItsCurrent() {
        // 1.1 MW is a little more than 63.5 A, over 60.
        var over = state(1100, 0);
        assertThat(over.currentA(0)).isBetween(63.5, 66.0);
        assertThat(limits.maxLineLoading(over)).isCloseTo(over.currentA(0) / 60, within(1e-12));
        assertThat(limits.branchesHold(over)).isFalse();
        assertThat(limits.worstBranch(over, state(0, 0))).isZero();
        assertThat(limits.maxTransformerLoading(over)).isZero();
    }

    @Test
    void anOverloadedTransformerIsFoundByItsPower() {
        // 900 kW and the reactive loss of 0.01 pu over 800 kVA.
        var over = state(-500, 900);
        assertThat(limits.maxTransformerLoading(over)).isBetween(900 / 800.0, 901 / 800.0);
        assertThat(limits.branchesHold(over)).isFalse();
        assertThat(limits.worstBranch(over, state(0, 0))).isEqualTo(1);
    }

    @Test
    void whatTheReferenceViolatesNoLessIsForgiven() {
        var before = state(2000, 0);
        var same = state(2000, 0);
        assertThat(limits.hold(same)).isFalse();
        assertThat(limits.holdOrNoWorse(same, before)).isTrue();
        assertThat(limits.holdOrNoWorse(state(1900, 0), before)).isTrue();
        assertThat(limits.holdOrNoWorse(state(2001, 0), before)).isFalse();
        assertThat(limits.worstLowNode(state(2001, 0), before)).isEqualTo(1);
        assertThat(limits.worstBranch(state(2001, 0), before)).isZero();
        // A new violation elsewhere is not.
        assertThat(limits.holdOrNoWorse(state(1000, 900), before)).isFalse();
    }
}
