package org.parkingrelay.redrive;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.parkingrelay.deadletter.LetterId;

/** Goes over all letters up to the ends that a topic had, partition by partition in their order. */
final class WholeWalk implements Walk {

    private static final Duration POLL = Duration.ofMillis(100);

    private final Consumer<byte[], byte[]> consumer;
    private final Map<Integer, Long> ends;
    private final Map<Integer, Long> positions;
    private final Deque<ConsumerRecord<byte[], byte[]>> polled = new ArrayDeque<>();
    private long scanned;

    WholeWalk(Consumer<byte[], byte[]> consumer, String topic, Map<Integer, Long> positions, Map<Integer, Long> ends) {
        this.consumer = consumer;
        this.ends = new TreeMap<>(ends);
        this.positions = new TreeMap<>(positions);
        List<TopicPartition> open = new ArrayList<>();
        ends.forEach((partition, end) -> {
            if (positionOf(partition) < end) {
                open.add(new TopicPartition(topic, partition));
            }
        });
        consumer.assign(open);
        // One that was assigned before may have been paused, at the end of an earlier walk.
        consumer.resume(open);
        open.forEach(partition -> consumer.seek(partition, positionOf(partition.partition())));
    }

    private long positionOf(int partition) {
        return positions.getOrDefault(partition, 0L);
    }

    @Override
    public @Nullable Item next() {
        if (polled.isEmpty()) {
            poll();
        }
        ConsumerRecord<byte[], byte[]> record = polled.poll();
        if (record == null) {
            return null;
        }
        move(record.partition(), record.offset() + 1);
        return new Item(new LetterId(record.partition(), record.offset()), record);
    }

    private void poll() {
        if (isAtEnd()) {
            return;
        }
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            if (record.offset() < ends.getOrDefault(record.partition(), 0L)) {
                polled.add(record);
            }
        }
        for (TopicPartition partition : consumer.assignment()) {
            long end = ends.getOrDefault(partition.partition(), 0L);
            long position = consumer.position(partition);
            if (position >= end) {
                consumer.pause(List.of(partition));
            }
            // Over what is no letter: marks of transactions, and what was deleted by its age.
            if (polled.stream().noneMatch(record -> record.partition() == partition.partition())) {
                move(partition.partition(), Math.min(position, end));
            }
        }
    }

    private void move(int partition, long to) {
        long from = positionOf(partition);
        if (to > from) {
            scanned += to - from;
            positions.put(partition, to);
        }
    }

    @Override
    public boolean isAtEnd() {
        return polled.isEmpty() && ends.entrySet().stream().allMatch(end -> positionOf(end.getKey()) >= end.getValue());
    }

    @Override
    public Map<Integer, Long> positions() {
        return Map.copyOf(positions);
    }

    @Override
    public long scanned() {
        return scanned;
    }
}
