package org.evenflow.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TaskSplitTest {
    @Test
    void aSplitHoldsItsTaskUntilItIsTaken() {
        var split = new TaskSplit(300, false);
        var iterator = split.getIterator();
        assertThat(split.getUpdatedSplitForIterator(iterator)).isEqualTo(split);
        assertThat(iterator.next()).isEqualTo(300);
        var taken = split.getUpdatedSplitForIterator(iterator);
        assertThat(taken.getIterator()).isExhausted();
        assertThat(taken.splitId()).isEqualTo("300");
    }

    @Test
    void aSplitComesBackFromItsBytes() {
        var serializer = new TaskSplit.Serializer();
        for (boolean isDone : new boolean[] {false, true}) {
            var split = new TaskSplit(70_000, isDone);
            assertThat(serializer.deserialize(1, serializer.serialize(split))).isEqualTo(split);
        }
    }
}
