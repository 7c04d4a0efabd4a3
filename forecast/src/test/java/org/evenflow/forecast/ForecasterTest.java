package org.evenflow.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ForecasterTest {
    @Test
    void persistenceRepeatsTheLastValue() {
        double[] ahead = new double[3];
        new Persistence().forecast(new double[] {1, 2, 5}, 4, ahead);
        assertThat(ahead).containsExactly(5, 5, 5);
    }

    @Test
    void seasonalNaiveRepeatsTheLastDayFromTheSameTimeOn() {
        double[] ahead = new double[6];
        // Days of four steps: the present value 50 belongs to the time of 10.
        new SeasonalNaive().forecast(new double[] {10, 20, 30, 40, 50}, 4, ahead);
        assertThat(ahead).containsExactly(20, 30, 40, 50, 20, 30);
    }

    @Test
    void seasonalNaiveWithoutADayOfPastIsPersistence() {
        double[] ahead = new double[2];
        new SeasonalNaive().forecast(new double[] {3, 4}, 4, ahead);
        assertThat(ahead).containsExactly(4, 4);
    }
}
