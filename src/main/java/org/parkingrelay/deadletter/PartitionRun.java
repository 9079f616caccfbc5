package org.parkingrelay.deadletter;

import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.parkingrelay.deadletter.LetterCursor.Range;

/**
 * One partition, read in one direction by chunks. Kafka reads forwards only, so backwards a chunk is read and then taken from its
 * end.
 */
final class PartitionRun {

    /** About a page. */
    private static final int FIRST_STEP = 256;

    private static final int LONGEST_STEP = 4_096;

    private final TopicPartition partition;
    private final LetterOrder order;
    private final long mostBytes;
    /** What is neither taken nor in the chunk. */
    private Range left;

    private int step = FIRST_STEP;
    /** As Kafka has them, the oldest first. */
    private final Deque<ConsumerRecord<byte[], byte[]>> chunk = new ArrayDeque<>();

    private long chunkBytes;
    private Range wanted = new Range(0, 0);
    private boolean isFull;

    PartitionRun(TopicPartition partition, LetterOrder order, Range left, long mostBytes) {
        this.partition = partition;
        this.order = order;
        this.left = left;
        this.mostBytes = mostBytes;
    }

    TopicPartition partition() {
        return partition;
    }

    /** Whether a chunk must be read before anybody knows what comes next. */
    boolean needsChunk() {
        return chunk.isEmpty() && left.size() > 0;
    }

    /** Begins a chunk and says which offsets to read for it. */
    Range begin() {
        wanted = order == LetterOrder.NEWEST_FIRST
                ? new Range(Math.max(left.from(), left.to() - step), left.to())
                : new Range(left.from(), Math.min(left.to(), left.from() + step));
        isFull = false;
        return wanted;
    }

    /** Takes a record that was read, in Kafka's order; those outside the chunk are left. */
    void read(ConsumerRecord<byte[], byte[]> record) {
        if (isFull || record.offset() < wanted.from() || record.offset() >= wanted.to()) {
            return;
        }
        chunk.addLast(record);
        chunkBytes += bytes(record);
        if (chunkBytes <= mostBytes || chunk.size() == 1) {
            return;
        }
        if (order == LetterOrder.OLDEST_FIRST) {
            isFull = true;
            wanted = new Range(wanted.from(), record.offset() + 1);
            return;
        }
        while (chunkBytes > mostBytes && chunk.size() > 1) {
            ConsumerRecord<byte[], byte[]> oldest = chunk.removeFirst();
            chunkBytes -= bytes(oldest);
            wanted = new Range(oldest.offset() + 1, wanted.to());
        }
    }

    /** Whether the chunk is complete where the consumer stands. */
    boolean isComplete(long position) {
        return isFull || position >= wanted.to();
    }

    /** Ends the chunk. */
    void end() {
        boolean wasCut = wanted.size() < step && wanted.size() < left.size();
        left = order == LetterOrder.NEWEST_FIRST
                ? new Range(left.from(), wanted.from())
                : new Range(wanted.to(), left.to());
        step = wasCut ? Math.max(1, chunk.size()) : Math.min(LONGEST_STEP, 2 * step);
    }

    private static long bytes(ConsumerRecord<byte[], byte[]> record) {
        long headers = 0;
        for (Header header : record.headers()) {
            headers += header.value() == null ? 0 : header.value().length;
        }
        return headers + Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize());
    }

    /** What comes next of this partition; null where nothing is left or known. */
    @Nullable
    ConsumerRecord<byte[], byte[]> peek() {
        return order == LetterOrder.NEWEST_FIRST ? chunk.peekLast() : chunk.peekFirst();
    }

    /** Takes it. */
    void take() {
        ConsumerRecord<byte[], byte[]> taken =
                order == LetterOrder.NEWEST_FIRST ? chunk.removeLast() : chunk.removeFirst();
        chunkBytes -= bytes(taken);
    }

    /** What has not been taken. */
    Range remaining() {
        if (chunk.isEmpty()) {
            return left;
        }
        return order == LetterOrder.NEWEST_FIRST
                ? new Range(left.from(), chunk.getLast().offset() + 1)
                : new Range(chunk.getFirst().offset(), left.to());
    }
}
