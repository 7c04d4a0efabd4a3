package org.evenflow.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.evenflow.dispatch.CutReason;
import org.evenflow.model.Connection;
import org.evenflow.model.Connector;
import org.evenflow.model.InputException;
import org.evenflow.model.Load;
import org.evenflow.model.Phases;
import org.evenflow.model.Reactive;
import org.evenflow.model.Station;
import org.junit.jupiter.api.Test;

/** Vehicles on single phases of a feeder of four buses, by hand. */
class ByPhaseTest {
    /** The power flow stops at moves of 1e-10 pu. */
    private static final Offset<Double> PU = within(1e-9);

    /** The same on 100 kW. */
    private static final Offset<Double> KW = within(1e-6);

    private static final double OHM = 0.2;

    /** Copies what the tests look at. */
    private static final class Look implements Trace {
        final double[] pu = new double[12];
        final double[] powerKw = new double[8];
        final int[] phase = new int[8];
        final CutReason[] reason = new CutReason[8];
        double importKw;
        double importKvar;
        double baseKw;
        double lossKw;
        double unbalance;

        @Override
        public void append(StepRecord step) {
            var flow = Objects.requireNonNull(step.flow());
            flow.voltagesPu(pu);
            for (int rank = 0; rank < step.pluggedInCount(); rank++) {
                int connector = step.pluggedIn(rank);
                powerKw[connector] = step.powerKw(connector);
                phase[connector] = step.phase(connector);
                reason[connector] = step.reason(connector);
            }
            importKw = step.importKw();
            importKvar = flow.sourceKvar();
            baseKw = step.baseKw();
            lossKw = step.lossKw();
            unbalance = flow.unbalance(1);
        }
    }

    private static Connector plain(int number, String letters) {
        return ByPhase.connector(number, ByPhase.wye(letters), Reactive.NONE);
    }

    private static Load load(Phases phases, boolean isDelta, double kw, Load.Model model) {
        return new Load("home", "c", phases, isDelta, kw, 0, 1, model, null);
    }

    /** Voltage behind a resistance at constant power: V (Vs - V) = R P. */
    private static double quadratic(double ohm, double kw) {
        double source = ByPhase.NOMINAL_V;
        double volt = (source + Math.sqrt(source * source - 4 * ohm * 1000 * kw)) / 2;
        return volt / source;
    }

    @Test
    void aVehicleOnPhaseBChangesPhaseBAlone() {
        var look = new Look();
        var feeder = ByPhase.feeder(OHM, 0, 0.8, List.of());
        ByPhase.play(ByPhase.scenario(feeder, 0, plain(0, "b")), look, 10);
        double v = quadratic(OHM, 10);
        assertThat(v).isCloseTo(0.961, within(1e-3));
        // Buses b and c, whose phases a and c stay at the source's voltage.
        for (int bus = 1; bus <= 2; bus++) {
            assertThat(look.pu[3 * bus]).isCloseTo(1, PU);
            assertThat(look.pu[3 * bus + 1]).isCloseTo(v, PU);
            assertThat(look.pu[3 * bus + 2]).isCloseTo(1, PU);
        }
        double ampere = 10_000 / (v * ByPhase.NOMINAL_V);
        assertThat(look.lossKw).isCloseTo(OHM * ampere * ampere / 1000, KW);
        assertThat(look.importKw).isCloseTo(10 + look.lossKw, KW);
    }

    @Test
    void unbalanceIsNegativeOverPositiveSequence() {
        var look = new Look();
        var feeder = ByPhase.feeder(OHM, 0, 0.8, List.of());
        var env = ByPhase.play(ByPhase.scenario(feeder, 0, plain(0, "b")), look, 10);
        // Magnitudes 1, v, 1 at 120 degrees: sequences (2 + v) / 3 and (1 - v) / 3.
        double v = quadratic(OHM, 10);
        assertThat(look.unbalance).isCloseTo((1 - v) / (2 + v), PU);
        var values = env.totals().indicators(Indicator.Baseline.ZERO);
        assertThat(values.getOrDefault("voltage_unbalance_max", Double.NaN))
                .isCloseTo(100 * (1 - v) / (2 + v), within(1e-7));
        assertThat(values.getOrDefault("voltage_min", Double.NaN)).isCloseTo(v, PU);
        assertThat(values.getOrDefault("voltage_max", Double.NaN)).isCloseTo(1, PU);
        // Ten nodes: d has phase a alone. Two of them are at v.
        assertThat(values.getOrDefault("voltage_std", Double.NaN))
                .isCloseTo((1 - v) * Math.sqrt(0.2 * 0.8), within(1e-7));
    }

    @Test
    void aPhasesLowestVoltageBindsItsVehicleAndNoOther() {
        var look = new Look();
        var feeder = ByPhase.feeder(OHM, 0, 0.97, List.of());
        var connectors = new Connector[] {plain(0, "a"), plain(1, "b"), plain(2, "b")};
        ByPhase.play(ByPhase.scenario(feeder, 0, connectors), look, 5, 10, 4);
        // V (Vs - V) / R at 0.97 pu.
        double volt = 0.97 * ByPhase.NOMINAL_V;
        double kw = volt * (ByPhase.NOMINAL_V - volt) / OHM / 1000;
        assertThat(look.powerKw[0]).isEqualTo(5);
        // Both give up the same of 14 kW. Rows keep 1e-7 pu away, at 4e-3 pu per kW.
        assertThat(look.powerKw[1]).isCloseTo(10 - (14 - kw) / 2, within(1e-3));
        assertThat(look.powerKw[2]).isCloseTo(4 - (14 - kw) / 2, within(1e-3));
        assertThat(look.pu[4]).isBetween(0.97 - 1e-9, 0.97 + 2e-6);
        assertThat(look.reason[1]).isEqualTo(CutReason.VOLTAGE);
        assertThat(look.phase[1]).isEqualTo(1);
        assertThat(look.reason[0]).isEqualTo(CutReason.NONE);
    }

    @Test
    void threePhasesAreThreeSinglePhasesOfAThird() {
        var one = new Look();
        var three = new Look();
        var homes =
                List.of(
                        load(Phases.A, false, 6, Load.Model.CONSTANT_CURRENT),
                        new Load(
                                "shop",
                                "d",
                                Phases.A,
                                false,
                                2,
                                1,
                                1,
                                Load.Model.CONSTANT_IMPEDANCE,
                                null));
        var feeder = ByPhase.feeder(0.1, 0.05, 0.8, homes);
        ByPhase.play(ByPhase.scenario(feeder, 1, plain(0, "abc")), one, 24);
        var singles = new Connector[] {plain(0, "a"), plain(1, "b"), plain(2, "c")};
        ByPhase.play(ByPhase.scenario(feeder, 1, singles), three, 8, 8, 8);
        for (int node = 0; node < 10; node++) {
            assertThat(one.pu[node]).as("node %d", node).isCloseTo(three.pu[node], PU);
        }
        assertThat(one.importKw).isCloseTo(three.importKw, KW);
    }

    @Test
    void aDeviceBetweenPhasesDrawsTheSameCurrentFromBoth() {
        var look = new Look();
        var feeder = ByPhase.feeder(OHM, 0, 0.8, List.of());
        var delta = ByPhase.connector(0, new Connection.Delta(Phases.AB), Reactive.NONE);
        ByPhase.play(ByPhase.scenario(feeder, 0, delta), look, 10);
        // One loop: √3 Vs behind 2 R.
        double source = Math.sqrt(3) * ByPhase.NOMINAL_V;
        double volt = (source + Math.sqrt(source * source - 8 * OHM * 10_000)) / 2;
        double ampere = 10_000 / volt;
        assertThat(look.lossKw).isCloseTo(2 * OHM * ampere * ampere / 1000, KW);
        assertThat(look.pu[5]).isCloseTo(1, PU);
        assertThat(look.pu[3]).isLessThan(0.985);
        assertThat(look.pu[4]).isLessThan(0.985);
    }

    @Test
    void aPowerFactorReachesTheSource() {
        var look = new Look();
        var feeder = ByPhase.feeder(OHM, 0, 0.8, List.of());
        var lagging = ByPhase.connector(0, ByPhase.wye("c"), new Reactive.PowerFactor(0.8));
        ByPhase.play(ByPhase.scenario(feeder, 0, lagging), look, 8);
        // A resistance takes no reactive power: 6 kvar pass.
        assertThat(look.importKvar).isCloseTo(6, KW);
    }

    @Test
    void aVoltVarCurveRaisesTheVoltageToWhereTheCurveIs() {
        var with = new Look();
        var without = new Look();
        var feeder = ByPhase.feeder(OHM, 0.2, 0.8, List.of());
        var curve = Reactive.VoltVar.ieee1547CategoryB(1.1);
        var helping = ByPhase.connector(0, ByPhase.wye("b"), curve);
        ByPhase.play(ByPhase.scenario(feeder, 0, helping), with, 20);
        ByPhase.play(ByPhase.scenario(feeder, 0, plain(0, "b")), without, 20);
        assertThat(with.pu[4]).isGreaterThan(without.pu[4] + 0.01);
        // What passes the source less what the reactance takes is what the curve asks for.
        double givenKvar = -curve.kvar(20, 100, with.pu[4]);
        assertThat(givenKvar).isGreaterThan(1);
        double volt = with.pu[4] * ByPhase.NOMINAL_V;
        double ampere = Math.hypot(20_000, 1000 * givenKvar) / volt;
        assertThat(with.importKvar)
                .isCloseTo(0.2 * ampere * ampere / 1000 - givenKvar, within(1e-5));
    }

    @Test
    void voltVarLeavesRoomForMoreChargingAtALowestVoltage() {
        var with = new Look();
        var without = new Look();
        var feeder = ByPhase.feeder(OHM, 0.2, 0.95, List.of());
        var curve = Reactive.VoltVar.ieee1547CategoryB(1.1);
        ByPhase.play(
                ByPhase.scenario(feeder, 0, ByPhase.connector(0, ByPhase.wye("b"), curve)),
                with,
                35);
        ByPhase.play(ByPhase.scenario(feeder, 0, plain(0, "b")), without, 35);
        assertThat(with.pu[4]).isGreaterThanOrEqualTo(0.95 - 1e-8);
        assertThat(without.pu[4]).isBetween(0.95 - 1e-8, 0.95 + 2e-6);
        assertThat(with.powerKw[0]).isGreaterThan(without.powerKw[0] + 1);
    }

    @Test
    void energyBalancesWithLoadsThatFollowTheVoltage() {
        var models =
                List.of(
                        Load.Model.CONSTANT_IMPEDANCE,
                        Load.Model.CONSTANT_CURRENT,
                        new Load.Model(0.4, 0.3, 0.5, 0.2));
        for (Load.Model model : models) {
            for (boolean isDelta : new boolean[] {false, true}) {
                var look = new Look();
                var homes = List.of(load(Phases.BC, isDelta, 12, model));
                var feeder = ByPhase.feeder(OHM, 0.1, 0.8, homes);
                var env = ByPhase.play(ByPhase.scenario(feeder, 0.9, plain(0, "b")), look, 8);
                // Below nominal voltage they take less than 0.9 of 12 kW.
                assertThat(look.baseKw).isLessThan(10.7).isGreaterThan(8);
                assertThat(env.totals().energyBalanceRelativeError())
                        .as("%s %s", model, isDelta)
                        .isLessThanOrEqualTo(1e-9);
            }
        }
    }

    @Test
    void aConnectorOnAPhaseThatItsBusLacksIsRefused() {
        var feeder = ByPhase.feeder(OHM, 0, 0.8, List.of());
        var good = ByPhase.scenario(feeder, 0, plain(0, "b"));
        var station = good.site().stations().getFirst();
        var moved = new Station("s", "d", null, station.limitKw(), 0, station.connectors());
        assertThatThrownBy(() -> good.site().withStations(List.of(moved)))
                .isInstanceOf(InputException.class)
                .hasMessage(
                        "station s: connector c0: phases must be among the phases a of its bus d,"
                                + " is b");
    }

    @Test
    void aLoadTakesItsPowerAtItsOwnNominalVoltage() {
        var look = new Look();
        var model = Load.Model.CONSTANT_IMPEDANCE;
        var home = new Load("home", "b", Phases.B, false, 12, 0, 1.05, model, null);
        var feeder = ByPhase.feeder(OHM, 0, 0.8, List.of(home));
        ByPhase.play(ByPhase.scenario(feeder, 1, plain(0, "a")), look, 0);
        // 12 kW at 1.05 pu; at bus b, phase b it has less.
        assertThat(look.baseKw).isCloseTo(12 * Math.pow(look.pu[4] / 1.05, 2), KW);
        // A resistance of (1.05 V)^2 / 12 kW behind 0.2 ohm.
        double ohm = Math.pow(1.05 * ByPhase.NOMINAL_V, 2) / 12_000;
        assertThat(look.pu[4]).isCloseTo(ohm / (ohm + OHM), PU);
    }
}
