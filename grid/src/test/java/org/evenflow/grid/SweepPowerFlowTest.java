package org.evenflow.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.evenflow.model.Branch;
import org.evenflow.model.Bus;
import org.evenflow.model.Feeder;
import org.evenflow.model.Line;
import org.evenflow.model.Transformer;
import org.junit.jupiter.api.Test;

class SweepPowerFlowTest {
    private static final double UNLIMITED = Double.POSITIVE_INFINITY;

    /** 2 + j4 ohm at 10 kV: 0.02 + j0.04 pu on 1 MVA. */
    private static final Feeder TWO_BUSES =
            feeder(1, List.of(), new Line("ab", "a", "b", 2, 4, 0, UNLIMITED, true));

    private static Feeder feeder(double sourcePu, List<Bus> more, Branch... branches) {
        var buses = new ArrayList<Bus>();
        buses.add(DenseFlow.bus("a", 10));
        buses.add(DenseFlow.bus("b", 10));
        buses.addAll(more);
        return new Feeder("f", "by hand", "a", sourcePu, buses, List.of(branches));
    }

    private static FlowResult solve(Feeder feeder, double kw, double kvar) {
        var flow = new SweepPowerFlow(feeder, 1e-12);
        var result = flow.newResult();
        var load = new Injections(feeder.buses().size());
        load.loadKw()[1] = kw;
        load.loadKvar()[1] = kvar;
        assertThat(flow.solve(load, result)).isEqualTo(FlowStatus.CONVERGED);
        return result;
    }

    @Test
    void twoBusesObeyTheQuadraticFormula() {
        // V^4 + (2 (RP + XQ) - 1) V^2 + (R^2 + X^2) (P^2 + Q^2) = 0 with P = 1, Q = 0.5:
        // V^4 - 0.92 V^2 + 0.0025 = 0.
        var result = solve(TWO_BUSES, 1000, 500);
        double squared = (0.92 + Math.sqrt(0.92 * 0.92 - 4 * 0.0025)) / 2;
        assertThat(squared).isCloseTo(0.9172745, within(1e-7));
        assertThat(result.voltagePu(1)).isCloseTo(Math.sqrt(squared), within(1e-11));
        assertThat(result.voltagePu(0)).isEqualTo(1);
        // Losses R I^2 and X I^2 with I^2 = 1.25 / V^2; the source gives load and losses.
        assertThat(result.lossKw()).isCloseTo(1000 * 0.02 * 1.25 / squared, within(1e-7));
        assertThat(result.lossKvar()).isCloseTo(1000 * 0.04 * 1.25 / squared, within(1e-7));
        assertThat(result.sourceKw()).isCloseTo(1000 + result.lossKw(), within(1e-7));
        assertThat(result.sourceKvar()).isCloseTo(500 + result.lossKvar(), within(1e-7));
        // 1 pu of current is 1000 kVA / (sqrt(3) 10 kV) = 57.735 A.
        assertThat(result.currentA(0))
                .isCloseTo(57.735026918962575 * Math.sqrt(1.25 / squared), within(1e-7));
        // Angle: V1 V2 sin(delta) = X P - R Q = 0.03.
        assertThat(result.angleDeg(1))
                .isCloseTo(-Math.toDegrees(Math.asin(0.03 / Math.sqrt(squared))), within(1e-9));
    }

    @Test
    void generationRaisesTheVoltage() {
        // P = -1, Q = 0: V^4 - 1.04 V^2 + 0.002 = 0.
        double squared = (1.04 + Math.sqrt(1.04 * 1.04 - 0.008)) / 2;
        var result = solve(TWO_BUSES, -1000, 0);
        assertThat(result.voltagePu(1)).isCloseTo(Math.sqrt(squared), within(1e-11));
        assertThat(result.sourceKw()).isCloseTo(-1000 + 20 / squared, within(1e-7));
    }

    @Test
    void noLoadIsAFlatProfile() {
        var result = solve(TWO_BUSES, 0, 0);
        assertThat(result.voltagePu(1)).isEqualTo(1);
        assertThat(result.lossKw()).isZero();
        assertThat(result.sourceKw()).isZero();
    }

    @Test
    void findsTheStateShortOfTheNoseAndNoneBeyond() {
        // Real solutions end where (1 - 0.04 P)^2 = 0.008 P^2: P = 7.7254 MW.
        double squared = (0.72 + Math.sqrt(0.72 * 0.72 - 4 * 0.002 * 49)) / 2;
        assertThat(solve(TWO_BUSES, 7000, 0).voltagePu(1))
                .isCloseTo(Math.sqrt(squared), within(1e-9));
        var flow = new SweepPowerFlow(TWO_BUSES, 1e-10);
        var result = flow.newResult();
        var load = new Injections(2);
        for (double kw : new double[] {7800, 9000, 30_000, 1e6, Double.NaN, UNLIMITED}) {
            load.loadKw()[1] = kw;
            assertThat(flow.solve(load, result))
                    .as("%s kW", kw)
                    .isEqualTo(FlowStatus.NOT_CONVERGED);
            assertThat(result.status()).isEqualTo(FlowStatus.NOT_CONVERGED);
        }
        load.loadKw()[1] = 1000;
        load.loadKvar()[1] = 500;
        assertThat(flow.solve(load, result)).isEqualTo(FlowStatus.CONVERGED);
        assertThat(result.voltagePu(1)).isCloseTo(Math.sqrt(0.9172745), within(1e-7));
    }

    @Test
    void noVoltageIsFurtherFromTheSolutionThanAsked() {
        for (double tolerance : new double[] {1e-3, 1e-5, 1e-7}) {
            var flow = new SweepPowerFlow(TWO_BUSES, tolerance);
            var warm = flow.newResult();
            var load = new Injections(2);
            for (double kw = -6000; kw <= 7000; kw += 500) {
                // V^4 + (0.04 P - 1) V^2 + 0.002 P^2 = 0, P in MW.
                double linear = 1 - 0.04e-3 * kw;
                double rest = 0.002e-6 * kw * kw;
                double pu = Math.sqrt((linear + Math.sqrt(linear * linear - 4 * rest)) / 2);
                load.loadKw()[1] = kw;
                var flat = flow.newResult();
                assertThat(flow.solve(load, flat)).isEqualTo(FlowStatus.CONVERGED);
                assertThat(flat.voltagePu(1)).as("%s kW", kw).isCloseTo(pu, within(tolerance));
                assertThat(flow.solve(load, warm)).isEqualTo(FlowStatus.CONVERGED);
                assertThat(warm.voltagePu(1)).as("%s kW", kw).isCloseTo(pu, within(tolerance));
            }
        }
    }

    @Test
    void aChainOfAThousandBusesObeysTheQuadraticFormulaOnEveryLine() {
        int buses = 1000;
        var more = new ArrayList<Bus>();
        var lines = new ArrayList<Branch>();
        for (int i = 1; i < buses; i++) {
            if (i > 1) {
                more.add(DenseFlow.bus("n" + i, 10));
            }
            String from = i == 1 ? "a" : i == 2 ? "b" : "n" + (i - 1);
            String to = i == 1 ? "b" : "n" + i;
            lines.add(new Line("l" + i, from, to, 0.02, 0.04, 0, UNLIMITED, true));
        }
        Feeder chain = feeder(1, more, lines.toArray(Branch[]::new));
        var flow = new SweepPowerFlow(chain, 1e-12);
        var result = flow.newResult();
        var load = new Injections(buses);
        Arrays.fill(load.loadKw(), 1, buses, 1);
        assertThat(flow.solve(load, result)).isEqualTo(FlowStatus.CONVERGED);
        double pMw = 0;
        double qMvar = 0;
        for (int i = buses - 1; i >= 1; i--) {
            // Power arriving at bus i; line of 0.0002 + j0.0004 pu on 1 MVA.
            pMw += 1e-3;
            double v2 = result.voltagePu(i) * result.voltagePu(i);
            double lossPerOhm = (pMw * pMw + qMvar * qMvar) / v2;
            double above = result.voltagePu(i - 1) * result.voltagePu(i - 1);
            double expected = v2 + 2 * (2e-4 * pMw + 4e-4 * qMvar) + (4e-8 + 16e-8) * lossPerOhm;
            assertThat(above).as("bus %d", i).isCloseTo(expected, within(1e-10));
            pMw += 2e-4 * lossPerOhm;
            qMvar += 4e-4 * lossPerOhm;
        }
        assertThat(result.sourceKw()).isCloseTo(1000 * pMw, within(1e-6));
        assertThat(result.voltagePu(buses - 1)).isLessThan(0.95);
    }

    @Test
    void aWarmStartEndsWhereAFlatOneDoes() {
        var flow = new SweepPowerFlow(TWO_BUSES, 1e-12);
        var warm = flow.newResult();
        var load = new Injections(2);
        for (double kw : new double[] {4000, -2000, 1000}) {
            load.loadKw()[1] = kw;
            flow.solve(load, warm);
            assertThat(warm.voltagePu(1))
                    .isCloseTo(solve(TWO_BUSES, kw, 0).voltagePu(1), within(1e-10));
        }
    }

    @Test
    void anUnloadedTapDividesTheVoltageDownwardsAndMultipliesItUpwards() {
        var down = new Transformer("t", "a", "b", 0, 4, 0, 1.05, 0, UNLIMITED, true);
        var up = new Transformer("t", "b", "a", 0, 4, 0, 1.05, 0, UNLIMITED, true);
        assertThat(solve(feeder(1, List.of(), down), 0, 0).voltagePu(1))
                .isCloseTo(1 / 1.05, within(1e-14));
        assertThat(solve(feeder(1, List.of(), up), 0, 0).voltagePu(1))
                .isCloseTo(1.05, within(1e-14));
    }

    @Test
    void aPhaseShiftTurnsEverythingBelow() {
        var down = new Transformer("t", "a", "b", 0, 4, 0, 1, 30, UNLIMITED, true);
        var up = new Transformer("t", "b", "a", 0, 4, 0, 1, 30, UNLIMITED, true);
        assertThat(solve(feeder(1, List.of(), down), 0, 0).angleDeg(1))
                .isCloseTo(-30, within(1e-12));
        assertThat(solve(feeder(1, List.of(), up), 0, 0).angleDeg(1)).isCloseTo(30, within(1e-12));
    }

    @Test
    void aLoadedTransformerIsATapBeforeItsImpedance() {
        // Tapped down by 1 / 1.05 and 0.04 pu reactance: the two-bus formula from V1 = 1 / 1.05
        // with P = 1: V^4 - V1^2 V^2 + 0.0016 = 0. Upwards the impedance lies before the ratio:
        // U^4 - U^2 + 0.0016 = 0 and V = 1.05 U.
        var down = new Transformer("t", "a", "b", 0, 4, 0, 1.05, 0, UNLIMITED, true);
        double from = 1 / 1.1025;
        double below = (from + Math.sqrt(from * from - 0.0064)) / 2;
        assertThat(solve(feeder(1, List.of(), down), 1000, 0).voltagePu(1))
                .isCloseTo(Math.sqrt(below), within(1e-11));
        var up = new Transformer("t", "b", "a", 0, 4, 0, 1.05, 0, UNLIMITED, true);
        double before = (1 + Math.sqrt(1 - 0.0064)) / 2;
        assertThat(solve(feeder(1, List.of(), up), 1000, 0).voltagePu(1))
                .isCloseTo(1.05 * Math.sqrt(before), within(1e-11));
    }

    @Test
    void aCapacitorRaisesTheVoltageOfItsLine() {
        // 500 kvar at 1 pu: V = 1 / (1 - B X) with B = 0.5, X = 0.04 and no resistance.
        var b = new Bus("b", 10, 0, 0, 0, 500, 0.5, 1.5);
        var line = new Line("ab", "a", "b", 0, 4, 0, UNLIMITED, true);
        var feeder = new Feeder("f", "", "a", 1, List.of(DenseFlow.bus("a", 10), b), List.of(line));
        var result = solve(feeder, 0, 0);
        assertThat(result.voltagePu(1)).isCloseTo(1 / 0.98, within(1e-11));
        // Q of the source: X I^2 - B V^2 = (0.04 x 0.25 - 0.5) / 0.98^2 pu.
        assertThat(result.sourceKvar()).isCloseTo(-490 / 0.9604, within(1e-7));
        assertThat(result.lossKvar()).isCloseTo(-490 / 0.9604, within(1e-7));
    }

    @Test
    void chargingActsHalfAtEachEnd() {
        // B = 0.01 S x 100 ohm = 1 pu in all: 0.5 at b as above, 0.5 at the source.
        var line = new Line("ab", "a", "b", 0, 4, 0.01, UNLIMITED, true);
        var result = solve(feeder(1, List.of(), line), 0, 0);
        assertThat(result.voltagePu(1)).isCloseTo(1 / 0.98, within(1e-11));
        assertThat(result.sourceKvar()).isCloseTo(-490 / 0.9604 - 500, within(1e-7));
    }

    @Test
    void openBranchesCarryNothing() {
        var line = new Line("ab", "a", "b", 2, 4, 0, 30, true);
        var tie = new Line("tie", "b", "a", 2, 4, 0, 30, false);
        var result = solve(feeder(1, List.of(), line, tie), 1000, 500);
        assertThat(result.currentA(1)).isZero();
        assertThat(result.loading(1)).isZero();
        assertThat(result.apparentKva(1)).isZero();
        assertThat(result.loading(0)).isCloseTo(result.currentA(0) / 30, within(1e-12));
        assertThat(result.apparentKva(0))
                .isCloseTo(Math.hypot(result.sourceKw(), result.sourceKvar()), within(1e-7));
    }

    @Test
    void refusesAToleranceThatIsNone() {
        assertThatThrownBy(() -> new SweepPowerFlow(TWO_BUSES, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
