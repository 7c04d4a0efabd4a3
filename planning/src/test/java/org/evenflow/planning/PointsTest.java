package org.evenflow.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.evenflow.dispatch.Sites;
import org.evenflow.grid.Injections;
import org.evenflow.grid.Terminals;
import org.evenflow.model.Branch;
import org.evenflow.model.Bus;
import org.evenflow.model.ChargerKind;
import org.evenflow.model.ConnectedLoad;
import org.evenflow.model.Connection;
import org.evenflow.model.Connector;
import org.evenflow.model.Feeder;
import org.evenflow.model.Generator;
import org.evenflow.model.Line;
import org.evenflow.model.PhaseImpedance;
import org.evenflow.model.PhaseMatrix;
import org.evenflow.model.Phases;
import org.evenflow.model.Reactive;
import org.evenflow.model.Site;
import org.evenflow.model.Station;
import org.evenflow.model.SupplyTransformer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PointsTest {
    private static final double ROUNDING = 1e-12;

    /** Buses b0 to b2 in a row, 30 and 60 kW at the last two. */
    private static Feeder row(boolean isByPhase) {
        List<Bus> buses =
                List.of(
                        new Bus("b0", 10, 0, 0, 0, 0, 0.9, 1.1),
                        new Bus("b1", 10, 30, 3, 0, 0, 0.9, 1.1),
                        new Bus("b2", 10, 60, 6, 0, 0, 0.9, 1.1));
        var matrix = PhaseMatrix.ofSequences(3, 0.01, 0.03);
        var none = PhaseMatrix.ofSequences(3, 0, 0);
        var impedance = new PhaseImpedance(matrix, matrix, none);
        Branch last =
                isByPhase
                        ? Line.byPhase("l2", "b1", "b2", Phases.ABC, impedance, 1, 100, true)
                        : new Line("l2", "b1", "b2", 0.01, 0.01, 0, 100, true);
        Branch first = new Line("l1", "b0", "b1", 0.01, 0.01, 0, 100, true);
        return new Feeder("f", "", "b0", 1, buses, List.of(first, last));
    }

    private static Connector connector(String id, ChargerKind kind, Connection connection) {
        return new Connector(id, kind, connection, Reactive.NONE);
    }

    /** Two stations; the second has connectors at a, at b, at all phases and between a and b. */
    private static Site site(@Nullable Feeder feeder, List<Generator> plants) {
        var a = new Connection.Wye(Phases.A, 0);
        var b = new Connection.Wye(Phases.B, 1);
        var between = new Connection.Delta(Phases.AB);
        var dc = PlanWorld.ONE_WAY;
        var never = new ChargerKind.Bidirectional(10, 0, 0, 1);
        var second =
                List.of(
                        connector("a1", dc, a),
                        connector("b1", PlanWorld.BOTH_WAYS, b),
                        connector("a2", never, a),
                        connector("all", dc, Connection.SHARED),
                        connector("ab", dc, between));
        return Site.of(
                        feeder,
                        List.of(
                                Sites.station("s", "b2", null, 100, 0, dc, 2),
                                new Station("t", "b1", null, 100, 0, second)),
                        List.of(new SupplyTransformer("t1", 100), new SupplyTransformer("t2", 100)))
                .withPlants(plants)
                .withLoad(80, "t2");
    }

    @Test
    void aStationIsAPointUnlessItsConnectorsLoadDifferentPhases() {
        var points = Points.of(site(row(false), List.of()));
        assertThat(points.ofConnector()).containsExactly(0, 0, 1, 1, 1, 1, 1);
        assertThat(points.station()).containsExactly(0, 1);
        assertThat(points.terminals()[0]).containsExactly(2);
        assertThat(points.terminals()[1]).containsExactly(1);
        assertThat(points.givesBack())
                .containsExactly(false, false, false, true, false, false, false);
        assertThat(points.count()).isEqualTo(2);
    }

    @Test
    void byPhaseThereIsAPointForEachConnectionOfAStation() {
        var points = Points.of(site(row(true), List.of()));
        assertThat(points.ofConnector()).containsExactly(0, 0, 1, 2, 1, 3, 4);
        assertThat(points.station()).containsExactly(0, 1, 1, 1, 1);
        // Bus b2 has nodes 6 to 8, bus b1 3 to 5; pairs of b1 begin behind all nodes at 9 + 3.
        assertThat(points.terminals()[0]).containsExactly(6, 7, 8);
        assertThat(points.terminals()[1]).containsExactly(3);
        assertThat(points.terminals()[2]).containsExactly(4);
        assertThat(points.terminals()[3]).containsExactly(3, 4, 5);
        assertThat(points.terminals()[4]).containsExactly(12);
    }

    @Test
    void withoutAFeederPointsHaveNoTerminals() {
        var points = Points.of(site(null, List.of()));
        assertThat(points.ofConnector()).containsExactly(0, 0, 1, 1, 1, 1, 1);
        assertThat(points.terminals()[0]).isEmpty();
    }

    private static List<Generator> plants() {
        return List.of(
                new Generator.Pv("p", "b1", "t2", 10, 30, 180, 1),
                new Generator.Pv("q", "b2", "t1", 10, 30, 180, 1));
    }

    @Test
    void blockLoadsAreBaseLoadTimesItsFactorLessPlants() {
        Feeder feeder = row(false);
        var loads = new BlockLoads(site(feeder, plants()));
        Injections to = Terminals.of(feeder).none();
        loads.factor[0] = 0.5;
        loads.fill(to, new double[] {4, 7});
        assertThat(to.loadKw()).containsExactly(new double[] {0, 11, 23}, within(ROUNDING));
        assertThat(to.loadKvar()).containsExactly(new double[] {0, 1.5, 3}, within(ROUNDING));
        loads.factor[0] = 1;
        loads.fill(to, new double[] {0, 0});
        assertThat(to.loadKw()).containsExactly(new double[] {0, 30, 60}, within(ROUNDING));
    }

    @Test
    void byPhaseLoadsAndPlantsFallOnAllPhasesAlike() {
        Feeder feeder = row(true);
        var loads = new BlockLoads(site(feeder, plants()));
        Injections to = Terminals.of(feeder).none();
        loads.factor[0] = 0.5;
        loads.fill(to, new double[] {3, 6});
        for (int phase = 0; phase < 3; phase++) {
            assertThat(to.loadKw()[3 + phase]).isCloseTo(4, within(ROUNDING));
            assertThat(to.loadKw()[6 + phase]).isCloseTo(8, within(ROUNDING));
        }
    }

    @Test
    void supplyTransformersCarryTheirPlantsAndOneTheBaseLoad() {
        var loads = new BlockLoads(site(null, plants()));
        double[] kw = {4, 7};
        loads.factor[0] = 0.5;
        assertThat(loads.transformerKw(0, kw)).isCloseTo(-7, within(ROUNDING));
        assertThat(loads.transformerKw(1, kw)).isCloseTo(40 - 4, within(ROUNDING));
    }

    @Test
    void everyBusHasTheFactorOfItsGroup() {
        Feeder feeder = row(false);
        var groups =
                List.of(
                        new ConnectedLoad(null, 0, null, List.of("b2"), List.of()),
                        ConnectedLoad.ALL);
        var loads = new BlockLoads(site(feeder, List.of()).withLoads(groups));
        loads.factor[0] = 2;
        loads.factor[1] = 0.5;
        Injections to = Terminals.of(feeder).none();
        loads.fill(to, new double[0]);
        assertThat(to.loadKw()).containsExactly(new double[] {0, 15, 120}, within(ROUNDING));
        assertThat(loads.baseKw()).isCloseTo(135, within(ROUNDING));
    }
}
