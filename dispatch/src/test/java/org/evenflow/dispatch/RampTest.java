package org.evenflow.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.evenflow.model.SupplyTransformer;
import org.evenflow.model.scenario.Scenario.Dispatching;
import org.evenflow.model.scenario.Scenario.Dispatching.Weights;
import org.junit.jupiter.api.Test;

/** Ramps of a fifteenth of a kW per minute are 1 kW per step of 15 minutes. */
class RampTest {
    private static final double UNLIMITED = Double.POSITIVE_INFINITY;
    private static final Offset<Double> CLOSE = within(1e-7);
    private static final double MINUTES = 15;

    private static Dispatching ramp(double kwPerStep, double stationKwPerStep) {
        return new Dispatching(
                false, Weights.EQUAL, kwPerStep / MINUTES, stationKwPerStep / MINUTES);
    }

    private static ShieldWorld world(double stationKw, int connectors, Dispatching dispatching) {
        var station = Sites.station("s", "", null, stationKw, 100, connectors);
        return new ShieldWorld(List.of(station), List.of(), UNLIMITED, dispatching);
    }

    @Test
    void powerRisesAndFallsNoFasterThanItMay() {
        var world = world(100, 1, ramp(4, UNLIMITED));
        world.plug(0, 11, 0, 0, 90, 90, 0);
        double[] wishes = {11, 11, 11, 0, 9, 0, 0, 0};
        double[] powers = {4, 8, 11, 7, 9, 5, 1, 0};
        for (int step = 0; step < wishes.length; step++) {
            world.project(new double[] {wishes[step]});
            assertThat(world.powerKw(0)).as("step %d", step).isCloseTo(powers[step], CLOSE);
            boolean isHeld = powers[step] != wishes[step];
            assertThat(world.dispatch.reason(0))
                    .as("step %d", step)
                    .isEqualTo(isHeld ? CutReason.RAMP : CutReason.NONE);
            world.play(new double[] {wishes[step]});
        }
    }

    @Test
    void givingBackRisesAsSlowlyAndEndsAtOnce() {
        var world = world(100, 1, ramp(4, UNLIMITED));
        world.plug(0, 11, 10, 50, 90, 90, 0);
        double[] wishes = {-10, -10, -10, 6, 0};
        double[] powers = {-4, -8, -10, 4, 0};
        for (int step = 0; step < wishes.length; step++) {
            world.project(new double[] {wishes[step]});
            assertThat(world.powerKw(0)).as("step %d", step).isCloseTo(powers[step], CLOSE);
            world.play(new double[] {wishes[step]});
        }
    }

    @Test
    void aChargerOnLevelsMayAlwaysTakeTheNextOne() {
        // 1 kW per step is less than the least power of 4.14 kW and more than a level of 0.69.
        var world = world(100, 1, ramp(1, UNLIMITED));
        world.plug(0, 11.04, 0, 0, 90, 90, 0.69);
        double[] powers = {4.14, 4.83, 5.52};
        for (double power : powers) {
            world.play(new double[] {11.04});
            // Gone by one level of 0.69, not by 1: 5.14 lies between levels.
            assertThat(world.dispatch.power()[0]).isCloseTo(power, CLOSE);
        }
        world.play(new double[] {0});
        // 5.52 - 1 is rounded down to a level, and then to nothing below the least.
        assertThat(world.dispatch.power()[0]).isCloseTo(4.14, CLOSE);
        world.play(new double[] {0});
        assertThat(world.dispatch.power()[0]).isZero();
    }

    @Test
    void aNewVehicleBeginsAtNothing() {
        var world = world(100, 1, ramp(4, UNLIMITED));
        world.plug(0, 11, 0, 0, 90, 2, 0);
        world.play(new double[] {11});
        world.play(new double[] {11});
        world.vehicle = 7;
        world.plug(0, 11, 0, 0, 90, 9, 0);
        world.project(new double[] {11});
        assertThat(world.powerKw(0)).isCloseTo(4, CLOSE);
    }

    @Test
    void aLimitThatFallsTakesPowerFasterThanTheRamp() {
        var world =
                new ShieldWorld(
                        List.of(Sites.station("s", "", "t", 100, 0, 1)),
                        List.of(new SupplyTransformer("t", 50)),
                        UNLIMITED,
                        ramp(4, UNLIMITED));
        world.plug(0, 11, 0, 0, 90, 90, 0);
        for (int step = 0; step < 3; step++) {
            world.play(new double[] {11});
        }
        assertThat(world.powerKw(0)).isCloseTo(11, CLOSE);
        world.site.transformerNetKw(0, 48);
        world.play(new double[] {11});
        assertThat(world.powerKw(0)).isCloseTo(2, CLOSE);
        assertThat(world.dispatch.reason(0)).isEqualTo(CutReason.TRANSFORMER);
    }

    @Test
    void aStationsRampIsSharedByItsConnectors() {
        var world = world(100, 2, ramp(UNLIMITED, 6));
        world.plug(0, 11, 0, 0, 90, 90, 0);
        world.plug(1, 11, 0, 0, 90, 90, 0);
        double[] both = {6, 12, 18, 22};
        for (int step = 0; step < both.length; step++) {
            world.project(new double[] {11, 11});
            double sum = world.powerKw(0) + world.powerKw(1);
            assertThat(sum).as("step %d", step).isCloseTo(both[step], CLOSE);
            assertThat(world.powerKw(0)).isCloseTo(both[step] / 2, CLOSE);
            world.play(new double[] {11, 11});
        }
        world.project(new double[] {0, 8});
        // 22 may fall to 16: 8 more than wished, shared.
        assertThat(world.powerKw(0)).isCloseTo(5, CLOSE);
        assertThat(world.powerKw(1)).isCloseTo(11, CLOSE);
        assertThat(world.dispatch.reason(0)).isEqualTo(CutReason.RAMP);
        assertThat(world.dispatch.thingKind(0)).isEqualTo(ThingKind.STATION);
    }

    /** Power of the first step of a second run. */
    private static double inAnotherRun(Dispatching dispatching) {
        var world = world(100, 1, dispatching);
        world.plug(0, 11, 0, 0, 90, 90, 0);
        world.play(new double[] {11});
        world.play(new double[] {11});
        world.step = 0;
        world.project(new double[] {11});
        return world.powerKw(0);
    }

    @Test
    void anotherRunBeginsAtNothing() {
        assertThat(inAnotherRun(ramp(4, UNLIMITED))).isCloseTo(4, CLOSE);
        assertThat(inAnotherRun(ramp(UNLIMITED, 3))).isCloseTo(3, CLOSE);
    }

    @Test
    void aStationsRampBoundsTheRiseOfWhatItGivesBack() {
        var world = world(100, 2, ramp(UNLIMITED, 6));
        world.plug(0, 11, 11, 50, 90, 90, 0);
        world.plug(1, 11, 11, 50, 90, 90, 0);
        double[] both = {-6, -12, -18, -20};
        for (int step = 0; step < both.length; step++) {
            world.project(new double[] {-10, -10});
            assertThat(world.powerKw(0)).as("step %d", step).isCloseTo(both[step] / 2, CLOSE);
            assertThat(world.powerKw(1)).as("step %d", step).isCloseTo(both[step] / 2, CLOSE);
            world.play(new double[] {-10, -10});
        }
        // Giving back may end at once.
        world.project(new double[] {0, 0});
        assertThat(world.powerKw(0)).isCloseTo(0, CLOSE);
    }

    @Test
    void whoLeavesTakesItsPowerWithIt() {
        var world = world(100, 2, ramp(UNLIMITED, 6));
        world.plug(0, 11, 0, 0, 90, 4, 0);
        world.plug(1, 11, 0, 0, 90, 90, 0);
        for (int step = 0; step < 4; step++) {
            world.play(new double[] {11, 11});
        }
        // 22 have become 11 without anybody's wish; the one left may fall by 6 from there.
        world.project(new double[] {0, 0});
        assertThat(world.powerKw(1)).isCloseTo(5, CLOSE);
    }

    @Test
    void aStationsRampLeavesRoomForALevel() {
        // 1 kW per step, levels of 2 from 12 on: the least level may always be taken, and let go.
        var world = world(100, 1, ramp(UNLIMITED, 1));
        world.plug(0, 16, 0, 0, 90, 90, 2);
        world.play(new double[] {16});
        assertThat(world.powerKw(0)).isCloseTo(12, CLOSE);
        world.play(new double[] {16});
        assertThat(world.powerKw(0)).isCloseTo(16, CLOSE);
        world.site.occupancy.levels(0, 2, 2);
        // Its level is 2 now: 16 may fall to 14.
        world.play(new double[] {2});
        assertThat(world.powerKw(0)).isCloseTo(14, CLOSE);
    }

    /** A ramp of 4 kW per step that sees a vehicle of 10 kW at 3 kW in the step before. */
    private static Ramp after3Kw(ShieldWorld world, double stationKwPerStep) {
        var ramp = new Ramp(world.limits, ramp(4, stationKwPerStep));
        world.plug(0, 10, 10, 50, 90, 90, 0);
        world.bound();
        ramp.startStep(world);
        world.dispatch.power[0] = 3;
        ramp.remember(world, world.dispatch);
        world.step = 1;
        ramp.startStep(world);
        return ramp;
    }

    @Test
    void aPowerOnItsBoundIsWithinIt() {
        var ramp = after3Kw(world(100, 1, ramp(4, UNLIMITED)), UNLIMITED);
        assertThat(ramp.mostKw(0)).isCloseTo(7, CLOSE);
        assertThat(ramp.leastKw(0)).isCloseTo(-1, CLOSE);
        assertThat(ramp.floorKw(0)).isEqualTo(-UNLIMITED);
        assertThat(ramp.hold(new double[] {7})).isTrue();
        assertThat(ramp.hold(new double[] {-1})).isTrue();
        assertThat(ramp.hold(new double[] {7.001})).isFalse();
        assertThat(ramp.hold(new double[] {-1.001})).isFalse();
    }

    @Test
    void aStationOnItsBoundIsWithinItAndNamedBeyondIt() {
        var world = world(100, 1, ramp(4, UNLIMITED));
        var ramp = after3Kw(world, 2);
        // 3 may rise to 5, fall to 1 at best, and not turn round.
        assertThat(ramp.hold(new double[] {5})).isTrue();
        assertThat(ramp.hold(new double[] {1})).isTrue();
        assertThat(ramp.hold(new double[] {5.001})).isFalse();
        assertThat(ramp.hold(new double[] {0.999})).isFalse();
        var rows = new LimitRows(9, 1);
        rows.problem.begin(1);
        assertThat(ramp.addRows(new double[] {5}, rows)).isFalse();
        assertThat(ramp.addRows(new double[] {1}, rows)).isFalse();
        assertThat(ramp.addRows(new double[] {6}, rows)).isTrue();
        assertThat(ramp.addRows(new double[] {6}, rows)).isFalse();
        assertThat(rows.problem.bound(0)).isCloseTo(5, CLOSE);
        assertThat(ramp.addRows(new double[] {0.5}, rows)).isTrue();
        assertThat(rows.problem.bound(1)).isCloseTo(-1, CLOSE);
        assertThat(rows.count()).isEqualTo(2);
    }

    @Test
    void withoutARampEverythingHolds() {
        var world = world(100, 1, Dispatching.PLAIN);
        world.plug(0, 10, 10, 50, 90, 90, 0);
        var ramp = new Ramp(world.limits, Dispatching.PLAIN);
        assertThat(ramp.isLimited()).isFalse();
        assertThat(ramp.hold(new double[] {1e9})).isTrue();
        var rows = new LimitRows(9, 1);
        rows.problem.begin(1);
        assertThat(ramp.addRows(new double[] {1e9}, rows)).isFalse();
    }

    @Test
    void whatCanBeTakenLaterWaitsForThePowerToRise() {
        var world = world(100, 1, ramp(4, UNLIMITED));
        var ramp = after3Kw(world, UNLIMITED);
        var stays = new Stays(1);
        stays.ratedKw[0] = 10;
        stays.leftHours[0] = 1;
        // From 1 kW on 5 and 9 kW instead of 10 for a quarter hour each: 1.25 and 0.25 of 10 kWh.
        assertThat(ramp.laterKwh(0, 1, stays)).isCloseTo(8.5, CLOSE);
        // Giving back ends at once: 4 and 8 kW.
        assertThat(ramp.laterKwh(0, -5, stays)).isCloseTo(8, CLOSE);
        assertThat(ramp.laterKwh(0, 6, stays)).isCloseTo(10, CLOSE);
        stays.leftHours[0] = 0.1;
        assertThat(ramp.laterKwh(0, 1, stays)).isZero();
        stays.leftHours[0] = -1;
        assertThat(ramp.laterKwh(0, 1, stays)).isZero();
    }

    @Test
    void rampsAndLimitsHoldTogetherWhateverIsWished() {
        for (int seed = 0; seed < 200; seed++) {
            var random = new Random(seed);
            random.nextDouble();
            double perStep = 1 + 5 * random.nextDouble();
            double perStation = random.nextBoolean() ? UNLIMITED : 2 + 10 * random.nextDouble();
            var world = ShieldWorld.random(seed, ramp(perStep, perStation), false);
            boolean givesBack = Arrays.stream(world.maxBackKw).anyMatch(kw -> kw > 0);
            double[] before = new double[world.maxKw.length];
            double[] stationBefore = new double[world.limits.stations()];
            for (int step = 0; step < 24; step++) {
                double[] wishes = new double[before.length];
                for (int c = 0; c < wishes.length; c++) {
                    wishes[c] = 30 * random.nextDouble() - 10;
                }
                world.project(wishes);
                String as = "seed " + seed + ", step " + step;
                double[] after = new double[before.length];
                for (int rank = 0; rank < world.limits.pluggedInCount(); rank++) {
                    int c = world.limits.connectorAt(rank);
                    double kw = world.powerKw(c);
                    after[c] = kw;
                    // Where somebody stops to give back, limits may take more from others.
                    double floor =
                            givesBack
                                    ? -UNLIMITED
                                    : Math.min(before[c] - perStep, world.limits.highKwAt(rank));
                    assertThat(kw)
                            .as(as)
                            .isLessThan(Math.max(0, before[c]) + perStep + 1e-6)
                            .isGreaterThan(Math.min(0, before[c] - perStep) - 1e-6)
                            .isGreaterThan(floor - 1e-6);
                }
                for (int s = 0; s < stationBefore.length; s++) {
                    double kw = world.dispatch.stationKw()[s];
                    assertThat(kw)
                            .as(as)
                            .isLessThan(world.limits.layout().stationHighKw(s) + 1e-6)
                            .isLessThan(Math.max(0, stationBefore[s]) + perStation + 1e-6);
                    stationBefore[s] = kw;
                }
                world.play(wishes);
                before = after;
            }
        }
    }
}
