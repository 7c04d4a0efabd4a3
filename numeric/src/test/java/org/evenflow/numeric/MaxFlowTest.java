package org.evenflow.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MaxFlowTest {
    @Test
    void findsTheCutOfASmallNetwork() {
        // Cormen, Leiserson, Rivest, Stein, "Introduction to Algorithms", 3rd ed., figure 26.1: the
        // largest flow is 23.
        var flow = new MaxFlow(6);
        flow.edge(0, 1, 16);
        flow.edge(0, 2, 13);
        flow.edge(1, 3, 12);
        flow.edge(2, 1, 4);
        flow.edge(3, 2, 9);
        flow.edge(2, 4, 14);
        flow.edge(4, 3, 7);
        flow.edge(3, 5, 20);
        flow.edge(4, 5, 4);
        assertThat(flow.solve(0, 5)).isCloseTo(23, within(1e-12));
    }

    @Test
    void solvesAgainAfterCapacitiesChange() {
        var flow = new MaxFlow(3);
        int narrow = flow.edge(0, 1, 2.5);
        int wide = flow.edge(1, 2, 10);
        assertThat(flow.solve(0, 2)).isCloseTo(2.5, within(1e-12));
        flow.capacity(narrow, 12);
        flow.capacity(wide, 10);
        assertThat(flow.solve(0, 2)).isCloseTo(10, within(1e-12));
    }
}
