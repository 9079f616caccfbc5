package org.parkingrelay.binding;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import org.parkingrelay.store.Positions;
import org.parkingrelay.telemetry.LogKey;
import org.parkingrelay.telemetry.LogLine;

/**
 * The partitions of the topic, all of which are read, and how far. What counts is the position that the store keeps beside the
 * bindings: a store that is new is filled from the beginning, and what another relay has put into a shared one is skipped. For one
 * thread.
 */
final class Followed {

    private static final Logger LOG = Logger.getLogger(Followed.class);

    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final String topic;
    private final Consumer<byte[], byte[]> consumer;
    private final Positions positions;
    private final Patience patience;
    private final BindingBatch batch;
    private final CatchUp catchUp;
    private final Map<TopicPartition, Place> places = new HashMap<>();
    private volatile long lag = -1;

    /**
     * How far a partition has been read.
     *
     * @param next the offset that is read next
     * @param kept what the store keeps, 0 where it keeps nothing yet
     */
    private record Place(long next, long kept) {}

    Followed(
            String topic,
            Consumer<byte[], byte[]> consumer,
            Positions positions,
            Patience patience,
            BindingBatch batch,
            CatchUp catchUp) {
        this.topic = topic;
        this.consumer = consumer;
        this.positions = positions;
        this.patience = patience;
        this.batch = batch;
        this.catchUp = catchUp;
    }

    /** Offsets that are not yet read into the store; -1 where there is no topic. */
    long lag() {
        return lag;
    }

    /** Whether no partition has been taken up. */
    boolean isEmpty() {
        return places.isEmpty();
    }

    /** Reads nothing further of what was taken up; what was not yet kept is read again. */
    void drop() {
        places.clear();
        lag = -1;
    }

    /** Looks which partitions there are, and whether the store still has what it had. */
    void look() {
        Set<TopicPartition> all = new HashSet<>();
        List<PartitionInfo> known = consumer.partitionsFor(topic, TIMEOUT);
        if (known != null) {
            known.forEach(info -> all.add(new TopicPartition(topic, info.partition())));
        }
        if (all.isEmpty()) {
            drop();
            consumer.unsubscribe();
            catchUp.nothingToRead();
        } else if (!all.equals(places.keySet()) || isLost()) {
            takeUp(all);
        }
    }

    /** Whether a position that was kept is gone, and with it the bindings. */
    private boolean isLost() {
        return places.entrySet().stream().anyMatch(place -> isLost(place.getValue(), positionOf(place.getKey())));
    }

    private boolean isLost(Place place, long kept) {
        if (place.kept() == 0 || kept > 0) {
            return false;
        }
        LogLine.with(LogKey.TOPIC, topic)
                .log(LOG, Logger.Level.WARN, "The store has lost what was read into it; it is filled again");
        catchUp.lost();
        return true;
    }

    private void takeUp(Set<TopicPartition> all) {
        places.clear();
        Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(all, TIMEOUT);
        Map<TopicPartition, Long> ends = consumer.endOffsets(all, TIMEOUT);
        consumer.assign(all);
        Map<TopicPartition, Long> from = new HashMap<>();
        for (TopicPartition partition : all) {
            long kept = positionOf(partition);
            long beginning = beginnings.getOrDefault(partition, 0L);
            // Beyond the end: the topic is not the one that was read.
            long next = kept > ends.getOrDefault(partition, 0L) ? beginning : Math.max(kept, beginning);
            consumer.seek(partition, next);
            from.put(partition, next);
            places.put(partition, new Place(next, kept));
        }
        catchUp.begin(from, ends);
    }

    private long positionOf(TopicPartition partition) {
        return patience.answerOf(() -> positions.read(sourceOf(partition)));
    }

    private static String sourceOf(TopicPartition partition) {
        return "topic/" + partition.topic() + "/" + partition.partition();
    }

    /** Reads what comes next, and returns once it is in the store. */
    void read() {
        ConsumerRecords<byte[], byte[]> polled = consumer.poll(POLL);
        List<ConsumerRecord<byte[], byte[]>> fresh = new ArrayList<>();
        Map<TopicPartition, Integer> moved = new HashMap<>();
        for (Map.Entry<TopicPartition, Place> entry : places.entrySet()) {
            TopicPartition partition = entry.getKey();
            Place place = entry.getValue();
            // Also past what is no record, such as the end of a transaction.
            if (consumer.position(partition, TIMEOUT) != place.next()) {
                long kept = positionOf(partition);
                if (isLost(place, kept)) {
                    drop();
                    return;
                }
                List<ConsumerRecord<byte[], byte[]>> left = notYetRead(partition, polled.records(partition), kept);
                fresh.addAll(left);
                moved.put(partition, left.size());
            }
        }
        if (!moved.isEmpty()) {
            batch.take(fresh);
            moved.forEach(this::keep);
        }
        measure();
    }

    /** Leaves out what another relay has put into the same store, and goes on behind it. */
    private List<ConsumerRecord<byte[], byte[]>> notYetRead(
            TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> records, long kept) {
        if (kept > consumer.position(partition, TIMEOUT)) {
            if (kept > consumer.endOffsets(Set.of(partition), TIMEOUT).getOrDefault(partition, 0L)) {
                return records;
            }
            consumer.seek(partition, kept);
            return List.of();
        }
        return records.stream().filter(record -> record.offset() >= kept).toList();
    }

    private void keep(TopicPartition partition, int read) {
        long next = consumer.position(partition, TIMEOUT);
        patience.answerOf(() -> positions.keep(sourceOf(partition), next).thenApply(kept -> true));
        places.put(partition, new Place(next, next));
        catchUp.reached(partition, next, read);
    }

    private void measure() {
        long left = 0;
        for (TopicPartition partition : places.keySet()) {
            left += consumer.currentLag(partition).orElse(0);
        }
        lag = left;
    }
}
