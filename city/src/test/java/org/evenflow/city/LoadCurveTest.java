package org.evenflow.city;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.evenflow.model.TimeGrid;
import org.evenflow.model.scenario.BaseLoad;
import org.evenflow.numeric.RandomStream;
import org.junit.jupiter.api.Test;

class LoadCurveTest {
    private static final String ZURICH = "Europe/Zurich";
    private static final List<Double> RISING =
            IntStream.range(0, 24).mapToObj(hour -> (double) hour).toList();

    private static double[] curve(
            String start, int stepMin, double hours, double noise, long seed) {
        var grid = TimeGrid.of(start, ZURICH, stepMin, hours);
        var load = new BaseLoad(RISING, BaseLoad.flat(5), 2, noise);
        var factor = new double[grid.steps()];
        new LoadCurve(load, grid).draw(new RandomStream("load", seed), factor);
        return factor;
    }

    @Test
    void factorsAreLinearBetweenTheMiddlesOfHours() {
        // A Wednesday at 10:00 with half-hour steps, middles 10:15 and 10:45: 9.75 and 10.25 of the
        // rising profile, times the scale of 2.
        double[] factor = curve("2019-06-05T10:00", 30, 1, 0, 1);
        assertThat(factor[0]).isCloseTo(19.5, within(1e-12));
        assertThat(factor[1]).isCloseTo(20.5, within(1e-12));
    }

    @Test
    void weekendsHaveTheirOwnProfileAndMidnightJoinsTheTwo() {
        // Friday 23:00 to Saturday 01:00, hourly: middle of 23, middle of the weekend's 0.
        assertThat(curve("2019-06-07T23:00", 60, 2, 0, 1)).containsExactly(46, 10);
        // Half-hour steps: at 23:45 a quarter of the way from 23 to the weekend's 5.
        double[] factor = curve("2019-06-07T23:30", 30, 1, 0, 1);
        assertThat(factor[0]).isCloseTo(2 * (0.75 * 23 + 0.25 * 5), within(1e-12));
        assertThat(factor[1]).isCloseTo(2 * (0.25 * 23 + 0.75 * 5), within(1e-12));
    }

    @Test
    void theSpringDayOfTwentyThreeHoursSkipsTheThird() {
        // Clocks change on Sundays, so it is the weekend profile that rises here.
        var grid = TimeGrid.of("2019-03-31T00:00", ZURICH, 60, 23);
        var load = new BaseLoad(BaseLoad.flat(0), RISING, 1, 0);
        var factor = new double[23];
        new LoadCurve(load, grid).draw(new RandomStream("load", 1), factor);
        assertThat(factor[1]).isEqualTo(1);
        assertThat(factor[2]).isEqualTo(3);
        assertThat(factor[22]).isEqualTo(23);
    }

    @Test
    void theAutumnDayOfTwentyFiveHoursRepeatsTheThird() {
        var grid = TimeGrid.of("2019-10-27T00:00", ZURICH, 60, 25);
        var load = new BaseLoad(BaseLoad.flat(0), RISING, 1, 0);
        var factor = new double[25];
        new LoadCurve(load, grid).draw(new RandomStream("load", 1), factor);
        assertThat(factor[2]).isEqualTo(2);
        assertThat(factor[3]).isEqualTo(2);
        assertThat(factor[24]).isEqualTo(23);
    }

    @Test
    void noiseIsOneFactorPerLocalDay() {
        double[] plain = curve("2019-06-05T00:00", 60, 48, 0, 3);
        double[] noisy = curve("2019-06-05T00:00", 60, 48, 0.1, 3);
        double first = noisy[5] / plain[5];
        double second = noisy[29] / plain[29];
        assertThat(first).isNotCloseTo(second, within(1e-6)).isBetween(0.7, 1.3);
        assertThat(noisy[23] / plain[23]).isCloseTo(first, within(1e-12));
        assertThat(noisy[47] / plain[47]).isCloseTo(second, within(1e-12));
    }
}
