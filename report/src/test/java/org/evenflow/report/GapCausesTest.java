package org.evenflow.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.evenflow.report.BestPossible.GapCauses;
import org.junit.jupiter.api.Test;

class GapCausesTest {
    @Test
    void theGapIsSplitAtTheCostsBetween() {
        assertThat(GapCauses.of(20, 17, 16, 10, true)).isEqualTo(new GapCauses(3, 1, 6, 0));
        assertThat(GapCauses.of(20, 17, 16, 10, false)).isEqualTo(new GapCauses(3, 1, 0, 6));
    }

    @Test
    void costsThatAreNotBetweenExplainNothing() {
        // Dearer without levels than with them, and a program below the bound.
        assertThat(GapCauses.of(20, 23, 8, 10, true)).isEqualTo(new GapCauses(0, 10, 0, 0));
        assertThat(GapCauses.of(20, Double.NaN, 16, 10, true))
                .isEqualTo(new GapCauses(0, 0, 0, 10));
    }
}
