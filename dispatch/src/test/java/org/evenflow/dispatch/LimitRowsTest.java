package org.evenflow.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LimitRowsTest {
    private static LimitRows rows(int most) {
        var rows = new LimitRows(most, 2);
        rows.problem.begin(2);
        slopes(rows, 1, -1);
        return rows;
    }

    private static void slopes(LimitRows rows, double first, double second) {
        rows.slopes()[0] = first;
        rows.slopes()[1] = second;
    }

    @Test
    void theSameRowIsAddedOnce() {
        var rows = rows(9);
        assertThat(rows.newRow(5, CutReason.RAMP, ThingKind.STATION, 3, false)).isTrue();
        assertThat(rows.newRow(5, CutReason.RAMP, ThingKind.STATION, 3, false)).isFalse();
        assertThat(rows.newRow(5 + 1e-10, CutReason.RAMP, ThingKind.STATION, 3, false)).isFalse();
        assertThat(rows.newRow(6, CutReason.RAMP, ThingKind.STATION, 3, false)).isTrue();
        assertThat(rows.newRow(5, CutReason.LOOK_AHEAD, ThingKind.STATION, 3, false)).isTrue();
        assertThat(rows.newRow(5, CutReason.RAMP, ThingKind.TRANSFORMER, 3, false)).isTrue();
        assertThat(rows.newRow(5, CutReason.RAMP, ThingKind.STATION, 4, false)).isTrue();
        slopes(rows, 1, -2);
        assertThat(rows.newRow(5, CutReason.RAMP, ThingKind.STATION, 3, false)).isTrue();
        assertThat(rows.count()).isEqualTo(6);
        assertThat(rows.key(5)).isEqualTo(LimitRows.EXACT);
        assertThat(rows.problem.coefficient(0, 1)).isEqualTo(-1);
        assertThat(rows.problem.coefficient(5, 1)).isEqualTo(-2);
    }

    @Test
    void withoutRoomNoRowIsAdded() {
        var rows = rows(1);
        assertThat(rows.newRow(5, CutReason.RAMP, ThingKind.STATION, 3, false)).isTrue();
        assertThat(rows.newRow(6, CutReason.RAMP, ThingKind.STATION, 3, false)).isFalse();
        assertThat(rows.row(6, CutReason.LINE, ThingKind.BRANCH, 0, LimitRows.NO_PHASE, 2))
                .isNull();
    }

    @Test
    void softRowsGiveWay() {
        var rows = rows(2);
        rows.problem.variable(0, 0, 0, 20);
        rows.problem.variable(1, 0, 0, 20);
        slopes(rows, -1, 0);
        rows.newRow(-7, CutReason.LOOK_AHEAD, ThingKind.STATION, 0, true);
        double[] p = new double[2];
        rows.problem.letRise(0, 11);
        rows.problem.solve(p);
        assertThat(p[0]).isCloseTo(7, within(1e-9));
        slopes(rows, 1, 0);
        rows.newRow(5, CutReason.STATION, ThingKind.STATION, 0, false);
        rows.problem.solve(p);
        assertThat(p[0]).isCloseTo(5, within(1e-9));
    }

    @Test
    void aRowOfTheSameKeyIsReplaced() {
        var rows = rows(2);
        rows.row(5, CutReason.LINE, ThingKind.BRANCH, 0, LimitRows.NO_PHASE, 2);
        rows.row(7, CutReason.LINE, ThingKind.BRANCH, 0, LimitRows.NO_PHASE, 2);
        assertThat(rows.count()).isEqualTo(1);
        assertThat(rows.problem.bound(0)).isEqualTo(7);
        rows.row(8, CutReason.LINE, ThingKind.BRANCH, 1, LimitRows.NO_PHASE, 5);
        assertThat(rows.count()).isEqualTo(2);
        assertThat(rows.key(1)).isEqualTo(5);
    }
}
