package org.evenflow.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServedEnergyTest {
    private static final Yardstick ALL =
            new Yardstick(List.of("foresees"), List.of(), List.of(), List.of());

    private static StudyResult.Run run(String id, long seed, double askedKwh, double percent) {
        return new StudyResult.Run(
                id, seed, Map.of("asked_energy", askedKwh, "served_energy", percent));
    }

    @Test
    void halfAPointBehindTheBestOverAllSeedsIsTheLimit() {
        // 100 of 100 and 900 of 900 kWh; 99.5 %; less than that by seeds' weight, not by their
        // mean.
        var runs =
                List.of(
                        run("best", 1, 100, 100),
                        run("best", 2, 900, 100),
                        run("just", 1, 100, 95),
                        run("just", 2, 900, 100),
                        run("short", 1, 100, 100),
                        run("short", 2, 900, 99.4));
        assertThat(ServedEnergy.underserving(runs, ALL)).containsExactly("short");
    }

    @Test
    void whoForeseesIsNoMeasureAndWhoHasNoFiguresIsLeftAlone() {
        var runs =
                List.of(
                        run("foresees", 1, 100, 100),
                        run("rule", 1, 100, 98),
                        run("other", 1, 100, 97.6),
                        new StudyResult.Run("bare", 1, Map.of()),
                        run("nobody", 1, 0, Double.NaN));
        assertThat(ServedEnergy.underserving(runs, ALL)).isEmpty();
    }

    @Test
    void itIsNotRankedAndTheTableSaysWhy() {
        var yardstick = new Yardstick(List.of(), List.of(), List.of("short"), List.of());
        assertThat(yardstick.isRanked("short")).isFalse();
        assertThat(yardstick.isRanked("other")).isTrue();
        assertThat(yardstick.whyNotRanked("short")).isEqualTo("serves less, not ranked");
    }
}
