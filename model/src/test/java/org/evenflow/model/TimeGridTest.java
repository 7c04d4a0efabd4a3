package org.evenflow.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class TimeGridTest {
    private static final String ZURICH = "Europe/Zurich";

    @Test
    void placesStepsAtEqualElapsedTime() {
        var grid = TimeGrid.of("2019-06-05T08:00", ZURICH, 15, 2);
        assertThat(grid.steps()).isEqualTo(8);
        assertThat(grid.stepHours()).isEqualTo(0.25);
        assertThat(grid.start()).isEqualTo(Instant.parse("2019-06-05T06:00:00Z"));
        assertThat(grid.instant(3)).isEqualTo(Instant.parse("2019-06-05T06:45:00Z"));
        assertThat(grid.end()).isEqualTo(Instant.parse("2019-06-05T08:00:00Z"));
    }

    @Test
    void findsTheStepOfAnInstantAlsoOutsideTheGrid() {
        var grid = TimeGrid.of("2019-06-05T08:00", ZURICH, 15, 2);
        assertThat(grid.stepOf(grid.start())).isZero();
        assertThat(grid.stepOf(grid.instant(4).minusMillis(1))).isEqualTo(3);
        assertThat(grid.stepOf(grid.instant(4))).isEqualTo(4);
        assertThat(grid.stepOf(grid.start().minusSeconds(1))).isEqualTo(-1);
        assertThat(grid.stepOf(grid.end())).isEqualTo(8);
    }

    @Test
    void theDayClocksGoForwardHas92Quarters() {
        // 31 March 2019 in Zurich: 01:59 is followed by 03:00.
        var grid = TimeGrid.of("2019-03-31T00:00", ZURICH, 15, 23);
        assertThat(grid.steps()).isEqualTo(92);
        assertThat(grid.local(7).toLocalTime()).hasToString("01:45");
        assertThat(grid.local(8).toLocalTime()).hasToString("03:00");
        assertThat(grid.local(92).toLocalDateTime()).hasToString("2019-04-01T00:00");
    }

    @Test
    void theDayClocksGoBackHas100Quarters() {
        // 27 October 2019 in Zurich: 02:59 is followed by 02:00.
        var grid = TimeGrid.of("2019-10-27T00:00", ZURICH, 15, 25);
        assertThat(grid.steps()).isEqualTo(100);
        assertThat(grid.local(11).toLocalTime()).hasToString("02:45");
        assertThat(grid.local(12).toLocalTime()).hasToString("02:00");
        assertThat(grid.local(100).toLocalDateTime()).hasToString("2019-10-28T00:00");
    }

    @Test
    void refusesStepsThatDoNotFitAnHour() {
        assertThatThrownBy(() -> TimeGrid.of("2019-06-05T08:00", ZURICH, 7, 2))
                .isInstanceOf(InputException.class)
                .hasMessage("step_min must be a divisor of 60 between 1 and 60, is 7");
        assertThatThrownBy(() -> TimeGrid.of("2019-06-05T08:00", ZURICH, 15, 0))
                .isInstanceOf(InputException.class)
                .hasMessage("steps must be >= 1, is 0");
    }

    @Test
    void refusesTimesAndZonesThatDoNotExist() {
        assertThatThrownBy(() -> TimeGrid.of("2019-02-30T08:00", ZURICH, 15, 2))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("2019-02-30T08:00");
        assertThatThrownBy(() -> TimeGrid.of("2019-06-05T08:00", "Europe/Zurik", 15, 2))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("Europe/Zurik");
    }
}
