package org.evenflow.control.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.evenflow.control.Ambient;
import org.evenflow.control.Limits;
import org.evenflow.control.Occupancy;
import org.evenflow.control.SiteLayout;
import org.evenflow.model.ChargerKind;
import org.evenflow.model.Connector;
import org.evenflow.model.Site;
import org.evenflow.model.Station;
import org.evenflow.model.SupplyTransformer;
import org.junit.jupiter.api.Test;

/** Two stations of two connectors, 30 and 20 kW, behind a transformer of 40 kVA; 45 kW in all. */
class HeadroomTest {
    private static final Offset<Double> CLOSE = within(1e-12);

    private final SiteLayout layout = new SiteLayout(site());
    private final Occupancy occupancy = new Occupancy(layout);
    private final Ambient ambient = new Ambient(layout);
    private final Limits limits = new Limits(occupancy, ambient);
    private final Headroom headroom = new Headroom();

    private static Station station(String id, double limitKw) {
        var kind = new ChargerKind.FastDc(50, 0, 1);
        var connectors = List.of(new Connector(id + "0", kind), new Connector(id + "1", kind));
        return new Station(id, "", "t", limitKw, 0, connectors);
    }

    private static Site site() {
        return Site.of(
                        null,
                        List.of(station("a", 30), station("b", 20)),
                        List.of(new SupplyTransformer("t", 40)))
                .withLimits(45, Double.POSITIVE_INFINITY);
    }

    /** A vehicle at a connector that can take 25 kW. */
    private void plugIn(int connector, double minKw, double stepKw) {
        occupancy.highKw()[occupancy.plugIn(connector, minKw, stepKw, 3)] = 25;
    }

    @Test
    void whatOneTakesTheOthersOfItsStationAndTransformerDoNotHave() {
        for (int connector = 0; connector < 4; connector++) {
            plugIn(connector, 0, 0);
        }
        headroom.startStep(limits);
        assertThat(headroom.available(limits, 0)).isEqualTo(25);
        headroom.allocate(0, 25);
        assertThat(headroom.available(limits, 1)).isCloseTo(5, CLOSE);
        assertThat(headroom.available(limits, 2)).isCloseTo(15, CLOSE);
        headroom.allocate(2, 12);
        assertThat(headroom.available(limits, 1)).isCloseTo(3, CLOSE);
        assertThat(headroom.available(limits, 3)).isCloseTo(3, CLOSE);
        headroom.startStep(limits);
        assertThat(headroom.available(limits, 1)).isEqualTo(25);
    }

    @Test
    void theSiteBindsWhereItHasLessThanItsTransformers() {
        plugIn(0, 0, 0);
        plugIn(2, 0, 0);
        ambient.transformerNetKw()[0] = -20;
        headroom.startStep(limits);
        headroom.allocate(0, 30);
        assertThat(headroom.available(limits, 2)).isCloseTo(15, CLOSE);
    }

    @Test
    void baseLoadBeyondTheRatingLeavesNothingAndNeverLess() {
        plugIn(0, 0, 1);
        // Also where the excess is within what counts as the same power.
        for (double excessKw : new double[] {12, 5e-10}) {
            ambient.transformerNetKw()[0] = 40 + excessKw;
            headroom.startStep(limits);
            assertThat(headroom.available(limits, 0)).as("%s", excessKw).isZero();
        }
    }

    @Test
    void roundingLeavesNothingNegativeToThoseWhoComeLater() {
        plugIn(0, 0, 0);
        headroom.startStep(limits);
        // 30 less a hundred times 0.3 is a little below zero.
        for (int i = 0; i < 100; i++) {
            headroom.allocate(1, 0.3);
        }
        assertThat(headroom.available(limits, 0)).isBetween(0.0, 1e-12);
    }

    @Test
    void powerIsTheLevelAtOrBelowTheRoomAndNoneBelowTheLeast() {
        plugIn(0, 6, 4);
        assertThat(Headroom.level(limits, 0, 30)).isEqualTo(25);
        assertThat(Headroom.level(limits, 0, 11.9)).isEqualTo(8);
        assertThat(Headroom.level(limits, 0, 12)).isEqualTo(12);
        assertThat(Headroom.level(limits, 0, 7)).isZero();
        assertThat(Headroom.level(limits, 0, 5.9)).isZero();
    }
}
