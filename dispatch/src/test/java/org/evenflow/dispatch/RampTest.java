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
