package org.evenflow.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.evenflow.model.scenario.Scenario.Dispatching;
import org.junit.jupiter.api.Test;

/** A vehicle of 10 kW with 50 kWh, stored at 0.8 and given at 0.8; quarter hours, now is step 2. */
class StaysTest {
    private static final Offset<Double> CLOSE = within(1e-12);

    private static ShieldWorld world(double targetKwh, int leaves) {
        var station = Sites.station("s", "", null, 100, 100, 1);
        var world = new ShieldWorld(List.of(station), List.of(), 100, Dispatching.PLAIN);
        world.efficiency = 0.8;
        world.step = 2;
        world.plug(0, 10, 10, 50, targetKwh, leaves, 0);
        return world;
    }

    private static Stays stays(ShieldWorld world) {
        var stays = new Stays(1);
        stays.read(world.limits, world);
        return stays;
    }

    @Test
    void whatLacksIsCountedAtTheMeter() {
        var stays = stays(world(54, 8));
        assertThat(stays.needKwh[0]).isCloseTo(5, CLOSE);
        assertThat(stays.ratedKw[0]).isEqualTo(10);
        // 0.8 kWh come back into the battery per kWh, and 0.8 of those are given: 1 / 0.64.
        assertThat(stays.regain[0]).isCloseTo(1.5625, CLOSE);
        assertThat(stays.needAfter(0, 4, 0.25)).isCloseTo(4, CLOSE);
        assertThat(stays.needAfter(0, -4, 0.25)).isCloseTo(6.5625, CLOSE);
    }

    @Test
    void whatIsOverIsWhatTheMeterWouldHaveCounted() {
        var stays = stays(world(42, 8));
        assertThat(stays.needKwh[0]).isCloseTo(-8 / 0.8, CLOSE);
        assertThat(stays.needAfter(0, -4, 0.25)).isCloseTo(-10 + 1.5625, CLOSE);
    }

    @Test
    void theChargeCurveTakesTimeFromTheStay() {
        // Six steps, five after this one: 1.25 h, less the quarter that the curve costs.
        var world = world(54, 8);
        world.slowHours[0] = 0.25;
        var stays = stays(world);
        assertThat(stays.leftHours[0]).isCloseTo(1, CLOSE);
        assertThat(stays.isDue[0]).isTrue();
        // 0.75 of 1.5 h are needed: half is to spare.
        assertThat(stays.weight(0)).isCloseTo(2, CLOSE);
        world.maxKw[0] = 0;
        assertThat(stays(world).leftHours[0]).isCloseTo(1.25, CLOSE);
    }

    @Test
    void whoHasNothingToSpareCountsTwentyTimes() {
        assertThat(stays(world(74, 8)).weight(0)).isCloseTo(20, CLOSE);
        assertThat(stays(world(50, 8)).weight(0)).isCloseTo(1, CLOSE);
        var over = stays(world(54, 2));
        assertThat(over.isDue[0]).isFalse();
        assertThat(over.weight(0)).isCloseTo(20, CLOSE);
        assertThat(stays(world(54, 3)).isDue[0]).isTrue();
    }
}
