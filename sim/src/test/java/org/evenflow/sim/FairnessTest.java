package org.evenflow.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class FairnessTest {
    private final Fairness fairness = new Fairness(4, 2);

    @Test
    void isJainsIndex() {
        // (1 + 0.5)^2 / (2 (1 + 0.25)) = 0.9.
        fairness.add(1, 0, 50, 0.3, 0);
        fairness.add(0.5, 1, 50, 0.3, 0);
        assertThat(fairness.all()).isCloseTo(0.9, within(1e-15));
    }

    @Test
    void equalSharesAreFairAlsoWhenNobodyGotAnything() {
        fairness.add(0, 0, 50, 0.3, 0);
        fairness.add(0, 0, 50, 0.3, 0);
        assertThat(fairness.all()).isEqualTo(1);
        assertThat(fairness.worstHour()).isEqualTo(1);
    }

    @Test
    void oneWhoGetsAllOfFourIsAQuarter() {
        for (int i = 0; i < 4; i++) {
            fairness.add(i == 0 ? 1 : 0, 0, 50, 0.3, 0);
        }
        assertThat(fairness.all()).isCloseTo(0.25, within(1e-15));
    }

    @Test
    void theWorstHourIsOneOfThoseWithDepartures() {
        // Hour 0: 1 and 1; hour 2: 1 and 0.5 is 0.9; hours 1 and 3 are empty.
        fairness.add(1, 0, 50, 0.3, 0);
        fairness.add(1, 0, 50, 0.3, 0);
        fairness.add(1, 2, 50, 0.3, 0);
        fairness.add(0.5, 2, 50, 0.3, 0);
        assertThat(fairness.worstHour()).isCloseTo(0.9, within(1e-15));
    }

    @Test
    void theWorstGroupMayBeABatteryClassAnUrgencyOrAPlace() {
        // All in one: 1, 0.5, 1, 0 is 6.25 / (4 x 2.25) = 0.694. Station 1 holds 1 and 0: 0.5.
        fairness.add(1, 0, 30, 0.1, 0);
        fairness.add(0.5, 0, 50, 0.3, 0);
        fairness.add(1, 0, 70, 0.6, 1);
        fairness.add(0, 0, 100, 0.9, 1);
        assertThat(fairness.all()).isCloseTo(6.25 / 9, within(1e-15));
        assertThat(fairness.worstGroup()).isCloseTo(0.5, within(1e-15));
    }

    @Test
    void nobodyIsNoNumber() {
        assertThat(fairness.all()).isNaN();
        assertThat(fairness.worstHour()).isNaN();
        fairness.add(1, 0, 30, 0.1, 0);
        fairness.reset();
        assertThat(fairness.worstGroup()).isNaN();
    }
}
