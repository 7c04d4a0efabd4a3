package org.evenflow.cluster;

import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;
import org.apache.flink.api.connector.source.lib.util.IteratorSourceSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * One task as a split of the source: workers ask for the next split when they are done with one, so
 * none waits while another has a queue.
 *
 * @param position of the task in the job's list
 * @param isDone whether the worker has taken the task
 */
record TaskSplit(int position, boolean isDone)
        implements IteratorSourceSplit<Integer, Iterator<Integer>> {
    @Override
    public Iterator<Integer> getIterator() {
        return isDone ? List.<Integer>of().iterator() : List.of(position).iterator();
    }

    @Override
    public TaskSplit getUpdatedSplitForIterator(Iterator<Integer> iterator) {
        return new TaskSplit(position, !iterator.hasNext());
    }

    @Override
    public String splitId() {
        return Integer.toString(position);
    }

    /** Four bytes for the position, one for the rest. */
    static final class Serializer implements SimpleVersionedSerializer<TaskSplit> {
        @Override
        public int getVersion() {
            return 1;
        }

        @Override
        public byte[] serialize(TaskSplit split) {
            return ByteBuffer.allocate(5)
                    .putInt(split.position())
                    .put((byte) (split.isDone() ? 1 : 0))
                    .array();
        }

        @Override
        public TaskSplit deserialize(int version, byte[] bytes) {
            var buffer = ByteBuffer.wrap(bytes);
            return new TaskSplit(buffer.getInt(), buffer.get() == 1);
        }
    }
}
