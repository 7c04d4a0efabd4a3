package org.evenflow.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.evenflow.model.Branch;
import org.evenflow.model.Bus;
import org.evenflow.model.Feeder;
import org.evenflow.model.Infeed;
import org.evenflow.model.Phases;
import org.evenflow.model.Regulator;
import org.evenflow.model.Regulator.Connection;
import org.evenflow.model.Regulator.Control;
import org.evenflow.model.Regulator.Unit;
import org.junit.jupiter.api.Test;

class TapControlTest {
    /** IEEE 13-bus regulator settings but for the nominal 122 V: 20:1, 700 A, 3 + j9 V, 2 V. */
    private static final Control CONTROL = new Control(122, 2, 20, 700, 3, 9);

    private static Feeder ideal(int tap, boolean isGanged) {
        return ideal(new Unit(tap, 0.00625, -16, 16, CONTROL), isGanged);
    }

    private static Feeder ideal(Unit unit, boolean isGanged) {
        return new Feeder(
                "two",
                "",
                List.of(new Infeed("b0", 1)),
                List.of(
                        new Bus("b0", 4.16, 0, 0, 0, 0, 0.9, 1.1),
                        new Bus("b1", 4.16, 0, 0, 0, 0, 0.9, 1.1)),
                List.of(
                        new Regulator(
                                "reg",
                                "b0",
                                "b1",
                                Phases.ABC,
                                Connection.WYE,
                                0,
                                0,
                                List.of(unit, unit, unit),
                                isGanged,
                                1000,
                                true)),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    private static int[] taps(Feeder feeder, double[] kwByPhase) {
        var flow = new PhaseSweep(feeder, 1e-12);
        var load = flow.terminals().none();
        System.arraycopy(kwByPhase, 0, load.loadKw(), 3, 3);
        var state = flow.newResult();
        assertThat(flow.solve(load, state)).isEqualTo(FlowStatus.CONVERGED);
        assertThat(flow.unitsOutsideBand(state)).isZero();
        return flow.taps(state, 0);
    }

    /**
     * 1000 kW a phase at 4.16 kV / √3 = 2401.78 V. At tap t the relay sees {@code |V/20 - (3 + j9)
     * I/700|}, V = 2401.78 (1 + 0.00625 t) and I = 1000 kW / V in phase: 118.43 V at 0, 120.70 V at
     * 3, 121.46 V at 4, 122.98 V at 6, 123.74 V at 7. The band is 121 to 123 V.
     */
    @Test
    void compensatesTheDropThatHandCalculationGives() {
        double[] load = {1000, 1000, 1000};
        assertThat(taps(ideal(0, false), load)).containsExactly(4, 4, 4);
        assertThat(taps(ideal(16, false), load)).containsExactly(6, 6, 6);
        assertThat(taps(ideal(5, false), load)).containsExactly(5, 5, 5);
    }

    /** Without load the relay sees 120.09 V (1 + 0.00625 t): 121.59 V at tap 2, 119.34 V at -1. */
    @Test
    void phasesMoveApartUnlessGanged() {
        double[] load = {1000, 0, 0};
        assertThat(taps(ideal(0, false), load)).containsExactly(4, 2, 2);
        assertThat(taps(ideal(0, true), load)).containsExactly(4, 4, 4);
    }

    @Test
    void unitsStopAtTheirLastTap() {
        double[] load = {1000, 1000, 1000};
        var few = new Unit(0, 0.00625, -2, 2, CONTROL);
        assertThat(taps(ideal(few, false), load)).containsExactly(2, 2, 2);
    }

    @Test
    void afterAControlledSolveNoUnitIsOutsideItsBandUnlessAtItsEnd() {
        int regulators = 0;
        for (long seed = 0; seed < 300; seed++) {
            var random = controlled(RandomPhaseFeeder.of(seed), seed);
            var flow = new PhaseSweep(random.feeder(), 1e-11);
            var state = flow.newResult();
            assertThat(flow.solve(random.load(), state))
                    .as("seed %d", seed)
                    .isEqualTo(FlowStatus.CONVERGED);
            assertThat(flow.unitsOutsideBand(state)).as("seed %d", seed).isZero();
            var again = new PhaseSweep(random.feeder(), 1e-11);
            var other = again.newResult();
            again.solve(random.load(), other);
            for (int branch = 0; branch < random.feeder().branches().size(); branch++) {
                if (!(random.feeder().branches().get(branch) instanceof Regulator data)) {
                    continue;
                }
                regulators++;
                int[] taps = flow.taps(state, branch);
                assertThat(taps).as("seed %d", seed).isEqualTo(again.taps(other, branch));
                for (int unit = 0; unit < taps.length; unit++) {
                    assertThat(taps[unit]).isBetween(-16, 16);
                    assertThat(data.isGanged() && taps[unit] != taps[0]).isFalse();
                }
            }
            assertThat(other.lossKw()).isCloseTo(state.lossKw(), within(0.0));
        }
        assertThat(regulators).isGreaterThan(150);
    }

    /** The same feeder with controls on the regulators that feed their regulated end. */
    private static RandomPhaseFeeder controlled(RandomPhaseFeeder plain, long seed) {
        var random = new Random(seed);
        var feeder = plain.feeder();
        var index = feeder.busIndex();
        var branches = new ArrayList<Branch>();
        for (Branch branch : feeder.branches()) {
            int to = index.getOrDefault(branch.toBus(), -1);
            boolean isFeeding = plain.fedBus().getOrDefault(branch.id(), -2) == to;
            branches.add(
                    isFeeding && branch instanceof Regulator regulator
                            ? controlled(regulator, random, feeder.buses().get(to).baseKv())
                            : branch);
        }
        return new RandomPhaseFeeder(
                feeder.with(feeder.buses(), branches), plain.load(), plain.fedBus());
    }

    private static Regulator controlled(Regulator data, Random random, double kv) {
        boolean isOpenDelta = data.connection() == Connection.OPEN_DELTA;
        double volt = isOpenDelta ? kv * 1000 : kv * 1000 / Math.sqrt(3);
        var control =
                new Control(
                        117 + 8 * random.nextDouble(),
                        1.5 + random.nextDouble(),
                        volt / 120,
                        100,
                        3 * random.nextDouble(),
                        6 * random.nextDouble());
        var units = new ArrayList<Unit>();
        for (var _ : data.units()) {
            units.add(new Unit(data.units().getFirst().tap(), 0.00625, -16, 16, control));
        }
        return new Regulator(
                data.id(),
                data.fromBus(),
                data.toBus(),
                data.phases(),
                data.connection(),
                data.rOhm(),
                data.xOhm(),
                units,
                random.nextBoolean(),
                data.ratingA(),
                true);
    }
}
