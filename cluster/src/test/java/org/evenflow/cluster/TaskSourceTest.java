package org.evenflow.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class TaskSourceTest {
    @Test
    void whatIsLeftComesBackFromItsBytes() throws IOException {
        var serializer = new TaskSource(3).getEnumeratorCheckpointSerializer();
        var left = List.of(new TaskSplit(1, false), new TaskSplit(2, true));
        assertThat(serializer.deserialize(1, serializer.serialize(left)))
                .containsExactlyElementsOf(left);
    }
}
