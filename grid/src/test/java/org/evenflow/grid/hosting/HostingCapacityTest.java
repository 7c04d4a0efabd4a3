package org.evenflow.grid.hosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.evenflow.grid.PowerFlow;
import org.evenflow.model.Bus;
import org.evenflow.model.Feeder;
import org.evenflow.model.Infeed;
import org.evenflow.model.InputException;
import org.evenflow.model.Line;
import org.evenflow.model.Load;
import org.evenflow.model.PhaseImpedance;
import org.evenflow.model.PhaseMatrix;
import org.evenflow.model.Phases;
import org.junit.jupiter.api.Test;

/** Two buses at 400 V and one line, so that capacities are known by hand. */
class HostingCapacityTest {
    private static final double KV = 0.4;

    /** A line of three phases alike with a load of 10 kW behind it. */
    private static Feeder balanced(double rOhm, double ratingA, double minPu, double maxPu) {
        var line = new Line("l", "s", "b", rOhm, 0, 0, ratingA, true);
        return new Feeder(
                "two",
                "",
                "s",
                1,
                List.of(
                        new Bus("s", KV, 0, 0, 0, 0, 0.9, 1.1),
                        new Bus("b", KV, 10, 0, 0, 0, minPu, maxPu)),
                List.of(line));
    }

    /** The same with nothing between the phases, and a load of 1 kW on phase a. */
    private static Feeder byPhase(double rOhm, double minPu) {
        var zero = PhaseMatrix.ofSequences(3, 0, 0);
        var impedance = new PhaseImpedance(PhaseMatrix.ofSequences(3, rOhm, rOhm), zero, zero);
        return new Feeder(
                "three",
                "",
                List.of(new Infeed("s", 1)),
                List.of(
                        new Bus("s", KV, 0, 0, 0, 0, 0.9, 1.1),
                        new Bus("b", KV, 0, 0, 0, 0, minPu, 1.1)),
                List.of(
                        Line.byPhase(
                                "l",
                                "s",
                                "b",
                                Phases.ABC,
                                impedance,
                                Double.NaN,
                                Double.POSITIVE_INFINITY,
                                true)),
                List.of(
                        new Load(
                                "home",
                                "b",
                                Phases.A,
                                false,
                                1,
                                0,
                                1,
                                Load.Model.CONSTANT_POWER,
                                null)),
                List.of(),
                List.of(),
                List.of());
    }

    static HostingSetup setup(Feeder feeder, PhaseRule phases, Visits visits) {
        return new HostingSetup(
                feeder,
                () -> PowerFlow.of(feeder, 1e-10),
                ConnectionPoint.of(feeder, 1),
                7.4,
                5,
                phases,
                20,
                Double.POSITIVE_INFINITY,
                1,
                Collections.nCopies(24, 1.0),
                60,
                0.99,
                visits);
    }

    /** Everybody comes at 18:00, stays 12 h and wants 14.8 kWh: two hours at full power. */
    private static void evening(
            long seed, double[] arrivalMin, double[] stayMin, double[] energyKwh) {
        Arrays.fill(arrivalMin, 1080);
        Arrays.fill(stayMin, 720);
        Arrays.fill(energyKwh, 14.8);
    }

    private static HostingCapacity capacity(Feeder feeder) {
        return new HostingCapacity(setup(feeder, PhaseRule.AS_LOAD, HostingCapacityTest::evening));
    }

    @Test
    void ampacityHoldsTheVehiclesThatItsPowerDividesInto() {
        // sqrt(3) 0.4 kV 100 A = 69.28 kW, less 10 kW of load: 59.28 kW are 8.01 vehicles.
        Outcome outcome = capacity(balanced(1e-5, 100, 0.9, 1.1)).vehiclesAtOnce(1);
        assertThat(outcome.capacity()).isEqualTo(8);
        assertThat(outcome.binding().kind()).isEqualTo(LimitKind.LINE);
        assertThat(outcome.binding().element()).isZero();
        assertThat(outcome.isBase()).isFalse();
    }

    @Test
    void voltageLimitHoldsTheVehiclesThatTheDropAllows() {
        // P = V (1 - V) U² / R: at 0.95 pu 76 kW, less 10 kW: 8.9 vehicles; at 0.96 61.4: 6.95.
        double unlimited = Double.POSITIVE_INFINITY;
        Outcome low = capacity(balanced(0.1, unlimited, 0.95, 1.1)).vehiclesAtOnce(1);
        assertThat(low.capacity()).isEqualTo(8);
        assertThat(low.binding().kind()).isEqualTo(LimitKind.UNDERVOLTAGE);
        assertThat(capacity(balanced(0.1, unlimited, 0.96, 1.1)).vehiclesAtOnce(1).capacity())
                .isEqualTo(6);
    }

    @Test
    void vehiclesOnOnePhaseMeetThatPhasesLimit() {
        // A third of 76 kW on phase a is 25.33 kW, less 1 kW: 3.29 vehicles.
        Outcome outcome = capacity(byPhase(0.1, 0.95)).vehiclesAtOnce(3);
        assertThat(outcome.capacity()).isEqualTo(3);
        assertThat(outcome.binding())
                .satisfies(
                        binding -> {
                            assertThat(binding.kind()).isEqualTo(LimitKind.UNDERVOLTAGE);
                            assertThat(binding.element()).isEqualTo(1);
                            assertThat(binding.phase()).isZero();
                        });
    }

    @Test
    void vehiclesOnAllPhasesTakeThreeTimesAsMany() {
        // Phase a carries 1 kW and a third of each vehicle: 24.33 / (7.4 / 3) = 9.86.
        var setup = setup(byPhase(0.1, 0.95), PhaseRule.ABC, HostingCapacityTest::evening);
        assertThat(new HostingCapacity(setup).vehiclesAtOnce(3).capacity()).isEqualTo(9);
    }

    @Test
    void plantsRaiseTheVoltageToItsUpperLimit() {
        // Feeding in P = V (V - 1) U² / R: at 1.05 pu 84 kW, plus 10 kW of load: 18.8 plants.
        Feeder feeder = balanced(0.1, Double.POSITIVE_INFINITY, 0.9, 1.05);
        Outcome outcome = capacity(feeder).plants(1);
        assertThat(outcome.capacity()).isEqualTo(18);
        assertThat(outcome.binding().kind()).isEqualTo(LimitKind.OVERVOLTAGE);
    }

    @Test
    void limitBrokenByBaseLoadAloneLeavesNoCapacityAndSaysSo() {
        Outcome outcome = capacity(balanced(0.1, 10, 0.9, 1.1)).vehiclesAtOnce(1);
        assertThat(outcome.capacity()).isZero();
        assertThat(outcome.isBase()).isTrue();
        assertThat(outcome.binding().kind()).isEqualTo(LimitKind.LINE);
        assertThat(capacity(balanced(0.1, 10, 0.9, 1.1)).vehiclesWithEnvelopes(1).isBase())
                .isTrue();
    }

    @Test
    void arrivalTogetherIsAsBadAsAllAtOnce() {
        Feeder feeder = balanced(1e-5, 100, 0.9, 1.1);
        Outcome outcome = capacity(feeder).vehiclesOnArrival(1);
        assertThat(outcome.capacity()).isEqualTo(8);
        assertThat(outcome.minute()).isEqualTo(1080);
    }

    @Test
    void envelopesServeWhatTheNightHasRoomFor() {
        // 59.28 kW for 12 h are 711.4 kWh; 48 vehicles want 710.4, 49 get 98.1 % of 725.2 kWh.
        Outcome outcome = capacity(balanced(1e-5, 100, 0.9, 1.1)).vehiclesWithEnvelopes(1);
        assertThat(outcome.capacity()).isEqualTo(48);
        assertThat(outcome.binding().kind()).isEqualTo(LimitKind.LINE);
    }

    @Test
    void headroomIsWhatTheLineStillCarries() {
        double[] headroom = capacity(balanced(1e-5, 100, 0.9, 1.1)).headroomKw(1000);
        // Found by halving to within 0.1 kW.
        assertThat(headroom).hasSize(1);
        assertThat(headroom[0]).isCloseTo(59.28, within(0.11));
    }

    @Test
    void envelopeSharesTheHeadroomAmongCustomers() {
        Envelopes envelopes = capacity(balanced(1e-5, 100, 0.9, 1.1)).envelopes(22, 22);
        // Ten customers of 1 kW; levels are found to within 0.01 kW.
        assertThat(envelopes.importKw()).hasNumberOfRows(24);
        assertThat(envelopes.importKw()[7][0]).isCloseTo(5.928, within(0.011));
        assertThat(envelopes.fairImportKw()[7][0]).isCloseTo(5.928, within(0.011));
        // Feeding in the load offsets: 69.28 + 10 kW.
        assertThat(envelopes.exportKw()[7][0]).isCloseTo(7.928, within(0.011));
    }

    @Test
    void feederWithoutLoadIsRefused() {
        var feeder =
                new Feeder(
                        "empty",
                        "",
                        "s",
                        1,
                        List.of(new Bus("s", KV, 0, 0, 0, 0, 0.9, 1.1)),
                        List.of());
        assertThatThrownBy(() -> ConnectionPoint.of(feeder, 2))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("feeder empty has no load");
    }
}
