package org.parkingrelay.redrive;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/**
 * From where to where letters are looked at: what there is now, and nothing that comes later.
 *
 * @param starts the first offset of each partition
 * @param ends the offset after the last
 */
record Bounds(Map<Integer, Long> starts, Map<Integer, Long> ends) {

    /** Those of a topic; none where there is no topic. */
    static Bounds of(Consumer<byte[], byte[]> consumer, String topic, Selection selection) {
        List<PartitionInfo> known = consumer.partitionsFor(topic);
        List<TopicPartition> partitions = known == null
                ? List.of()
                : known.stream()
                        .map(info -> new TopicPartition(topic, info.partition()))
                        .toList();
        Map<TopicPartition, Long> first = new HashMap<>(consumer.beginningOffsets(partitions));
        Map<TopicPartition, Long> last = consumer.endOffsets(partitions);
        Optional<Instant> from =
                selection.isNamed() ? Optional.empty() : selection.filter().from();
        from.ifPresent(time -> skipBefore(time, consumer, first, last));
        return new Bounds(byPartition(first), byPartition(last));
    }

    private static void skipBefore(
            Instant time,
            Consumer<byte[], byte[]> consumer,
            Map<TopicPartition, Long> first,
            Map<TopicPartition, Long> last) {
        Map<TopicPartition, Long> times = new HashMap<>();
        first.keySet().forEach(partition -> times.put(partition, Math.max(0, time.toEpochMilli())));
        Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(times);
        first.replaceAll((partition, start) -> {
            OffsetAndTimestamp since = found.get(partition);
            return since == null ? last.getOrDefault(partition, start) : Math.max(start, since.offset());
        });
    }

    private static Map<Integer, Long> byPartition(Map<TopicPartition, Long> offsets) {
        Map<Integer, Long> byPartition = new TreeMap<>();
        offsets.forEach((partition, offset) -> byPartition.put(partition.partition(), offset));
        return byPartition;
    }

    boolean has(int partition, long offset) {
        return offset >= starts.getOrDefault(partition, Long.MAX_VALUE) && offset < ends.getOrDefault(partition, 0L);
    }

    long size() {
        return ends.entrySet().stream()
                .mapToLong(end -> Math.max(0, end.getValue() - starts.getOrDefault(end.getKey(), 0L)))
                .sum();
    }
}
