package org.evenflow.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.evenflow.model.TimeGrid;
import org.junit.jupiter.api.Test;

/** Half-hours from midnight: step 16 begins at 8:00, step 44 at 22:00. */
class PeakMeterTest {
    private final MeterRun run = new MeterRun(new PeakMeter(8, 22));

    @Test
    void theWindowBeginsWithItsFirstHour() {
        run.steps(HandStep.importing(15, 9), HandStep.importing(16, 4));
        assertThat(run.value("peak_power")).isEqualTo(9);
        assertThat(run.value("peak_power_8_22")).isEqualTo(4);
    }

    @Test
    void theWindowEndsBeforeItsLastHour() {
        run.steps(HandStep.importing(42, 5), HandStep.importing(43, 6), HandStep.importing(44, 9));
        assertThat(run.value("peak_power")).isEqualTo(9);
        assertThat(run.value("peak_power_8_22")).isEqualTo(6);
    }

    @Test
    void hoursAreThoseOfTheClockOnTheWall() {
        // 31 March 2019: the clock jumps from 2 to 3, so that 8:00 is step 14.
        run.start(TimeGrid.of("2019-03-31T00:00", "Europe/Zurich", 30, 23), true, false);
        run.steps(HandStep.importing(13, 9), HandStep.importing(14, 4));
        assertThat(run.value("peak_power_8_22")).isEqualTo(4);
    }

    @Test
    void anotherWindowIsAnotherIndicator() {
        var evening = new MeterRun(new PeakMeter(17, 20));
        evening.steps(
                HandStep.importing(33, 9), HandStep.importing(34, 3), HandStep.importing(40, 8));
        assertThat(evening.value("peak_power_17_20")).isEqualTo(3);
    }

    @Test
    void theMeanIsOfAllStepsAndExportsCountAsNothing() {
        // 10, 0, 2 and 0 kW bought: a mean of 3.
        run.steps(
                HandStep.importing(0, 10),
                HandStep.importing(1, -50),
                HandStep.importing(2, 2),
                HandStep.importing(3, 0));
        assertThat(run.value("peak_power")).isEqualTo(10);
        assertThat(run.value("peak_to_average")).isCloseTo(10 / 3.0, within(1e-12));
    }

    @Test
    void whoBuysNothingHasNoMean() {
        run.steps(HandStep.importing(0, -1));
        assertThat(run.value("peak_to_average")).isNaN();
        assertThat(run.value("peak_power")).isZero();
    }

    @Test
    void anotherRunBeginsWithNothing() {
        run.steps(HandStep.importing(20, 10), HandStep.importing(21, 2));
        run.start(true, false);
        assertThat(run.value("peak_power")).isZero();
        assertThat(run.value("peak_power_8_22")).isZero();
        run.steps(HandStep.importing(0, 5));
        assertThat(run.value("peak_to_average")).isCloseTo(1, within(1e-12));
    }

    @Test
    void thePeakOfSeveralSitesIsThatOfTheirSum() {
        // 9 + 1, 4 + 7 and 2 + 0 kW: 11, less than the 16 of both peaks. What one sells, the other
        // does not buy. The mean is 23 of three steps; step 17 is in the window, 15 is not.
        var there = new MeterRun(new PeakMeter(8, 22));
        run.steps(HandStep.importing(15, 9), HandStep.importing(16, 4), HandStep.importing(17, 2));
        there.steps(
                HandStep.importing(15, 1), HandStep.importing(16, 7), HandStep.importing(17, -5));
        run.add(there);
        assertThat(run.value("peak_power")).isEqualTo(11);
        assertThat(run.value("peak_power_8_22")).isEqualTo(11);
        assertThat(run.value("peak_to_average")).isCloseTo(11 / (23 / 3.0), within(1e-12));
        assertThat(there.value("peak_power")).isEqualTo(7);
    }

    @Test
    void thePeakOfTheSumMayStandWhereNoSiteHasItsOwn() {
        // 6 + 6 kW at 8:00, 9 + 0 before and 0 + 9 after.
        var there = new MeterRun(new PeakMeter(8, 22));
        run.steps(HandStep.importing(15, 9), HandStep.importing(16, 6), HandStep.importing(17, 0));
        there.steps(
                HandStep.importing(15, 0), HandStep.importing(16, 6), HandStep.importing(17, 9));
        run.add(there);
        assertThat(run.value("peak_power")).isEqualTo(12);
        // In the window there are 12 and 9, not 6 here and 9 there.
        assertThat(run.value("peak_power_8_22")).isEqualTo(12);
        run.start(true, false);
        run.steps(HandStep.importing(15, 1));
        run.add(new MeterRun(new PeakMeter(8, 22)));
        assertThat(run.value("peak_power")).isEqualTo(1);
        assertThat(run.value("peak_power_8_22")).isZero();
    }
}
