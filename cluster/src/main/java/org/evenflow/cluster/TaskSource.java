package org.evenflow.cluster;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.lib.util.IteratorSourceEnumerator;
import org.apache.flink.api.connector.source.lib.util.IteratorSourceReader;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** Positions of tasks, handed out one by one in their order; it ends after the last. */
final class TaskSource implements Source<Integer, TaskSplit, Collection<TaskSplit>> {
    private static final long serialVersionUID = 1;

    private final int count;

    TaskSource(int count) {
        this.count = count;
    }

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.BOUNDED;
    }

    @Override
    public SourceReader<Integer, TaskSplit> createReader(SourceReaderContext context) {
        return new IteratorSourceReader<Integer, Iterator<Integer>, TaskSplit>(context);
    }

    @Override
    public SplitEnumerator<TaskSplit, Collection<TaskSplit>> createEnumerator(
            SplitEnumeratorContext<TaskSplit> context) {
        return restoreEnumerator(
                context,
                IntStream.range(0, count).mapToObj(at -> new TaskSplit(at, false)).toList());
    }

    @Override
    public SplitEnumerator<TaskSplit, Collection<TaskSplit>> restoreEnumerator(
            SplitEnumeratorContext<TaskSplit> context, Collection<TaskSplit> left) {
        return new IteratorSourceEnumerator<>(context, left);
    }

    @Override
    public SimpleVersionedSerializer<TaskSplit> getSplitSerializer() {
        return new TaskSplit.Serializer();
    }

    @Override
    public SimpleVersionedSerializer<Collection<TaskSplit>> getEnumeratorCheckpointSerializer() {
        return new LeftSerializer();
    }

    /** The splits that nobody has, one after the other. */
    private static final class LeftSerializer
            implements SimpleVersionedSerializer<Collection<TaskSplit>> {
        private static final int BYTES = 5;
        private final TaskSplit.Serializer one = new TaskSplit.Serializer();

        @Override
        public int getVersion() {
            return 1;
        }

        @Override
        public byte[] serialize(Collection<TaskSplit> left) {
            var buffer = ByteBuffer.allocate(BYTES * left.size());
            left.forEach(split -> buffer.put(one.serialize(split)));
            return buffer.array();
        }

        @Override
        public List<TaskSplit> deserialize(int version, byte[] bytes) {
            var left = new ArrayList<TaskSplit>();
            for (int at = 0; at < bytes.length; at += BYTES) {
                var part = new byte[BYTES];
                System.arraycopy(bytes, at, part, 0, BYTES);
                left.add(one.deserialize(version, part));
            }
            return left;
        }
    }
}
