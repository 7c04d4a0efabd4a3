package org.evenflow.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.evenflow.model.ChargerKind;
import org.evenflow.model.Connection;
import org.evenflow.model.Connector;
import org.evenflow.model.Reactive;
import org.evenflow.model.Station;
import org.evenflow.model.SupplyTransformer;
import org.evenflow.model.scenario.Scenario.Dispatching;
import org.evenflow.model.scenario.Scenario.Dispatching.Weights;
import org.junit.jupiter.api.Test;

/** Vehicles of 11 kW in quarter hours at a station of 10 kW. */
class ActiveShieldTest {
    private static final double UNLIMITED = Double.POSITIVE_INFINITY;
    private static final Offset<Double> CLOSE = within(1e-6);
    private static final Dispatching LAXITY =
            new Dispatching(false, Weights.LAXITY, UNLIMITED, UNLIMITED);

    private static ShieldWorld world(double stationKw, int connectors, Dispatching dispatching) {
        return new ShieldWorld(
                List.of(Sites.station("s", "", "t", stationKw, 10, connectors)),
                List.of(new SupplyTransformer("t", 1000)),
                UNLIMITED,
                dispatching);
    }

    /** A vehicle that needs half an hour, level by level or not. */
    private static void plug(ShieldWorld world, int connector, int leaves, double levelKw) {
        world.plug(connector, 11, 11, 50, 55.5, leaves, levelKw);
    }

    @Test
    void aCutIsSharedByWhatEverybodyCanSpare() {
        var world = world(10, 2, LAXITY);
        // Half of an hour, and three quarters of two hours: weights 2 and 4/3, cuts as 2 to 3.
        plug(world, 0, 4, 0);
        plug(world, 1, 8, 0);
        world.project(new double[] {10, 10});
        assertThat(world.powerKw(0)).isCloseTo(6, CLOSE);
        assertThat(world.powerKw(1)).isCloseTo(4, CLOSE);
        var equal = world(10, 2, new Dispatching(true, Weights.EQUAL, UNLIMITED, UNLIMITED));
        plug(equal, 0, 4, 0);
        plug(equal, 1, 8, 0);
        equal.project(new double[] {10, 10});
        assertThat(equal.powerKw(0)).isCloseTo(5, CLOSE);
    }

    @Test
    void whatIsGivenBackIsCutAlikeWhoeverIsInAHurry() {
        var world = world(10, 2, LAXITY);
        plug(world, 0, 4, 0);
        plug(world, 1, 8, 0);
        world.project(new double[] {-8, -8});
        assertThat(world.powerKw(0)).isCloseTo(-5, CLOSE);
        assertThat(world.powerKw(1)).isCloseTo(-5, CLOSE);
    }

    @Test
    void thoseWhoCanSpareMostLetGoFirst() {
        // 10 kW are less than 6 for each of three or two: one keeps its 8.
        var world = world(10, 3, LAXITY);
        plug(world, 0, 8, 1);
        plug(world, 1, 16, 1);
        plug(world, 2, 4, 1);
        world.project(new double[] {8, 8, 8});
        assertThat(world.powerKw(2)).isCloseTo(8, CLOSE);
        assertThat(world.powerKw(0)).isZero();
        assertThat(world.powerKw(1)).isZero();
        assertThat(world.dispatch.reason(0)).isEqualTo(CutReason.MINIMUM_POWER);
    }

    @Test
    void ofEqualsTheLaterLetGo() {
        var world = world(10, 3, LAXITY);
        for (int c = 0; c < 3; c++) {
            plug(world, c, 8, 1);
        }
        world.project(new double[] {8, 8, 8});
        assertThat(world.powerKw(0)).isCloseTo(8, CLOSE);
        assertThat(world.powerKw(1)).isZero();
        assertThat(world.powerKw(2)).isZero();
    }

    private static final Dispatching AHEAD =
            new Dispatching(true, Weights.EQUAL, UNLIMITED, UNLIMITED);

    @Test
    void aFloorLiesOnTheNextLevel() {
        // 10 kWh less 8.25 later are 7 kW, a level; 10.1 are 7.4, between two.
        var world = world(100, 1, AHEAD);
        world.plug(0, 11, 0, 50, 60, 4, 1);
        world.project(new double[] {0});
        assertThat(world.powerKw(0)).isCloseTo(7, CLOSE);
        world.targetKwh[0] = 60.1;
        world.project(new double[] {0});
        assertThat(world.powerKw(0)).isCloseTo(8, CLOSE);
        assertThat(world.dispatch.reason(0)).isEqualTo(CutReason.LOOK_AHEAD);
        // 10.9 kWh: 10.6 kW, and the next level is the vehicle's most.
        world.targetKwh[0] = 60.9;
        world.project(new double[] {0});
        assertThat(world.powerKw(0)).isCloseTo(11, CLOSE);
        // 8.5 kWh: 1 kW, less than the least of 6.
        world.targetKwh[0] = 58.5;
        world.project(new double[] {0});
        assertThat(world.powerKw(0)).isCloseTo(6, CLOSE);
    }

    @Test
    void aFloorBelowNothingNeedsNoLevel() {
        // 2 kWh and 2.75 later: 3 kW may be given back, charger on levels or not.
        var world = world(100, 1, AHEAD);
        world.plug(0, 11, 11, 50, 52, 2, 1);
        world.project(new double[] {-8});
        assertThat(world.powerKw(0)).isCloseTo(-3, CLOSE);
    }

    @Test
    void whatHoldsARaisedPowerIsNamedWithItsPrice() {
        var world = world(100, 1, AHEAD);
        world.plug(0, 11, 0, 50, 60, 4, 0);
        world.project(new double[] {2});
        // Raised from 2 to 7 by its own floor.
        assertThat(world.dispatch.reason(0)).isEqualTo(CutReason.LOOK_AHEAD);
        assertThat(world.dispatch.thingKind(0)).isEqualTo(ThingKind.NONE);
        assertThat(world.dispatch.thing(0)).isEqualTo(-1);
        assertThat(world.dispatch.shadowPriceKw(0)).isCloseTo(5, CLOSE);
    }

    @Test
    void theGreaterOfTwoFloorsIsNamed() {
        var both = new Dispatching(true, Weights.EQUAL, 2 / 15.0, UNLIMITED);
        var world = world(100, 1, both);
        world.plug(0, 11, 0, 50, 80, 90, 0);
        for (int step = 0; step < 4; step++) {
            world.play(new double[] {11});
        }
        assertThat(world.powerKw(0)).isCloseTo(8, CLOSE);
        // There is time: 8 kW fall to 6 by the ramp alone.
        world.project(new double[] {0});
        assertThat(world.powerKw(0)).isCloseTo(6, CLOSE);
        assertThat(world.dispatch.reason(0)).isEqualTo(CutReason.RAMP);
        assertThat(world.dispatch.shadowPriceKw(0)).isCloseTo(6, CLOSE);
        // Two steps are left, the last with 2 kW more, 11 at most: 9.8 and 11 are 5.2 kWh.
        world.leaves[0] = world.step + 2;
        world.targetKwh[0] = world.storedKwh[0] + 5.2;
        world.project(new double[] {0});
        assertThat(world.powerKw(0)).isCloseTo(9.8, CLOSE);
        assertThat(world.dispatch.reason(0)).isEqualTo(CutReason.LOOK_AHEAD);
    }

    @Test
    void aLevelThatAPhaseHasNoRoomForIsTakenBack() {
        // 9.625 kWh less 8.25 later are 5.5 kW, so 6 of each; phase a has 10 of the 30 kW.
        var kind = new ChargerKind.FastDc(1000, 0, 1);
        var phaseA = Connection.Wye.parse("a", "phases");
        var connectors =
                List.of(
                        new Connector("c0", kind, phaseA, Reactive.NONE),
                        new Connector("c1", kind, phaseA, Reactive.NONE));
        var station = new Station("s", "", null, 30, 0, connectors);
        var world = new ShieldWorld(List.of(station), List.of(), UNLIMITED, AHEAD);
        for (int c = 0; c < 2; c++) {
            world.plug(c, 11, 0, 50, 59.625, 4, 1);
            world.site.occupancy.levels(c, 1, 1);
        }
        world.project(new double[] {0, 0});
        assertThat(world.powerKw(0)).isCloseTo(5, CLOSE);
        assertThat(world.powerKw(1)).isCloseTo(5, CLOSE);
        assertThat(world.dispatch.after().station()).isFalse();
        assertThat(world.dispatch.stationKw()[0]).isCloseTo(10, CLOSE);
        assertThat(world.dispatch.stationPhaseLoading[0]).isCloseTo(1, CLOSE);
        assertThat(world.dispatch.stationPhaseLoading[1]).isZero();
    }

    @Test
    void aRampThatHoldsBackIsNamedUnlessALimitCutsMore() {
        var ramp = new Dispatching(false, Weights.EQUAL, 4 / 15.0, UNLIMITED);
        var world = world(10, 3, ramp);
        for (int c = 0; c < 3; c++) {
            plug(world, c, 90, 0);
        }
        world.project(new double[] {9, 3, 0});
        assertThat(world.powerKw(0)).isCloseTo(4, CLOSE);
        assertThat(world.dispatch.reason(0)).isEqualTo(CutReason.RAMP);
        assertThat(world.dispatch.shadowPriceKw(0)).isCloseTo(5, CLOSE);
        assertThat(world.dispatch.reason(1)).isEqualTo(CutReason.NONE);
        // 4 each are 12 of 10 kW: the station holds them at 10 / 3.
        world.project(new double[] {5, 5, 5});
        assertThat(world.powerKw(0)).isCloseTo(10 / 3.0, CLOSE);
        assertThat(world.dispatch.reason(0)).isEqualTo(CutReason.STATION);
    }
}
