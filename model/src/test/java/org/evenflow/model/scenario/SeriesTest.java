package org.evenflow.model.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import org.evenflow.model.InputException;
import org.junit.jupiter.api.Test;

class SeriesTest {
    private static final Instant MIDNIGHT = Instant.parse("2019-06-05T00:00:00Z");
    private static final Series HALF_HOURS =
            new Series("price", MIDNIGHT, 30, new double[] {1, 2, 4, Double.NaN, 8});

    private static Instant minute(int minute) {
        return MIDNIGHT.plusSeconds(60L * minute);
    }

    @Test
    void weightsEachValueByTheTimeItHolds() {
        assertThat(HALF_HOURS.mean(MIDNIGHT, 30)).isEqualTo(1);
        assertThat(HALF_HOURS.mean(MIDNIGHT, 60)).isEqualTo(1.5);
        // 10 minutes of 1, 30 of 2 and 20 of 4.
        assertThat(HALF_HOURS.mean(minute(20), 60)).isCloseTo(150 / 60.0, within(1e-15));
        assertThat(HALF_HOURS.mean(minute(35), 5)).isEqualTo(2);
    }

    @Test
    void refusesASpanItDoesNotCover() {
        assertThat(HALF_HOURS.mean(minute(120), 30)).isEqualTo(8);
        assertThat(HALF_HOURS.end()).isEqualTo(minute(150));
        assertThatThrownBy(() -> HALF_HOURS.mean(minute(-1), 30))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("price: covers 2019-06-05T00:00:00Z to 2019-06-05T02:30:00Z")
                .hasMessageContaining("2019-06-04T23:59:00Z");
        assertThatThrownBy(() -> HALF_HOURS.mean(minute(121), 30))
                .isInstanceOf(InputException.class);
    }

    @Test
    void refusesAGapInTheSpanOnly() {
        assertThat(HALF_HOURS.mean(minute(60), 30)).isEqualTo(4);
        assertThatThrownBy(() -> HALF_HOURS.mean(minute(80), 15))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("price: has a gap within the 15 minutes after");
    }

    @Test
    void keepsItsValuesWhenTheCallersArrayChanges() {
        double[] values = {1, 2};
        var series = new Series("load", MIDNIGHT, 60, values);
        values[0] = 9;
        assertThat(series.mean(MIDNIGHT, 60)).isEqualTo(1);
    }

    @Test
    void refusesToBeEmpty() {
        assertThatThrownBy(() -> new Series("price", MIDNIGHT, 60, new double[0]))
                .isInstanceOf(InputException.class)
                .hasMessage("price: values must be at least one, is 0");
        assertThatThrownBy(() -> new Series("price", MIDNIGHT, 0, new double[1]))
                .isInstanceOf(InputException.class)
                .hasMessage("price: step_min must be >= 1, is 0");
    }
}
