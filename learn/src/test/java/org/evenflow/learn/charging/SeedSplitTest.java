package org.evenflow.learn.charging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.evenflow.data.scenario.ScenarioReader;
import org.evenflow.learn.charging.SeedSplit.Part;
import org.evenflow.model.ChargerKind;
import org.evenflow.model.InputException;
import org.evenflow.model.scenario.Scenario;
import org.junit.jupiter.api.Test;

class SeedSplitTest {
    @Test
    void drawnSeedsOfPartsNeverMeet() {
        var split = SeedSplit.of(ScenarioReader.builtIn("workplace"));
        long[] numbers = {Long.MIN_VALUE, -1, 0, 1, 999, 1000, 99_998, 1L << 40, Long.MAX_VALUE};
        for (long number : numbers) {
            assertThat(split.seed(Part.TRAINING, number)).isGreaterThanOrEqualTo(1_000_000);
            assertThat(split.seed(Part.VALIDATION, number)).isBetween(900_001L, 999_999L);
            assertThat(split.seed(Part.TEST, number)).isBetween(1L, 1_000L);
        }
    }

    @Test
    void daysOfLogAreSplitByTime() {
        var split = SeedSplit.of(log(20));
        // 70 and 15 % of 20 days.
        assertThat(split.count(Part.TRAINING)).isEqualTo(14);
        assertThat(split.count(Part.VALIDATION)).isEqualTo(3);
        assertThat(split.count(Part.TEST)).isEqualTo(3);
        assertThat(split.seed(Part.TRAINING, 0)).isEqualTo(1);
        assertThat(split.seed(Part.VALIDATION, 0)).isEqualTo(15);
        assertThat(split.seed(Part.TEST, 0)).isEqualTo(18);
        assertThat(split.seed(Part.TEST, 2)).isEqualTo(20);
    }

    @Test
    void everyDayOfLogHasOnePart() {
        for (int days = 3; days < 40; days++) {
            var split = SeedSplit.of(log(days));
            var seeds = new HashSet<Long>();
            long sum = 0;
            for (Part part : Part.values()) {
                assertThat(split.count(part)).as(days + " days").isPositive();
                sum += split.count(part);
                for (long number = 0; number < split.count(part); number++) {
                    seeds.add(split.seed(part, number));
                }
            }
            assertThat(sum).isEqualTo(days);
            assertThat(seeds).hasSize(days);
        }
    }

    @Test
    void logOfTwoDaysCannotBeLearntFrom() {
        assertThatThrownBy(() -> SeedSplit.of(log(2)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("at least 3 days")
                .hasMessageContaining("has 2");
    }

    private static Scenario log(int days) {
        var sessions =
                IntStream.range(0, days)
                        .mapToObj(day -> TinyCharging.session(day, 0, 4, 10))
                        .toList();
        var kind = new ChargerKind.FastDc(10, 0, 1);
        return TinyCharging.scenario(6, 1, kind, 100, days, List.of(0.1, 0.2), sessions);
    }
}
