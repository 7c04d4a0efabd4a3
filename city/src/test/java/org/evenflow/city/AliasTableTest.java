package org.evenflow.city;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AliasTableTest {
    @Test
    void picksEachPositionInProportionToItsWeight() {
        double[] weights = {5, 0, 1, 3, 1};
        var table = new AliasTable(weights);
        var hits = new double[weights.length];
        int points = 100_000;
        for (int i = 0; i < points; i++) {
            hits[table.pick((i + 0.5) / points)]++;
        }
        for (int i = 0; i < weights.length; i++) {
            // Evenly spaced points miss each of the ten pieces by at most one point an edge.
            assertThat(hits[i] / points).isCloseTo(weights[i] / 10, within(1e-4));
        }
    }
}
