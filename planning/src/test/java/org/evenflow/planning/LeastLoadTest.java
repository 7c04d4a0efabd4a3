package org.evenflow.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.evenflow.model.Bus;
import org.evenflow.model.Feeder;
import org.evenflow.model.Infeed;
import org.evenflow.model.Load;
import org.evenflow.model.Phases;
import org.junit.jupiter.api.Test;

class LeastLoadTest {
    private static final double FREE = Double.POSITIVE_INFINITY;

    /** Of the one line, P² r / (v² 0.16 kV²). */
    static double lossKw(double kw) {
        double v = voltagePu(kw);
        return kw * kw / (1600 * v * v);
    }

    private static double voltagePu(double kw) {
        return (1 + Math.sqrt(1 - 0.0025 * kw)) / 2;
    }

    /** A step in which so much may be charged and given back at b1. */
    private static LeastLoad of(Feeder feeder, double chargeKw, double dischargeKw) {
        var site = PlanWorld.site(feeder, FREE, PlanWorld.BOTH_WAYS, 1);
        var world = new PlanWorld(site, 1, 1).at(0);
        var outlook = world.foreseen();
        return new LeastLoad(
                site,
                feeder,
                outlook,
                Points.of(site),
                new double[][] {{chargeKw}},
                new double[][] {{dischargeKw}});
    }

    @Test
    void lossesOfALineLieBetweenTheirBounds() {
        var least = of(OneLine.feeder(20, 0.9, FREE), 60, 40);
        assertThat(least.hasLosses()).isTrue();
        double before = FREE;
        double slopeBefore = Double.NEGATIVE_INFINITY;
        for (double kw = -20; kw <= 60; kw += 4) {
            double[] slope = new double[1];
            double bound = least.lossKw(0, new double[] {kw}, slope);
            double loss = lossKw(20 + kw);
            assertThat(bound).as("%s kW", kw).isBetween(0.8 * loss, loss);
            assertThat(least.moreKw(0)).as("%s kW", kw).isGreaterThan(loss);
            // Convex: below its tangents nowhere, and slopes that rise.
            double[] other = new double[1];
            double next = least.lossKw(0, new double[] {kw + 1}, other);
            assertThat(next).as("%s kW", kw).isGreaterThanOrEqualTo(bound + slope[0] - 1e-9);
            assertThat(slope[0]).isGreaterThanOrEqualTo(slopeBefore);
            slopeBefore = slope[0];
            before = Math.min(before, bound);
        }
        assertThat(before).isCloseTo(0, within(1e-9));
    }

    @Test
    void withoutGivingBackTheBoundIsTightAtBaseLoad() {
        // The highest voltage is base load's own then, up to the loss in its own equation.
        var least = of(OneLine.feeder(20, 0.9, 300), 10, 0);
        double loss = least.lossKw(0, new double[1], new double[1]);
        assertThat(loss).isBetween(0.995 * lossKw(20), lossKw(20));
        // All of 30 kVA at no less than 0.9 pu.
        assertThat(least.moreKw(0)).isCloseTo(900 / (1600 * 0.81), within(1e-6));
    }

    @Test
    void loadsThatFollowTheVoltageTakeLeastAtTheLowestOne() {
        var impedance = loads(Load.Model.CONSTANT_IMPEDANCE);
        // 10 kW at 0.9 pu: 1.9 kW less.
        assertThat(of(impedance, 10, 0).lessKw(0)).isCloseTo(-10 * (1 - 0.81), within(1e-6));
        assertThat(of(loads(Load.Model.CONSTANT_CURRENT), 10, 0).lessKw(0))
                .isCloseTo(-1, within(1e-6));
        assertThat(of(loads(Load.Model.CONSTANT_POWER), 10, 0).lessKw(0)).isZero();
        // 5 v² - 8 v + 4 is least at 0.8, out of reach, and falls until then; 3 v² - 5.6 v + 3.6
        // is least at 0.9333.
        assertThat(of(loads(new Load.Model(5, -8, 0, 0)), 10, 0).lessKw(0))
                .isCloseTo(10 * (5 * 0.81 - 7.2 + 3), within(1e-6));
        double vertex = 5.6 / 6;
        assertThat(of(loads(new Load.Model(3, -5.6, 0, 0)), 10, 0).lessKw(0))
                .isCloseTo(10 * (3 * vertex * vertex - 5.6 * vertex + 2.6), within(1e-6));
        // No bound of losses where a flow is by phase.
        assertThat(of(impedance, 10, 0).hasLosses()).isFalse();
        assertThat(of(impedance, 10, 0).lossKw(0, new double[1], new double[1])).isNaN();
    }

    /** The one line with a load of 10 kW at its end. */
    private static Feeder loads(Load.Model model) {
        Feeder line = OneLine.feeder(0, 0.9, FREE);
        var load = new Load("d", "b1", Phases.ABC, false, 10, 0, 1, model, null);
        return new Feeder(
                "f",
                "",
                List.of(new Infeed("b0", 1)),
                line.buses(),
                line.branches(),
                List.of(load),
                List.of(),
                List.of(),
                List.of());
    }

    @Test
    void feedersWithShuntsThatGivePowerAreNotBounded() {
        Feeder line = OneLine.feeder(10, 0.9, FREE);
        assertThat(LeastLoad.unknown(line)).isEmpty();
        var odd = new Bus("b1", 0.4, 10, 0, -1, 0, 0.9, 1.1);
        Feeder giving = line.with(List.of(line.buses().getFirst(), odd), line.branches());
        assertThat(LeastLoad.unknown(giving)).contains("shunts that give power");
    }
}
