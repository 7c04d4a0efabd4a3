package org.evenflow.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.evenflow.model.ChargerKind;
import org.evenflow.model.Connector;
import org.evenflow.model.Site;
import org.evenflow.model.Station;
import org.junit.jupiter.api.Test;

class OccupancyTest {
    private static final ChargerKind KIND = new ChargerKind.FastDc(50, 0, 1);

    private final SiteLayout layout =
            new SiteLayout(
                    Site.of(
                            null,
                            List.of(
                                    new Station("r", "b", null, 90, 0, List.of(connector("c0"))),
                                    new Station("s", "b", null, 90, 0, List.of(connector("c1")))),
                            List.of()));
    private final Occupancy occupancy = new Occupancy(layout);
    private final Limits limits = new Limits(occupancy, new Ambient(layout));

    private static Connector connector(String id) {
        return new Connector(id, KIND);
    }

    /** Levels 0.69 kW apart, the least above zero six of them: 4.14 kW. */
    private int plugInOnLevels(int connector) {
        return occupancy.plugIn(connector, 4, 0.69, 3);
    }

    @Test
    void powersStandOnTheirLevels() {
        int rank = plugInOnLevels(1);
        assertThat(limits.levelKwAt(3, rank)).isZero();
        assertThat(limits.levelKwAt(5, rank)).isCloseTo(4.83, within(1e-12));
        // Short of a level by rounding alone.
        assertThat(limits.levelKwAt(4.14 - 1e-10, rank)).isEqualTo(4.14 - 1e-10);
        assertThat(limits.nextLevelKwAt(3, rank)).isCloseTo(4.14, within(1e-12));
        assertThat(limits.nextLevelKwAt(4.2, rank)).isCloseTo(4.83, within(1e-12));
    }

    @Test
    void continuousPowersBeginWithTheirLeast() {
        int rank = occupancy.plugIn(0, 2, 0, 1);
        assertThat(limits.levelKwAt(1.9, rank)).isZero();
        assertThat(limits.levelKwAt(2 - 1e-10, rank)).isEqualTo(2 - 1e-10);
        assertThat(limits.levelKwAt(3.21, rank)).isEqualTo(3.21);
        assertThat(limits.nextLevelKwAt(1, rank)).isEqualTo(2);
        assertThat(limits.nextLevelKwAt(3.21, rank)).isEqualTo(3.21);
    }

    @Test
    void controllersSeeWhatIsAskedForAndNotWhatIsTaken() {
        var asAsked = Limits.asAsked(occupancy, new Ambient(layout));
        int first = occupancy.plugIn(0, 0, 0, 3);
        int second = occupancy.plugIn(1, 0, 0, 3);
        occupancy.highKw()[second] = 2;
        occupancy.askedKw()[second] = 7;
        assertThat(limits.highKwAt(second)).isEqualTo(2);
        assertThat(asAsked.highKwAt(second)).isEqualTo(7);
        // Both go along when a rank is freed.
        occupancy.unplug(first);
        assertThat(limits.highKw(1)).isEqualTo(2);
        assertThat(asAsked.highKw(1)).isEqualTo(7);
    }

    @Test
    void whoTakesTheFreedRankKeepsAllThatIsTheirs() {
        occupancy.plugIn(0, 2, 0, 1);
        plugInOnLevels(1);
        occupancy.highKw()[1] = 11;
        occupancy.lowKw()[1] = -3;
        assertThat(occupancy.unplug(0)).isOne();
        assertThat(limits.pluggedInCount()).isOne();
        assertThat(limits.isPluggedIn(0)).isFalse();
        assertThat(limits.isPluggedIn(1)).isTrue();
        assertThat(limits.rank(1)).isZero();
        assertThat(limits.connectorAt(0)).isOne();
        assertThat(limits.stationAt(0)).isOne();
        assertThat(limits.phases(1)).isEqualTo(3);
        assertThat(limits.highKwAt(0)).isEqualTo(11);
        assertThat(limits.lowKwAt(0)).isEqualTo(-3);
        assertThat(limits.minKwAt(0)).isEqualTo(4);
        assertThat(limits.stepKwAt(0)).isEqualTo(0.69);
        assertThat(limits.levelKwAt(3, 0)).isZero();
        assertThat(limits.levelKwAt(5, 0)).isCloseTo(4.83, within(1e-12));
        assertThat(limits.nextLevelKwAt(3, 0)).isCloseTo(4.14, within(1e-12));
    }

    @Test
    void anotherVehicleIsAnotherNumber() {
        plugInOnLevels(1);
        int first = limits.arrivals(1);
        occupancy.unplug(0);
        plugInOnLevels(1);
        assertThat(limits.arrivals(1)).isEqualTo(first + 1);
    }
}
