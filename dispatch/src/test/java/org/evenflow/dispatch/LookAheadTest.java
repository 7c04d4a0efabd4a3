package org.evenflow.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.evenflow.model.Station;
import org.evenflow.model.SupplyTransformer;
import org.evenflow.model.scenario.Scenario.Dispatching;
import org.evenflow.model.scenario.Scenario.Dispatching.Weights;
import org.junit.jupiter.api.Test;

/** Vehicles of 11 kW in quarter hours: 2.75 kWh a step. */
class LookAheadTest {
    private static final double UNLIMITED = Double.POSITIVE_INFINITY;
    private static final Offset<Double> CLOSE = within(1e-5);
    private static final Dispatching AHEAD =
            new Dispatching(true, Weights.EQUAL, UNLIMITED, UNLIMITED);

    private static Station station(String id, String transformer, double limitKw) {
        return Sites.station(id, "", transformer, limitKw, 100, 2);
    }

    /** Stations a and b under t0 and t1, two connectors each. */
    private static ShieldWorld world(
            double aKw, double bKw, double t0Kva, double t1Kva, double siteKw) {
        return new ShieldWorld(
                List.of(station("a", "t0", aKw), station("b", "t1", bKw)),
                List.of(new SupplyTransformer("t0", t0Kva), new SupplyTransformer("t1", t1Kva)),
                siteKw,
                AHEAD);
    }

    private static void plug(ShieldWorld world, int connector, double neededKwh, int leaves) {
        world.plug(connector, 11, 11, 50, 50 + neededKwh, leaves, 0);
    }

    private static void wish(ShieldWorld world, double... kw) {
        double[] wishes = new double[world.maxKw.length];
        System.arraycopy(kw, 0, wishes, 0, kw.length);
        world.project(wishes);
    }

    private static ShieldWorld alone(double neededKwh, int leaves) {
        var world = world(100, 100, 100, 100, UNLIMITED);
        plug(world, 0, neededKwh, leaves);
        return world;
    }

    @Test
    void aVehicleTakesNowWhatItCannotTakeLater() {
        // Three later steps give 8.25 of 10 kWh: 1.75 in this one.
        var world = alone(10, 4);
        wish(world, 0);
        assertThat(world.powerKw(0)).isCloseTo(7, CLOSE);
        assertThat(world.dispatch.reason(0)).isEqualTo(CutReason.LOOK_AHEAD);
        assertThat(world.dispatch.thingKind(0)).isEqualTo(ThingKind.NONE);
        wish(world, 9);
        assertThat(world.powerKw(0)).isEqualTo(9);
        assertThat(world.dispatch.isCorrected()).isFalse();
    }

    @Test
    void aTaperOfTheChargeCurveIsAnEarlierDeparture() {
        // A quarter of an hour less: 5.5 kWh later of 8, 2.5 now.
        var world = alone(8, 4);
        world.slowHours[0] = 0.25;
        wish(world, 0);
        assertThat(world.powerKw(0)).isCloseTo(10, CLOSE);
    }

    @Test
    void whatCannotBeHadAtAllIsWorthAllThatCan() {
        var world = alone(15, 4);
        wish(world, 0);
        assertThat(world.powerKw(0)).isCloseTo(11, CLOSE);
        // Alone it lacks time, not a shared limit.
        assertThat(world.dispatch.missingKwh).isZero();
    }

    @Test
    void whoseTimeIsOverIsNotWaitedFor() {
        var world = alone(10, 3);
        world.step = 3;
        wish(world, 0);
        assertThat(world.powerKw(0)).isZero();
        wish(world, -5);
        assertThat(world.powerKw(0)).isCloseTo(-5, CLOSE);
    }

    @Test
    void noMoreIsGivenBackThanCanBeRegained() {
        // 2 kWh lack and a later step gives 2.75: 0.75 may go.
        var world = alone(2, 2);
        wish(world, -8);
        assertThat(world.powerKw(0)).isCloseTo(-3, CLOSE);
        // At 0.8 each way 2 / 0.8 lack at the meter, and each kWh given takes 1 / 0.64.
        world.efficiency = 0.8;
        wish(world, -8);
        assertThat(world.powerKw(0)).isCloseTo(-4 * 0.25 * 0.64, CLOSE);
    }

    @Test
    void aStationsVehiclesTakeTogetherWhatItCannotGiveLater() {
        // 11 kW for two: 8.25 kWh later of 10, 1.75 now.
        var world = world(100, 11, 100, 100, UNLIMITED);
        plug(world, 2, 5, 4);
        plug(world, 3, 5, 4);
        wish(world);
        assertThat(world.powerKw(2)).isCloseTo(3.5, CLOSE);
        assertThat(world.powerKw(3)).isCloseTo(3.5, CLOSE);
        assertThat(world.dispatch.reason(0)).isEqualTo(CutReason.LOOK_AHEAD);
        assertThat(world.dispatch.thingKind(0)).isEqualTo(ThingKind.STATION);
        assertThat(world.dispatch.thing(0)).isEqualTo(1);
        assertThat(world.dispatch.missingKwh).isZero();
    }

    @Test
    void aTransformersVehiclesDoLikewiseBesideItsLoad() {
        var world = world(100, 100, 100, 31, UNLIMITED);
        world.site.transformerNetKw(1, 20);
        plug(world, 2, 5, 4);
        plug(world, 3, 5, 4);
        wish(world);
        assertThat(world.powerKw(2) + world.powerKw(3)).isCloseTo(7, CLOSE);
        assertThat(world.dispatch.thingKind(0)).isEqualTo(ThingKind.TRANSFORMER);
        assertThat(world.dispatch.thing(0)).isEqualTo(1);
    }

    @Test
    void allVehiclesOfASiteDoLikewise() {
        var world = world(100, 100, 100, 100, 11);
        plug(world, 0, 5, 4);
        plug(world, 2, 5, 4);
        wish(world);
        assertThat(world.powerKw(0) + world.powerKw(2)).isCloseTo(7, CLOSE);
        assertThat(world.dispatch.thingKind(0)).isEqualTo(ThingKind.SITE);
        assertThat(world.dispatch.thing(0)).isEqualTo(-1);
    }

    @Test
    void whoWishesToGiveBackIsRaisedLikeTheOthers() {
        // 7 kW are needed of both, as in a station's; one wishes to give 4.
        var world = world(11, 100, 100, 100, UNLIMITED);
        plug(world, 0, 5, 4);
        plug(world, 1, 5, 4);
        wish(world, -4, 0);
        // Both are raised alike from what they wish: by 5.5.
        assertThat(world.powerKw(0)).isCloseTo(1.5, CLOSE);
        assertThat(world.powerKw(1)).isCloseTo(5.5, CLOSE);
    }

    private static void isMissing(ShieldWorld world, double kwh, ThingKind kind, int thing) {
        wish(world);
        assertThat(world.dispatch.missingKwh).isCloseTo(kwh, CLOSE);
        assertThat(world.dispatch.missingKind).isEqualTo(kind);
        assertThat(world.dispatch.missingThing).isEqualTo(thing);
    }

    @Test
    void aSharedLimitThatIsTooNarrowIsNamedWithWhatItCannotGive() {
        // 7 and 7 kWh in an hour of 11 kW.
        var station = world(100, 11, 100, 100, UNLIMITED);
        plug(station, 2, 7, 4);
        plug(station, 3, 7, 4);
        isMissing(station, 3, ThingKind.STATION, 1);
        assertThat(station.dispatch.siteKw()).isCloseTo(11, CLOSE);
        var transformer = world(100, 100, 100, 11, UNLIMITED);
        plug(transformer, 2, 7, 4);
        plug(transformer, 3, 7, 4);
        isMissing(transformer, 3, ThingKind.TRANSFORMER, 1);
        var site = world(100, 100, 100, 100, 11);
        plug(site, 0, 7, 4);
        plug(site, 2, 7, 4);
        isMissing(site, 3, ThingKind.SITE, -1);
    }

    @Test
    void ofSeveralThatAreTooNarrowTheWorstIsNamed() {
        var world = world(11, 11, 100, 100, UNLIMITED);
        plug(world, 0, 7, 4);
        plug(world, 1, 7, 4);
        plug(world, 2, 8, 4);
        plug(world, 3, 8, 4);
        isMissing(world, 5, ThingKind.STATION, 1);
        world.targetKwh[0] = 60;
        isMissing(world, 6, ThingKind.STATION, 0);
    }

    @Test
    void whatAStationLacksIsNotAskedOfOthers() {
        // Station a is short of 3 kWh; b's vehicle has time and stays at nothing.
        var world = world(11, 100, 100, 100, 30);
        plug(world, 0, 7, 4);
        plug(world, 1, 7, 4);
        plug(world, 2, 5, 20);
        wish(world);
        assertThat(world.powerKw(0) + world.powerKw(1)).isCloseTo(11, CLOSE);
        assertThat(world.powerKw(2)).isCloseTo(0, CLOSE);
    }

    @Test
    void whatOneVehicleLacksByItselfIsNoShortageOfItsStation() {
        // 20 kWh in an hour of 11 kW lack 9; the station has 15.
        var world = world(15, 100, 100, 100, UNLIMITED);
        plug(world, 0, 20, 4);
        plug(world, 1, 6, 4);
        // 11 + 6 kWh of the 15 that it gives.
        isMissing(world, 2, ThingKind.STATION, 0);
    }

    @Test
    void chargersOnLevelsUseALimitInLevels() {
        // Levels of 1 kW from 6: 11.9 kW are 11, so 10 kWh leave 1.75 to this step.
        var world = world(11.9, 100, 100, 100, UNLIMITED);
        world.plug(0, 11, 0, 50, 55, 4, 1);
        world.plug(1, 11, 0, 50, 55, 4, 1);
        wish(world);
        assertThat(world.powerKw(0) + world.powerKw(1)).isCloseTo(7, CLOSE);
        // In full numbers 11.9 kW give 8.925 later: 4.3 kW would do.
        assertThat(world.dispatch.missingKwh).isZero();
    }

    @Test
    void aRampBoundsWhatCanBeTakenLater() {
        // 4 kW a step, 8 at most. With p now, p / 4 + (p + 4) / 4 + 2 kWh: 3 + p / 2.
        var ramp = new Dispatching(true, Weights.EQUAL, 4 / 15.0, UNLIMITED);
        var world =
                new ShieldWorld(
                        List.of(Sites.station("a", "", null, 100, 100, 1)),
                        List.of(),
                        UNLIMITED,
                        ramp);
        world.plug(0, 8, 0, 50, 54, 3, 0);
        wish(world, 0);
        assertThat(world.powerKw(0)).isCloseTo(2, CLOSE);
        world.targetKwh[0] = 56;
        wish(world, 0);
        assertThat(world.powerKw(0)).isCloseTo(4, CLOSE);
        world.targetKwh[0] = 53;
        wish(world, 0);
        assertThat(world.powerKw(0)).isCloseTo(0, CLOSE);
    }

    @Test
    void roundingDownIsMendedByALevelWhereLimitsAllow() {
        // 20 kW give 15 kWh later of 18.25: 13 kW now, 6.5 each, 6 on levels: one takes 7.
        var world = world(20, 100, 100, 100, UNLIMITED);
        world.plug(0, 11, 0, 50, 59.125, 4, 1);
        world.plug(1, 11, 0, 50, 59.125, 4, 1);
        wish(world);
        assertThat(world.powerKw(0)).isCloseTo(7, CLOSE);
        assertThat(world.powerKw(1)).isCloseTo(6, CLOSE);
        assertThat(world.dispatch.stationKw()[0]).isCloseTo(13, CLOSE);
        assertThat(world.dispatch.siteKw()).isCloseTo(13, CLOSE);
        assertThat(world.dispatch.transformerKw()[0]).isCloseTo(13, CLOSE);
    }
}
