package org.evenflow.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ShieldMeterTest {
    private static final Offset<Double> CLOSE = within(1e-12);

    private final MeterRun run = new MeterRun(new ShieldMeter());

    private static HandStep step(boolean isCorrected, double[] wishKw, double... powerKw) {
        var hand = new HandStep(0);
        hand.isCorrected = isCorrected;
        hand.wishKw = wishKw;
        hand.powerKw = powerKw;
        return hand;
    }

    @Test
    void everyVehicleOfAStepIsAnAction() {
        // Cut by 3 and raised by 1 kW of five actions; what is smaller is rounding.
        run.steps(
                step(true, new double[] {10, -4, 5}, 7, -3, 5 + 9e-7),
                step(false, new double[] {8, 8}, 8, 8));
        assertThat(run.value("shield_share")).isCloseTo(40, CLOSE);
        assertThat(run.value("shield_kw")).isCloseTo(2, CLOSE);
    }

    @Test
    void aCorrectionThatIsNoRoundingCounts() {
        run.steps(step(true, new double[] {1}, 1 - 2e-6));
        assertThat(run.value("shield_share")).isCloseTo(100, CLOSE);
    }

    @Test
    void withoutVehiclesThereIsNoShare() {
        run.steps(step(false, new double[0]));
        assertThat(run.value("shield_share")).isNaN();
        assertThat(run.value("shield_kw")).isZero();
    }

    @Test
    void anotherRunBeginsWithNothing() {
        run.steps(step(true, new double[] {10}, 7));
        run.start(true, false);
        run.steps(step(true, new double[] {10, 2}, 9, 2));
        assertThat(run.value("shield_share")).isCloseTo(50, CLOSE);
        assertThat(run.value("shield_kw")).isCloseTo(1, CLOSE);
    }

    @Test
    void ofSeveralSitesEveryActionCountsAlike() {
        // Cut by 3 of two actions here, by 1 of three there.
        var there = new MeterRun(new ShieldMeter());
        run.steps(step(true, new double[] {10, 5}, 7, 5));
        there.steps(step(true, new double[] {4, 5, 6}, 3, 5, 6));
        run.add(there);
        assertThat(run.value("shield_share")).isCloseTo(40, CLOSE);
        assertThat(run.value("shield_kw")).isCloseTo(2, CLOSE);
    }
}
