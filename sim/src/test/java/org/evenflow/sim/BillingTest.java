package org.evenflow.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.evenflow.model.TimeGrid;
import org.junit.jupiter.api.Test;

class BillingTest {
    private static double[] constant(int steps, double value) {
        var values = new double[steps];
        Arrays.fill(values, value);
        return values;
    }

    @Test
    void eachMonthPaysItsPeakByTheShareOfItThatTheRunCovers() {
        // 24 of January's 744 hours and 24 of February's 672.
        var grid = TimeGrid.of("2019-01-31T00:00", "UTC", 60, 48);
        var billing = new Billing(grid, constant(48, 10));
        billing.add(3, 5);
        billing.add(4, 2);
        billing.add(24, 7);
        assertThat(billing.demandCost())
                .isCloseTo(10 * 5 * 24 / 744.0 + 10 * 7 * 24 / 672.0, within(1e-12));
        billing.reset();
        assertThat(billing.demandCost()).isZero();
    }

    @Test
    void aWholeMonthPaysItsPrice() {
        var grid = TimeGrid.of("2019-06-01T00:00", "Europe/Zurich", 60, 720);
        var billing = new Billing(grid, constant(720, 12));
        billing.add(100, 50);
        assertThat(billing.demandCost()).isCloseTo(600, within(1e-9));
    }

    @Test
    void theMonthClocksGoForwardHas743Hours() {
        var grid = TimeGrid.of("2019-03-31T00:00", "Europe/Zurich", 15, 23);
        var billing = new Billing(grid, constant(92, 10));
        billing.add(0, 1);
        assertThat(billing.demandCost()).isCloseTo(10 * 23 / 743.0, within(1e-12));
    }

    @Test
    void theDearestPriceInForceCounts() {
        var grid = TimeGrid.of("2019-06-01T00:00", "UTC", 60, 2);
        var billing = new Billing(grid, new double[] {3, 9});
        billing.add(0, 1);
        assertThat(billing.demandCost()).isCloseTo(9 * 2 / 720.0, within(1e-12));
    }

    @Test
    void whatIsExportedIsNoPeak() {
        var grid = TimeGrid.of("2019-06-01T00:00", "UTC", 60, 2);
        var billing = new Billing(grid, constant(2, 9));
        billing.add(0, 0);
        assertThat(billing.demandCost()).isZero();
    }

    @Test
    void aStepIsOfItsMonthAndPaysThatMonthsShare() {
        // 23:00 to 01:00 at the turn of June and July: an hour of 720 and one of 744.
        var grid = TimeGrid.of("2019-06-30T23:00", "UTC", 60, 2);
        var billing = new Billing(grid, new double[] {6, 9});
        billing.add(0, 4);
        billing.add(1, 3);
        assertThat(billing.month(0)).isZero();
        assertThat(billing.month(1)).isOne();
        assertThat(billing.perKw(0)).isCloseTo(6 / 720.0, within(1e-12));
        assertThat(billing.perKw(1)).isCloseTo(9 / 744.0, within(1e-12));
        assertThat(billing.peakKw(0)).isEqualTo(4);
        assertThat(billing.peakKw(1)).isEqualTo(3);
        assertThat(billing.demandCost()).isCloseTo(24 / 720.0 + 27 / 744.0, within(1e-12));
    }
}
