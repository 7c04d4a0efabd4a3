package org.evenflow.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ChargeCurveTest {
    private static final ChargeCurve.Tabulated FALLING =
            new ChargeCurve.Tabulated(List.of(0.0, 0.5, 1.0), List.of(100.0, 100.0, 0.0));
    private static final ChargeCurve.Tabulated RISING =
            new ChargeCurve.Tabulated(List.of(0.0, 0.5, 1.0), List.of(50.0, 100.0, 20.0));

    @Test
    void isLinearBetweenItsPoints() {
        assertThat(RISING.limitKw(0.25, 200)).isCloseTo(75, within(1e-12));
        assertThat(RISING.limitKw(0.75, 200)).isCloseTo(60, within(1e-12));
        assertThat(RISING.limitKw(1, 200)).isCloseTo(20, within(1e-12));
        assertThat(RISING.limitKw(0.5, 80)).isEqualTo(80);
    }

    @Test
    void followsTheExponentialOfAFallingPiece() {
        // ds/dt = (100 - 200 (s - 0.5)) / 100 = 2 (1 - s): s = 1 - 0.5 e^-2t.
        assertThat(FALLING.socAfter(0.5, 100, 200, 100, 0.5))
                .isCloseTo(0.8160602794142788, within(1e-14));
        // Half an hour at 100 kW into 100 kWh leads to 0.5 first.
        assertThat(FALLING.socAfter(0, 100, 200, 100, 1))
                .isCloseTo(0.8160602794142788, within(1e-14));
    }

    @Test
    void followsTheExponentialOfARisingPiece() {
        // ds/dt = (50 + 100 s) / 100 = 0.5 + s: s = 0.5 (e^t - 1); 0.5 is reached at t = ln 2.
        assertThat(RISING.socAfter(0, 200, 200, 100, 0.5))
                .isCloseTo(0.5 * Math.expm1(0.5), within(1e-14));
        assertThat(RISING.hoursTo(0, 0.5, 200, 200, 100)).isCloseTo(Math.log(2), within(1e-14));
    }

    @Test
    void aRequestBelowTheTableIsServedAtItsOwnPower() {
        assertThat(RISING.socAfter(0.1, 40, 200, 100, 0.5)).isCloseTo(0.3, within(1e-14));
        // 75 kW: the table binds below 0.25, where its limit is 75 kW.
        assertThat(RISING.hoursTo(0, 0.45, 75, 200, 100))
                .isCloseTo(Math.log(0.75 / 0.5) + 0.2 / 0.75, within(1e-14));
    }

    @Test
    void theBatterysGreatestPowerBoundsTheRequest() {
        assertThat(FALLING.socAfter(0, 100, 50, 100, 0.5)).isCloseTo(0.25, within(1e-14));
        assertThat(FALLING.hoursTo(0, 0.25, 100, 50, 100)).isCloseTo(0.5, within(1e-14));
    }

    @Test
    void aTableThatEndsAtZeroNeedsForeverToBeFull() {
        assertThat(FALLING.hoursTo(0.5, 1, 100, 200, 100)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(FALLING.socAfter(0.5, 100, 200, 100, 3)).isLessThan(1);
        // With 20 kW left at full: 0.5 h ... ln(100/20) / 1.6 per hour.
        assertThat(RISING.hoursTo(0.5, 1, 200, 200, 100))
                .isCloseTo(Math.log(5) / 1.6, within(1e-14));
    }

    @Test
    void forgivesAStateAboveFull() {
        assertThat(RISING.socAfter(1.01, 100, 200, 100, 1)).isEqualTo(1.01);
        assertThat(RISING.socAfter(1, 100, 200, 100, 1)).isEqualTo(1);
    }

    @Test
    void refusesTablesThatAreNoFunctionFromEmptyToFull() {
        refuses(List.of(0.0), List.of(1.0), "at least 2");
        refuses(List.of(0.0, 1.0), List.of(1.0), "same length");
        refuses(List.of(0.1, 1.0), List.of(1.0, 1.0), "from 0 to 1");
        refuses(List.of(0.0, 0.5, 0.5, 1.0), List.of(1.0, 1.0, 1.0, 1.0), "strictly rising");
        refuses(List.of(0.0, 0.5, 1.0), List.of(1.0, 0.0, 1.0), "> 0");
        refuses(List.of(0.0, 1.0), List.of(1.0, Double.NaN), ">= 0");
    }

    private static void refuses(List<Double> soc, List<Double> kw, String allowed) {
        assertThatThrownBy(() -> new ChargeCurve.Tabulated(soc, kw))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("charge curve")
                .hasMessageContaining(allowed);
    }
}
