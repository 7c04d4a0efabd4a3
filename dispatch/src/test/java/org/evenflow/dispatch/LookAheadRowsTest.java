package org.evenflow.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.evenflow.model.scenario.Scenario.Dispatching;
import org.junit.jupiter.api.Test;

/** Two vehicles of 11 kW at station a, one at b, in quarter hours; all are gone after an hour. */
class LookAheadRowsTest {
    private static final Offset<Double> CLOSE = within(1e-9);

    /** What looks ahead, and who is there. */
    private static final class Watch {
        final ShieldWorld world;
        final LookAhead ahead;
        final Stays stays;
        final Ramp ramp;

        Watch(double aKw, double neededKwh) {
            var stations =
                    List.of(
                            Sites.station("a", "", null, aKw, 100, 2),
                            Sites.station("b", "", null, 100, 100, 1));
            world = new ShieldWorld(stations, List.of(), 1000, Dispatching.PLAIN);
            for (int c = 0; c < 3; c++) {
                world.plug(c, 11, 11, 50, 50 + (c < 2 ? neededKwh : 1), 4, 0);
            }
            stays = new Stays(3);
            ramp = new Ramp(world.limits, Dispatching.PLAIN);
            ahead = new LookAhead(world.limits, new Curtailment(world.limits), stays);
            startStep();
        }

        void startStep() {
            world.bound();
            stays.read(world.limits, world);
            ramp.startStep(world);
            ahead.startStep(0.25, ramp);
        }

        boolean holds(double... kw) {
            return ahead.hold(kw);
        }
    }

    private static LimitRows rows(int most) {
        var rows = new LimitRows(most, 3);
        rows.problem.begin(3);
        Arrays.fill(rows.slopes(), 9);
        return rows;
    }

    @Test
    void powersHoldWhereTheyLeaveNoMoreUndoneThanTheBestWould() {
        // 8.25 kWh later of 10: 7 kW now.
        var watch = new Watch(11, 5);
        assertThat(watch.holds(3.5, 3.5, 0)).isTrue();
        assertThat(watch.holds(7, 0, 0)).isTrue();
        assertThat(watch.holds(3.4, 3.5, 0)).isFalse();
        // Two of 8.25 kWh each fill three steps by themselves, and 1 kW of the fourth.
        var alone = new Watch(100, 8.5);
        assertThat(alone.ahead.floorKw(0)).isCloseTo(1, CLOSE);
        assertThat(alone.holds(1, 1, 0)).isTrue();
        assertThat(alone.holds(1, 0.9, 0)).isFalse();
    }

    @Test
    void whatIsMissedIsARowOfThoseWhoMissIt() {
        var watch = new Watch(11, 5);
        var rows = rows(9);
        assertThat(watch.ahead.addRows(new double[] {3.5, 3.5, 0}, rows)).isFalse();
        double[] missed = {0, 0, 0};
        assertThat(watch.ahead.addRows(missed, rows)).isTrue();
        assertThat(watch.ahead.addRows(missed, rows)).isFalse();
        assertThat(rows.count()).isEqualTo(1);
        assertThat(rows.problem.bound(0)).isCloseTo(-7, CLOSE);
        assertThat(Arrays.copyOf(rows.problem.coefficients(0), 3)).containsExactly(-1, -1, 0);
        assertThat(watch.ahead.addRows(missed, rows(0))).isFalse();
    }

    @Test
    void whatIsGivenBackCountsAsMuchAsItTakesToRegainIt() {
        // At 0.8 each way 4 kWh are 5 at the meter; each kW given back takes 1 / 0.64.
        var watch = new Watch(11, 4);
        watch.world.efficiency = 0.8;
        watch.startStep();
        var rows = rows(9);
        assertThat(watch.ahead.addRows(new double[] {-4, 0, 0}, rows)).isTrue();
        assertThat(rows.problem.bound(0)).isCloseTo(-7, CLOSE);
        assertThat(Arrays.copyOf(rows.problem.coefficients(0), 3))
                .containsExactly(new double[] {-1.5625, -1, 0}, CLOSE);
    }

    @Test
    void whatCannotBeHadIsNotAskedFor() {
        // 14 kWh of 11: 3 are lost, 8.25 come later, 2.75 now.
        var watch = new Watch(11, 7);
        var rows = rows(9);
        assertThat(watch.ahead.addRows(new double[] {0, 0, 0}, rows)).isTrue();
        assertThat(rows.problem.bound(0)).isCloseTo(-11, CLOSE);
        assertThat(watch.holds(5.5, 5.5, 0)).isTrue();
    }

    @Test
    void theLimitOfChargersOnLevelsIsALevel() {
        var watch = new Watch(11, 5);
        for (int rank = 0; rank < 2; rank++) {
            watch.world.site.occupancy.levels(rank, 2, 2);
        }
        watch.startStep();
        // 10 of 11 kW: 7.5 kWh later, 2.5 now.
        assertThat(watch.holds(5, 5, 0)).isTrue();
        assertThat(watch.holds(5, 4.9, 0)).isFalse();
        for (int rank = 0; rank < 2; rank++) {
            watch.world.site.occupancy.levels(rank, 1, 1);
        }
        watch.startStep();
        // 11 levels of 1 kW.
        assertThat(watch.holds(3.5, 3.5, 0)).isTrue();
    }

    @Test
    void whoLacksMostIsTold() {
        var watch = new Watch(11, 5);
        boolean[] isMember = {false, false, true};
        assertThat(watch.ahead.lacking(new double[] {3.5, 3.5, 0}, isMember)).isZero();
        assertThat(isMember).containsExactly(false, false, false);
        assertThat(watch.ahead.lacking(new double[] {2, 3, 0}, isMember)).isCloseTo(2, CLOSE);
        assertThat(isMember).containsExactly(true, true, false);
        // 3 kWh of 14 are lost whatever is done.
        var narrow = new Watch(11, 7);
        assertThat(narrow.ahead.lacking(new double[] {5, 5, 0}, isMember)).isCloseTo(1, CLOSE);
        var alone = new Watch(100, 8.5);
        assertThat(alone.ahead.lacking(new double[] {1, 1, 0}, isMember)).isZero();
        assertThat(alone.ahead.lacking(new double[] {1, 0.25, 0}, isMember)).isCloseTo(0.75, CLOSE);
        assertThat(isMember).containsExactly(false, true, false);
    }
}
