package org.evenflow.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ConstantPowerTaperTest {
    private static final ConstantPowerTaper FROM_80 = new ConstantPowerTaper(0.8, 1);

    @Test
    void chargesLinearlyBelowTheTransition() {
        // 50 kW for 0.1 h into 50 kWh: 0.1.
        assertThat(FROM_80.socAfter(0.6, 50, 50, 50, 0.1)).isCloseTo(0.7, within(1e-15));
    }

    @Test
    void approachesFullExponentiallyAboveTheTransition() {
        // 0.1 h to 0.8, then 1 - s falls by e every 0.2 h: 1 - 0.2 e^-0.5.
        assertThat(FROM_80.socAfter(0.7, 50, 50, 50, 0.2))
                .isCloseTo(0.8786938680574733, within(1e-14));
        assertThat(FROM_80.socAfter(0.8, 50, 50, 50, 0.1))
                .isCloseTo(0.8786938680574733, within(1e-14));
    }

    @Test
    void cutsHalfTheGreatestPowerOnlyHalfwayFromTransitionToFull() {
        // 25 of 50 kW meet the taper at 1 - 0.2 / 2 = 0.9: 0.2 h to there, then 1 - 0.1 e^-0.5.
        assertThat(FROM_80.linearUntilSoc(25, 50)).isCloseTo(0.9, within(1e-15));
        assertThat(FROM_80.socAfter(0.8, 25, 50, 50, 0.2)).isCloseTo(0.9, within(1e-15));
        assertThat(FROM_80.socAfter(0.8, 25, 50, 50, 0.3))
                .isCloseTo(0.9393469340287367, within(1e-14));
    }

    @Test
    void acceptsLessAsTheStateOfChargeRises() {
        assertThat(FROM_80.limitKw(0.5, 50)).isEqualTo(50);
        assertThat(FROM_80.limitKw(0.9, 50)).isCloseTo(25, within(1e-12));
        assertThat(FROM_80.limitKw(1, 50)).isZero();
    }

    @Test
    void withoutTaperChargesAtFullPowerUntilFull() {
        var none = ConstantPowerTaper.NONE;
        assertThat(none.limitKw(0.999, 50)).isEqualTo(50);
        assertThat(none.socAfter(0.5, 50, 50, 50, 0.25)).isEqualTo(0.75);
        assertThat(none.socAfter(0.9, 50, 50, 50, 1)).isEqualTo(1);
        assertThat(none.hoursTo(0.5, 1, 25, 50, 50)).isCloseTo(1, within(1e-15));
    }

    @Test
    void needsForeverToBeQuiteFullAndNoTimeForWhatIsThere() {
        assertThat(FROM_80.hoursTo(0.5, 1, 50, 50, 50)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(FROM_80.hoursTo(0.6, 0.6, 50, 50, 50)).isZero();
        assertThat(FROM_80.hoursTo(0.9, 0.6, 50, 50, 50)).isZero();
        // 0.1 h to the transition, then 0.2 h times ln(0.2 / 0.1).
        assertThat(FROM_80.hoursTo(0.7, 0.9, 50, 50, 50))
                .isCloseTo(0.1 + 0.2 * Math.log(2), within(1e-14));
    }

    @Test
    void leavesTheStateAloneWithoutPowerOrTime() {
        assertThat(FROM_80.socAfter(0.3, 0, 50, 50, 1)).isEqualTo(0.3);
        assertThat(FROM_80.socAfter(0.3, 50, 50, 50, 0)).isEqualTo(0.3);
        assertThat(FROM_80.socAfter(1, 50, 50, 50, 1)).isEqualTo(1);
    }

    @Test
    void aMultiplierNeverChargesFasterThanTheRequest() {
        var fast = new ConstantPowerTaper(0.8, 5);
        for (int i = 0; i <= 100; i++) {
            double hours = i / 100.0;
            double after = fast.socAfter(0.7, 50, 50, 50, hours);
            assertThat(after).isLessThanOrEqualTo(Math.min(1, 0.7 + hours) + 1e-15);
            assertThat(after)
                    .isGreaterThanOrEqualTo(FROM_80.socAfter(0.7, 50, 50, 50, hours) - 1e-15);
        }
    }

    @Test
    void refusesATransitionOutsideZeroToOne() {
        assertThatThrownBy(() -> new ConstantPowerTaper(1.2, 1))
                .isInstanceOf(InputException.class)
                .hasMessage("transition_soc must be between 0.0 and 1.0, is 1.2");
        assertThatThrownBy(() -> new ConstantPowerTaper(Double.NaN, 1))
                .isInstanceOf(InputException.class);
        assertThatThrownBy(() -> new ConstantPowerTaper(0.8, 0))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("transition_multiplier");
    }
}
