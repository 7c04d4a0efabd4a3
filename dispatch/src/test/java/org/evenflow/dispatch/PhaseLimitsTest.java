package org.evenflow.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.evenflow.control.Action;
import org.evenflow.model.ChargerKind;
import org.evenflow.model.Connection;
import org.evenflow.model.Connector;
import org.evenflow.model.Phases;
import org.evenflow.model.Reactive;
import org.evenflow.model.Station;
import org.evenflow.model.SupplyTransformer;
import org.junit.jupiter.api.Test;

/** Limits of stations and supply transformers on each phase, by hand. */
class PhaseLimitsTest {
    private static final Offset<Double> CLOSE = within(1e-8);

    /** Curved limits end a share of 1e-7 inside. */
    private static final Offset<Double> CURVED = within(1e-5);

    private static final ChargerKind DC = new ChargerKind.FastDc(100, 0, 1);

    private static Connection wye(String letters) {
        return Connection.Wye.parse(letters, "phases");
    }

    private static Connection delta(Phases phases) {
        return new Connection.Delta(phases);
    }

    private static Station station(double limitKw, double exportKw, Connection... connections) {
        return station(limitKw, exportKw, Reactive.NONE, connections);
    }

    private static Station station(
            double limitKw, double exportKw, Reactive reactive, Connection... connections) {
        var connectors = new ArrayList<Connector>();
        for (Connection connection : connections) {
            connectors.add(new Connector("c" + connectors.size(), DC, connection, reactive));
        }
        return new Station("s", "", "t", limitKw, exportKw, connectors);
    }

    private static TestSite site(Station station, double ratingKva) {
        var transformer = new SupplyTransformer("t", ratingKva);
        return Sites.site(null, List.of(station), List.of(transformer), Sites.UNLIMITED);
    }

    private static Dispatch project(TestSite site, double... wishKw) {
        for (int connector = 0; connector < wishKw.length; connector++) {
            if (connector >= site.limits.pluggedInCount()) {
                site.plug(connector, -100, 100, 0, 0);
            }
        }
        var action = new Action(site.limits.connectors(), 0);
        System.arraycopy(wishKw, 0, action.powerKw(), 0, wishKw.length);
        var dispatch = new Dispatch(site.limits);
        new Dispatcher(site.limits, 1e-10).project(action, dispatch);
        return dispatch;
    }

    private static double[] powers(Dispatch dispatch, int count) {
        return Arrays.copyOf(dispatch.power(), count);
    }

    @Test
    void thePhasesFuseBindsWhereTheSumWouldNot() {
        // 18 kW in all is 6 kVA for each phase.
        var dispatch = project(site(station(18, 0, wye("a"), wye("b")), 100), 7.4, 3);
        assertThat(powers(dispatch, 2)).containsExactly(new double[] {6, 3}, CLOSE);
        assertThat(dispatch.reason(0)).isEqualTo(CutReason.STATION);
        assertThat(dispatch.thing(0)).isZero();
        assertThat(dispatch.phase(0)).isZero();
        assertThat(dispatch.before().station()).isTrue();
        assertThat(dispatch.after().station()).isFalse();
    }

    @Test
    void aTransformersPhaseBindsLikewise() {
        // 9 kVA in all are 3 for each phase.
        var dispatch = project(site(station(100, 0, wye("b"), wye("c")), 9), 2, 7);
        assertThat(powers(dispatch, 2)).containsExactly(new double[] {2, 3}, CLOSE);
        assertThat(dispatch.reason(1)).isEqualTo(CutReason.TRANSFORMER);
        assertThat(dispatch.thingKind(1)).isEqualTo(ThingKind.TRANSFORMER);
        assertThat(dispatch.thing(1)).isZero();
        assertThat(dispatch.phase(1)).isEqualTo(2);
        assertThat(dispatch.before().transformer()).isTrue();
        assertThat(dispatch.after().transformer()).isFalse();
        assertThat(dispatch.transformerPhaseKva()[0]).isCloseTo(3, CLOSE);
    }

    @Test
    void theThingThatBindsIsTheOneOfSeveral() {
        var first = station(18, 0, wye("a"), wye("b"));
        var named = List.of(new Connector("d", DC, wye("c"), Reactive.NONE));
        var second = new Station("s2", "", "t", 12, 0, named);
        var transformer = List.of(new SupplyTransformer("t", 100));
        var site = Sites.site(null, List.of(first, second), transformer, Sites.UNLIMITED);
        var dispatch = project(site, 3, 1.5, 7);
        assertThat(powers(dispatch, 3)).containsExactly(new double[] {3, 1.5, 4}, CLOSE);
        assertThat(dispatch.thingKind(2)).isEqualTo(ThingKind.STATION);
        assertThat(dispatch.thing(2)).isEqualTo(1);
        assertThat(dispatch.phase(2)).isEqualTo(2);
        assertThat(dispatch.stationPhaseLoading[0]).isCloseTo(0.5, CLOSE);
        assertThat(dispatch.stationPhaseLoading[1]).isCloseTo(0.25, CLOSE);
        assertThat(dispatch.stationPhaseLoading[2]).isCloseTo(0, CLOSE);
        assertThat(dispatch.stationPhaseLoading[5]).isCloseTo(1, CLOSE);
    }

    @Test
    void aDeviceBetweenAllPhasesLoadsThemAlike() {
        // x / 3 + y <= 6 of phase a; nearest to 9 and 6, cuts as 1 / 3 to 1: 0.9 and 2.7.
        var dispatch = project(site(station(18, 0, delta(Phases.ABC), wye("a")), 100), 9, 6);
        assertThat(powers(dispatch, 2)).containsExactly(new double[] {8.1, 3.3}, CURVED);
    }

    @Test
    void connectorsOfOnePhaseShareItsCutEqually() {
        var dispatch = project(site(station(18, 0, wye("c"), wye("c")), 100), 7, 5);
        assertThat(powers(dispatch, 2)).containsExactly(new double[] {4, 2}, CLOSE);
        assertThat(dispatch.phase(1)).isEqualTo(2);
    }

    @Test
    void threePhasesAtOneStationStillHoldItsSum() {
        var station = station(18, 0, wye("a"), wye("b"), wye("c"), Connection.SHARED);
        var dispatch = project(site(station, 100), 5, 5, 5, 6);
        // 2 from the shared one on each phase: 7 wished, 6 allowed; nearest point of
        // p_i + p_4 / 3 <= 6: a cut of 1 on each phase costs least as x from singles, y from all.
        double shared = powers(dispatch, 4)[3];
        double single = powers(dispatch, 4)[0];
        assertThat(single + shared / 3).isCloseTo(6, CLOSE);
        // Minimise 3 (1 - y / 3)^2 + y^2: y = 1 / (1 / 3 + 1) = 0.75.
        assertThat(shared).isCloseTo(5.25, CLOSE);
    }

    @Test
    void aDeviceBetweenTwoPhasesDrawsItsFullCurrentFromBoth() {
        // I = P / (√3 V), so 6 kVA of each phase carry 6 √3 kW.
        var dispatch = project(site(station(18, 0, delta(Phases.BC)), 100), 20);
        assertThat(dispatch.power()[0]).isCloseTo(6 * Math.sqrt(3), CURVED);
        assertThat(dispatch.power()[0]).isLessThanOrEqualTo(6 * Math.sqrt(3) + 1e-9);
    }

    @Test
    void aDeviceBetweenTwoPhasesBringsItsReactivePowerAlong() {
        // At a power factor of 0.8 the 6 √3 kVA of the pair of phases are 0.8 of that in kW.
        var reactive = new Reactive.PowerFactor(0.8);
        var dispatch = project(site(station(18, 0, reactive, delta(Phases.BC)), 100), 20);
        assertThat(dispatch.power()[0]).isCloseTo(0.8 * 6 * Math.sqrt(3), CURVED);
    }

    @Test
    void threeEqualDevicesBetweenPhasesUseTheFeedInFull() {
        var station = station(18, 0, delta(Phases.AB), delta(Phases.BC), delta(Phases.CA));
        var dispatch = project(site(station, 100), 8, 8, 8);
        assertThat(powers(dispatch, 3)).containsExactly(new double[] {6, 6, 6}, CURVED);
    }

    @Test
    void twoDevicesBetweenPhasesMeetOnTheirCommonPhase() {
        // Phase b carries |x + y|: x² + y² + x y over 3 V² with x = y gives x = 6 kVA.
        var station = station(18, 0, delta(Phases.AB), delta(Phases.BC));
        var dispatch = project(site(station, 100), 8, 8);
        assertThat(powers(dispatch, 2)).containsExactly(new double[] {6, 6}, CURVED);
        assertThat(dispatch.phase(0)).isEqualTo(1);
    }

    @Test
    void whatIsGivenBackIsLimitedByPhaseToo() {
        var dispatch = project(site(station(100, 9, wye("b")), 300), -8);
        assertThat(dispatch.power()[0]).isCloseTo(-3, CLOSE);
        assertThat(dispatch.phase(0)).isEqualTo(1);
    }

    @Test
    void aTransformersPhaseCarriesAThirdBesideItsBaseLoad() {
        var site = site(station(Sites.UNLIMITED, 0, wye("a"), wye("b")), 30);
        site.ambient.transformerPhaseKw()[0] = 4;
        site.ambient.transformerPhaseKw()[1] = 1;
        site.ambient.transformerPhaseKw()[2] = 1;
        site.transformerNetKw(0, 6);
        var dispatch = project(site, 9, 8);
        assertThat(powers(dispatch, 2)).containsExactly(new double[] {6, 8}, CLOSE);
        assertThat(dispatch.reason(0)).isEqualTo(CutReason.TRANSFORMER);
        assertThat(dispatch.phase(0)).isZero();
        assertThat(dispatch.transformerPhaseKva()[0]).isCloseTo(10, CLOSE);
    }

    @Test
    void aPhaseThatBaseLoadFillsLeavesNothingOnItAlone() {
        var site = site(station(Sites.UNLIMITED, 0, wye("a"), wye("b")), 30);
        site.ambient.transformerPhaseKw()[0] = 12;
        site.transformerNetKw(0, 12);
        var dispatch = project(site, 9, 8);
        assertThat(powers(dispatch, 2)).containsExactly(new double[] {0, 8}, CLOSE);
        assertThat(dispatch.reason(0)).isEqualTo(CutReason.BASE_LOAD);
    }

    @Test
    void reactivePowerCountsInATransformersRating() {
        // 30 kVA at a power factor of 0.8 carry 24 kW.
        var station = station(Sites.UNLIMITED, 0, new Reactive.PowerFactor(0.8), Connection.SHARED);
        var dispatch = project(site(station, 30), 40);
        assertThat(dispatch.power()[0]).isCloseTo(24, CURVED);
        assertThat(dispatch.reason(0)).isEqualTo(CutReason.TRANSFORMER);
    }

    @Test
    void aVehicleOfOnePhaseLoadsTheFirstPhaseOfItsSocket() {
        var kind = new ChargerKind.SlowAc(3, 32, 0, 0, 230);
        var socket = new Connector("c", kind, wye("bca"), Reactive.NONE);
        var site = site(new Station("s", "", null, 18, 0, List.of(socket)), 100);
        int rank = site.occupancy.plugIn(0, 0, 0, 1);
        site.range(rank, 0, 7.36);
        var single = project(site, 7.36);
        assertThat(single.power()[0]).isCloseTo(6, CLOSE);
        assertThat(single.phase(0)).isEqualTo(1);
        site.occupancy.unplug(rank);
        site.occupancy.plugIn(0, 0, 0, 3);
        site.range(rank, 0, 22);
        assertThat(project(site, 22).power()[0]).isCloseTo(18, CLOSE);
    }

    @Test
    void evenConnectorsNeedNoLimitsByPhase() {
        var even = site(station(18, 0, Connection.SHARED, wye("bca")), 100);
        assertThat(Wiring.of(even.limits)).isNull();
        assertThat(new Groups(even.limits, null, new Curtailment(even.limits)).phaseCount())
                .isZero();
    }
}
