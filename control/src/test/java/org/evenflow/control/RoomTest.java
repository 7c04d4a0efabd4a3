package org.evenflow.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.evenflow.model.ChargerKind;
import org.evenflow.model.Connection;
import org.evenflow.model.Connector;
import org.evenflow.model.Phases;
import org.evenflow.model.Reactive;
import org.evenflow.model.Site;
import org.evenflow.model.Station;
import org.evenflow.model.SupplyTransformer;
import org.junit.jupiter.api.Test;

/** A station of 30 kW, 10 on each phase, behind a transformer of 60 kVA. */
class RoomTest {
    private static final Offset<Double> CLOSE = within(1e-9);

    private static Limits limits(Connection... connections) {
        var connectors = new ArrayList<Connector>();
        for (Connection connection : connections) {
            String id = "c" + connectors.size();
            int phases = connection.isDelta() ? 1 : connection.phases().count();
            var kind = new ChargerKind.SlowAc(phases, 32, 6, 1, 230);
            connectors.add(new Connector(id, kind, connection, Reactive.NONE));
        }
        var station = new Station("s", "", "t", 30, 0, connectors);
        var site =
                Site.of(null, List.of(station), List.of(new SupplyTransformer("t", 60)))
                        .withLimits(100, Double.POSITIVE_INFINITY);
        var layout = new SiteLayout(site);
        var occupancy = new Occupancy(layout);
        for (int connector = 0; connector < connections.length; connector++) {
            occupancy.plugIn(connector, 0, 0, 3);
        }
        return new Limits(occupancy, new Ambient(layout));
    }

    @Test
    void aPhaseIsFullBeforeItsStation() {
        var a = Connection.Wye.parse("a", "test");
        var room = new Room(limits(a, a, Connection.Wye.parse("b", "test")));
        room.startStep();
        assertThat(room.of(0)).isCloseTo(10, CLOSE);
        room.take(0, 7);
        assertThat(room.of(1)).isCloseTo(3, CLOSE);
        assertThat(room.of(2)).isCloseTo(10, CLOSE);
        room.take(1, -2);
        assertThat(room.of(1)).isCloseTo(5, CLOSE);
    }

    @Test
    void threePhasesShareWhatOneLeaves() {
        var room =
                new Room(
                        limits(
                                Connection.Wye.parse("a", "test"),
                                Connection.Wye.parse("abc", "t")));
        room.startStep();
        room.take(0, 4);
        // A third of it on each phase; phase a has 6 left.
        assertThat(room.of(1)).isCloseTo(18, CLOSE);
    }

    @Test
    void aDeviceBetweenTwoPhasesLoadsBothAtAnAngle() {
        var room = new Room(limits(new Connection.Delta(Phases.parse("ab", "test"))));
        room.startStep();
        // Its current is its power over the square root of 3: 10 kVA on a phase are 17.3 kW.
        assertThat(room.of(0)).isCloseTo(10 * Math.sqrt(3), CLOSE);
    }

    @Test
    void anEvenShareIsThatOfTheTightestLimit() {
        // 30 kW of the station for three, 60 of the transformer, 100 of the site.
        var a = Connection.SHARED;
        var room = new Room(limits(a, a, a));
        room.countShares();
        assertThat(room.evenKw(1)).isCloseTo(10, CLOSE);
    }

    @Test
    void evenConnectorsAreHeldByTheSumAlone() {
        var room = new Room(limits(Connection.SHARED, Connection.SHARED));
        room.startStep();
        room.take(0, 12);
        assertThat(room.of(1)).isCloseTo(18, CLOSE);
    }
}
