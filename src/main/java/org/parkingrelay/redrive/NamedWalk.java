package org.parkingrelay.redrive;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.parkingrelay.deadletter.LetterId;

/** Goes over letters by their names, in order. */
final class NamedWalk implements Walk {

    private static final Duration POLL = Duration.ofMillis(100);

    private final Consumer<byte[], byte[]> consumer;
    private final String topic;
    private final Deque<LetterId> left;
    private final Map<Integer, Long> positions;
    private final Deque<ConsumerRecord<byte[], byte[]>> polled = new ArrayDeque<>();
    private long scanned;

    NamedWalk(Consumer<byte[], byte[]> consumer, String topic, List<LetterId> ids, Map<Integer, Long> positions) {
        this.consumer = consumer;
        this.topic = topic;
        this.positions = new TreeMap<>(positions);
        this.left = new ArrayDeque<>(ids.stream()
                .filter(id -> id.offset() >= positions.getOrDefault(id.partition(), 0L))
                .toList());
    }

    @Override
    public @Nullable Item next() {
        LetterId wanted = left.peek();
        if (wanted == null) {
            return null;
        }
        while (!polled.isEmpty() && isBefore(polled.element(), wanted)) {
            polled.remove();
        }
        ConsumerRecord<byte[], byte[]> found = polled.peek();
        if (found != null && found.partition() == wanted.partition()) {
            boolean isIt = found.offset() == wanted.offset();
            return taken(new Item(wanted, isIt ? found : null));
        }
        return poll(wanted) ? taken(new Item(wanted, null)) : null;
    }

    private static boolean isBefore(ConsumerRecord<byte[], byte[]> record, LetterId wanted) {
        return record.partition() != wanted.partition() || record.offset() < wanted.offset();
    }

    private Item taken(Item item) {
        left.remove();
        scanned++;
        positions.put(item.id().partition(), item.id().offset() + 1);
        return item;
    }

    /** Returns whether there is nothing at that place. */
    private boolean poll(LetterId wanted) {
        TopicPartition partition = new TopicPartition(topic, wanted.partition());
        if (!consumer.assignment().contains(partition) || consumer.position(partition) != wanted.offset()) {
            consumer.assign(List.of(partition));
            consumer.seek(partition, wanted.offset());
        }
        consumer.poll(POLL).forEach(polled::add);
        return polled.isEmpty() && consumer.position(partition) > wanted.offset();
    }

    @Override
    public boolean isAtEnd() {
        return left.isEmpty();
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
