package org.evenflow.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.evenflow.grid.FlowResult;
import org.evenflow.model.Branch;
import org.evenflow.model.Bus;
import org.evenflow.model.Feeder;
import org.evenflow.model.Line;
import org.evenflow.model.Phases;
import org.evenflow.model.Regulator;
import org.evenflow.model.Site;
import org.evenflow.model.SupplyTransformer;
import org.evenflow.model.Switch;
import org.evenflow.model.Transformer;
import org.evenflow.model.Transformer.Winding;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ElementsTest {
    private static final Offset<Double> CLOSE = within(1e-9);
    private static final int NO_PHASE = LimitRows.NO_PHASE;

    /** Station a under t: 100 kW in, 60 out; station-b under nothing, gives nothing back. */
    private static Site site(@Nullable Feeder feeder, double siteKw) {
        return Site.of(
                        feeder,
                        List.of(
                                Sites.station("a", "b", "t", 100, 60, 2),
                                Sites.station("Station-b", "b", null, 100, 0, 1)),
                        List.of(new SupplyTransformer("t", 50)))
                .withLimits(siteKw, Sites.UNLIMITED);
    }

    private static HandDispatch hand(double siteKw) {
        return new HandDispatch(site(null, siteKw));
    }

    private static Elements elements(HandDispatch hand) {
        return new Elements(hand.world.limits);
    }

    /** A row of buses joined by a branch of every kind. */
    private static Feeder row() {
        var buses =
                List.of("a", "b", "c", "d", "Bus e").stream()
                        .map(id -> new Bus(id, 10, 0, 0, 0, 0, 0.9, 1.1))
                        .toList();
        var unit = new Regulator.Unit(0, 0.00625, -16, 16, null);
        var wye = Winding.EARTHED_WYE;
        List<Branch> branches =
                List.of(
                        new Line("7", "a", "b", 1, 1, 0, 100, true),
                        new Transformer(
                                "T1",
                                "b",
                                "c",
                                Phases.ABC,
                                wye,
                                wye,
                                1,
                                1,
                                1,
                                1,
                                0,
                                0,
                                1,
                                0,
                                100,
                                true),
                        new Regulator(
                                "r",
                                "c",
                                "d",
                                Phases.ABC,
                                Regulator.Connection.WYE,
                                0,
                                0,
                                List.of(unit, unit, unit),
                                true,
                                100,
                                true),
                        new Switch("switch-2", "d", "Bus e", Phases.ABC, 100, true));
        return new Feeder("row", "by hand", "a", 1, buses, branches);
    }

    @Test
    void thingsAreCalledByTheirKindUnlessTheirNameSaysIt() {
        var elements = new Elements(new TestSite(site(row(), Sites.UNLIMITED)).limits);
        assertThat(elements.name(ThingKind.NONE, -1, NO_PHASE)).isEmpty();
        assertThat(elements.name(ThingKind.STATION, 0, NO_PHASE)).isEqualTo("station a");
        assertThat(elements.name(ThingKind.STATION, 1, NO_PHASE)).isEqualTo("Station-b");
        assertThat(elements.name(ThingKind.TRANSFORMER, 0, 0)).isEqualTo("transformer t phase a");
        assertThat(elements.name(ThingKind.SITE, -1, NO_PHASE)).isEqualTo("all stations");
        assertThat(elements.name(ThingKind.SUBSTATION, -1, NO_PHASE))
                .isEqualTo("export at the substation");
        assertThat(elements.name(ThingKind.BRANCH, 0, 2)).isEqualTo("line 7 phase c");
        assertThat(elements.name(ThingKind.BRANCH, 1, NO_PHASE)).isEqualTo("transformer T1");
        assertThat(elements.name(ThingKind.BRANCH, 2, NO_PHASE)).isEqualTo("regulator r");
        assertThat(elements.name(ThingKind.BRANCH, 3, NO_PHASE)).isEqualTo("switch-2");
        assertThat(elements.name(ThingKind.BUS, 1, 1)).isEqualTo("bus b phase b");
        assertThat(elements.name(ThingKind.BUS, 4, NO_PHASE)).isEqualTo("Bus e");
    }

    private static double loading(HandDispatch hand, ThingKind kind, int thing, int phase) {
        return elements(hand).loading(kind, thing, phase, hand.dispatch, null);
    }

    @Test
    void aStationIsLoadedInItsDirection() {
        var hand = hand(Sites.UNLIMITED);
        hand.dispatch.stationKw[0] = 40;
        assertThat(loading(hand, ThingKind.STATION, 0, NO_PHASE)).isCloseTo(0.4, CLOSE);
        hand.dispatch.stationKw[0] = -30;
        assertThat(loading(hand, ThingKind.STATION, 0, NO_PHASE)).isCloseTo(0.5, CLOSE);
        // One that may give nothing back and takes nothing carries no share of nothing.
        assertThat(loading(hand, ThingKind.STATION, 1, NO_PHASE)).isZero();
        hand.dispatch.stationPhaseLoading[1] = 0.6;
        hand.dispatch.stationPhaseLoading[3] = 0.7;
        hand.dispatch.stationPhaseLoading[5] = 0.9;
        assertThat(loading(hand, ThingKind.STATION, 0, 1)).isEqualTo(0.6);
        assertThat(loading(hand, ThingKind.STATION, 1, 0)).isEqualTo(0.7);
        assertThat(loading(hand, ThingKind.STATION, 1, 2)).isEqualTo(0.9);
    }

    @Test
    void aTransformerCarriesWhatIsBesideItsStationsToo() {
        var hand = hand(60);
        hand.dispatch.transformerNetKw[0] = 20;
        hand.dispatch.transformerKw[0] = -80;
        assertThat(loading(hand, ThingKind.TRANSFORMER, 0, NO_PHASE)).isCloseTo(1.2, CLOSE);
        // Each phase has a third of 50 kVA.
        hand.dispatch.transformerPhaseKva[0] = 10;
        assertThat(loading(hand, ThingKind.TRANSFORMER, 0, 0)).isCloseTo(0.6, CLOSE);
        hand.dispatch.siteKw = 45;
        assertThat(loading(hand, ThingKind.SITE, -1, NO_PHASE)).isCloseTo(0.75, CLOSE);
        assertThat(loading(hand, ThingKind.SUBSTATION, -1, NO_PHASE)).isEqualTo(1);
        assertThat(loading(hand, ThingKind.NONE, -1, NO_PHASE)).isNaN();
        assertThat(loading(hand, ThingKind.BUS, 0, NO_PHASE)).isNaN();
        assertThat(loading(hand, ThingKind.BRANCH, 0, NO_PHASE)).isNaN();
    }

    @Test
    void whatAFeederCarriesComesFromItsState() {
        var feeder = TwoBuses.balanced(20);
        var hand = new HandDispatch(site(feeder, Sites.UNLIMITED));
        FlowResult state = TwoBuses.state(feeder, 0, 500);
        var elements = elements(hand);
        assertThat(elements.loading(ThingKind.BRANCH, 0, NO_PHASE, hand.dispatch, state))
                .isCloseTo(TwoBuses.currentA(500) / 20, CLOSE);
        assertThat(elements.voltagePu(ThingKind.BUS, 0, NO_PHASE, state))
                .isCloseTo(TwoBuses.voltagePu(500), CLOSE);
        assertThat(elements.voltagePu(ThingKind.BUS, 1, NO_PHASE, state)).isCloseTo(1, CLOSE);
        assertThat(elements.voltagePu(ThingKind.BUS, 0, NO_PHASE, null)).isNaN();
        assertThat(elements.voltagePu(ThingKind.BRANCH, 0, NO_PHASE, state)).isNaN();
    }

    @Test
    void everyPhaseOfABusHasItsVoltage() {
        var feeder = TwoBuses.byPhase(Sites.UNLIMITED);
        var elements = elements(new HandDispatch(site(feeder, Sites.UNLIMITED)));
        // 500 kW on one phase of three are felt as 1500 on all.
        FlowResult state = TwoBuses.state(feeder, 1, 500);
        assertThat(elements.voltagePu(ThingKind.BUS, 0, 0, state)).isCloseTo(1, CLOSE);
        assertThat(elements.voltagePu(ThingKind.BUS, 0, 1, state))
                .isCloseTo(TwoBuses.voltagePu(1500), CLOSE);
        assertThat(elements.voltagePu(ThingKind.BUS, 1, 1, state)).isCloseTo(1, CLOSE);
    }

    /** What is full for a vehicle that takes 4 kW or nothing and has some power. */
    private static String full(HandDispatch hand, int connector, double powerKw) {
        hand.world.site.occupancy.clear();
        int rank = hand.world.site.plug(connector, -11, 11, 4, 0);
        hand.wish(rank, powerKw, powerKw);
        return elements(hand).full(rank, hand.dispatch);
    }

    @Test
    void aLimitIsFullWithLessRoomThanTheNextLevelTakes() {
        var hand = hand(1000);
        hand.dispatch.stationKw[0] = 96;
        assertThat(full(hand, 0, 0)).isEmpty();
        hand.dispatch.stationKw[0] = 96.5;
        assertThat(full(hand, 0, 0)).isEqualTo("station a");
        // From 5 kW on any more counts.
        assertThat(full(hand, 0, 5)).isEmpty();
        hand.dispatch.stationKw[0] = 100;
        assertThat(full(hand, 0, 5)).isEqualTo("station a");
        assertThat(full(hand, 0, -5)).isEmpty();
    }

    @Test
    void chargersOnLevelsNeedRoomForALevel() {
        var hand = hand(1000);
        int rank = hand.world.site.plug(0, 0, 11, 4, 1);
        hand.wish(rank, 5, 5);
        hand.dispatch.stationKw[0] = 99;
        assertThat(elements(hand).full(rank, hand.dispatch)).isEmpty();
        hand.dispatch.stationKw[0] = 99.25;
        assertThat(elements(hand).full(rank, hand.dispatch)).isEqualTo("station a");
    }

    @Test
    void transformerAndSiteAreFullLikewise() {
        var hand = hand(60);
        hand.dispatch.transformerNetKw[0] = 20;
        hand.dispatch.transformerKw[0] = 26;
        hand.dispatch.siteKw = 56;
        assertThat(full(hand, 0, 0)).isEmpty();
        hand.dispatch.transformerKw[0] = 26.5;
        assertThat(full(hand, 0, 0)).isEqualTo("transformer t");
        // Not above the other station.
        assertThat(full(hand, 2, 0)).isEmpty();
        hand.dispatch.siteKw = 56.5;
        assertThat(full(hand, 2, 0)).isEqualTo("all stations");
    }

    @Test
    void aConnectorBelongsToAStation() {
        var elements = elements(hand(60));
        assertThat(elements.station(1)).isEqualTo("a");
        assertThat(elements.station(2)).isEqualTo("Station-b");
    }
}
