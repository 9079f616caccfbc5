package org.parkingrelay.deadletter;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.parkingrelay.deadletter.LetterCursor.Range;

/** One slice of a scan: all partitions merged by time, as far as its limits let it come. */
final class LetterScan {

    private static final Duration POLL = Duration.ofMillis(200);

    private final Consumer<byte[], byte[]> consumer;
    private final String topic;
    private final LetterOrder order;
    private final ScanLimits limits;
    private final LongSupplier nanos;
    private final long total;
    private final List<PartitionRun> runs = new ArrayList<>();

    LetterScan(
            Consumer<byte[], byte[]> consumer,
            String topic,
            LetterOrder order,
            LetterCursor cursor,
            ScanLimits limits,
            LongSupplier nanos) {
        this.consumer = consumer;
        this.topic = topic;
        this.order = order;
        this.limits = limits;
        this.nanos = nanos;
        this.total = cursor.total();
        long bytes = limits.bytes() / Math.max(1, cursor.left().size());
        cursor.left()
                .forEach((partition, left) ->
                        runs.add(new PartitionRun(new TopicPartition(topic, partition), order, left, bytes)));
    }

    /** Hands each letter on until {@code goesOn} says no, the limits are reached, or the end is. */
    void run(Predicate<ConsumerRecord<byte[], byte[]>> goesOn) {
        long end = nanos.getAsLong() + limits.time().toNanos();
        Comparator<ConsumerRecord<byte[], byte[]>> comparator = order.comparator();
        int seen = 0;
        boolean hasRead = false;
        while (seen < limits.records()) {
            if (runs.stream().anyMatch(PartitionRun::needsChunk)) {
                // At least one chunk in each slice, however slow, so that the scan gets on.
                if (hasRead && nanos.getAsLong() - end >= 0) {
                    return;
                }
                readChunks();
                hasRead = true;
                continue;
            }
            PartitionRun first = first(comparator);
            if (first == null) {
                return;
            }
            ConsumerRecord<byte[], byte[]> record = Objects.requireNonNull(first.peek());
            first.take();
            seen++;
            if (!goesOn.test(record) || (seen % 64 == 0 && nanos.getAsLong() - end >= 0)) {
                return;
            }
        }
    }

    private @Nullable PartitionRun first(Comparator<ConsumerRecord<byte[], byte[]>> comparator) {
        PartitionRun first = null;
        ConsumerRecord<byte[], byte[]> least = null;
        for (PartitionRun run : runs) {
            ConsumerRecord<byte[], byte[]> head = run.peek();
            if (head != null && (least == null || comparator.compare(head, least) < 0)) {
                first = run;
                least = head;
            }
        }
        return first;
    }

    private void readChunks() {
        Map<TopicPartition, PartitionRun> open = new HashMap<>();
        runs.stream().filter(PartitionRun::needsChunk).forEach(run -> open.put(run.partition(), run));
        consumer.assign(open.keySet());
        // What another request paused stays so.
        consumer.resume(open.keySet());
        open.forEach((partition, run) -> consumer.seek(partition, run.begin().from()));
        long patience = nanos.getAsLong() + limits.patience().toNanos();
        while (!open.isEmpty()) {
            boolean isEmpty = true;
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                isEmpty = false;
                PartitionRun run = open.get(new TopicPartition(topic, record.partition()));
                if (run != null) {
                    run.read(record);
                }
            }
            Set<TopicPartition> complete = new HashSet<>();
            open.forEach((partition, run) -> {
                if (run.isComplete(consumer.position(partition))) {
                    run.end();
                    complete.add(partition);
                }
            });
            consumer.pause(complete);
            complete.forEach(open::remove);
            if (!isEmpty || !complete.isEmpty()) {
                patience = nanos.getAsLong() + limits.patience().toNanos();
            } else if (nanos.getAsLong() - patience >= 0) {
                throw LetterConsumers.noAnswer();
            }
        }
    }

    /** What it found, how far it is, and where to go on. */
    <T> LetterSlice<T> slice(T found) {
        SortedMap<Integer, Range> left = new TreeMap<>();
        long remaining = 0;
        for (PartitionRun run : runs) {
            Range range = run.remaining();
            if (range.size() > 0) {
                left.put(run.partition().partition(), range);
                remaining += range.size();
            }
        }
        Optional<LetterCursor> next = left.isEmpty() ? Optional.empty() : Optional.of(new LetterCursor(total, left));
        return new LetterSlice<>(true, found, Math.max(0, total - remaining), total, next);
    }
}
