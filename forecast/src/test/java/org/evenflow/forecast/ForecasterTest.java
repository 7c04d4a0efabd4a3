package org.evenflow.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ForecasterTest {
    @Test
    void persistenceRepeatsTheLastValue() {
        double[] ahead = new double[3];
        new Persistence().forecast(History.of(1, 2, 5), 4, ahead);
        assertThat(ahead).containsExactly(5, 5, 5);
    }

    @Test
    void seasonalNaiveRepeatsTheLastDayFromTheSameTimeOn() {
        double[] ahead = new double[6];
        // Days of four steps: the present value 50 belongs to the time of 10.
        new SeasonalNaive().forecast(History.of(10, 20, 30, 40, 50), 4, ahead);
        assertThat(ahead).containsExactly(20, 30, 40, 50, 20, 30);
    }

    @Test
    void seasonalNaiveWithoutADayOfPastIsPersistence() {
        double[] ahead = new double[2];
        new SeasonalNaive().forecast(History.of(3, 4), 4, ahead);
        assertThat(ahead).containsExactly(4, 4);
    }

    @Test
    void seasonalLevelScalesTheLastDayToThePresentLevel() {
        // Two days of 12 steps of two hours: the window is one step. The second day is 1.5 times
        // the first so far.
        double[] past = new double[13];
        for (int i = 0; i < 12; i++) {
            past[i] = 10 + i;
        }
        past[12] = 15;
        double[] ahead = new double[2];
        new SeasonalLevel().forecast(History.of(past), 12, ahead);
        assertThat(ahead).containsExactly(1.5 * 11, 1.5 * 12);
    }

    @Test
    void seasonalLevelNeverMoreThanDoubles() {
        double[] ahead = new double[1];
        new SeasonalLevel().forecast(History.of(1, 4, 9), 2, ahead);
        assertThat(ahead).containsExactly(2 * 4);
    }
}
