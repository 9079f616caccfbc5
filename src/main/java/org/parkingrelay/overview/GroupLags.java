package org.parkingrelay.overview;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.parkingrelay.overview.RelayView.Lag;
import org.parkingrelay.overview.RelayView.Lags;

/**
 * How far consumer groups are behind, as Kafka says; asked when somebody looks, and at most every few seconds. Where nothing is
 * committed yet, all counts. The marks of transactions count too, which nobody can tell from records. Thread-safe.
 */
public final class GroupLags implements AutoCloseable {

    private static final Duration FRESH = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final SortedMap<String, List<String>> topics;
    private final Supplier<Admin> clients;
    private final Clock clock;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile Lags known = new Lags(List.of(), Optional.of("Kafka is being asked; look again"));

    // The lock's.
    private @Nullable Admin admin;
    private Instant askedAt = Instant.MIN;

    /**
     * Asks nothing yet.
     *
     * @param topics what each group reads, as far as it is known before anything is committed
     * @param clients makes what asks; closed with this
     */
    public GroupLags(Map<String, List<String>> topics, Supplier<Admin> clients, Clock clock) {
        this.topics = new TreeMap<>(topics);
        this.clients = clients;
        this.clock = clock;
    }

    /** Blocks one for a few seconds at most; whoever comes meanwhile is told what is known. */
    Lags now() {
        if (!asking.tryLock()) {
            return known;
        }
        try {
            Instant now = clock.instant();
            if (askedAt.plus(FRESH).isBefore(now) || now.isBefore(askedAt)) {
                known = asked();
                // After it, or an answer that takes long would be old at once.
                askedAt = clock.instant();
            }
            return known;
        } finally {
            asking.unlock();
        }
    }

    private Lags asked() {
        try {
            if (admin == null) {
                admin = clients.get();
            }
            return new Lags(new Question(admin, System.nanoTime() + PATIENCE.toNanos()).lags(topics), Optional.empty());
        } catch (ExecutionException | TimeoutException | ConfigurationException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return new Lags(
                    List.of(),
                    Optional.of("Kafka does not answer (" + cause.getClass().getSimpleName() + ")"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Lags(List.of(), Optional.of("the relay ends"));
        }
    }

    /** All that is asked at one time, until one deadline. */
    private record Question(Admin admin, long deadline) {

        List<Lag> lags(SortedMap<String, List<String>> topics)
                throws ExecutionException, TimeoutException, InterruptedException {
            Map<String, KafkaFuture<Map<TopicPartition, OffsetAndMetadata>>> asked = new HashMap<>();
            topics.keySet()
                    .forEach(group -> asked.put(
                            group, admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata()));
            List<Lag> all = new ArrayList<>();
            for (Map.Entry<String, List<String>> group : topics.entrySet()) {
                Map<TopicPartition, Long> committed = new HashMap<>();
                answer(asked.get(group.getKey())).forEach((partition, offset) -> {
                    if (offset != null) {
                        committed.put(partition, offset.offset());
                    }
                });
                lags(group.getValue(), committed)
                        .forEach((topic, records) -> all.add(new Lag(group.getKey(), topic, records)));
            }
            return all;
        }

        private SortedMap<String, Long> lags(List<String> read, Map<TopicPartition, Long> committed)
                throws ExecutionException, TimeoutException, InterruptedException {
            TreeSet<String> names = new TreeSet<>(read);
            committed.keySet().forEach(partition -> names.add(partition.topic()));
            Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
            Map<TopicPartition, OffsetSpec> earliest = new HashMap<>();
            for (TopicPartition partition : partitions(names)) {
                latest.put(partition, OffsetSpec.latest());
                if (!committed.containsKey(partition)) {
                    earliest.put(partition, OffsetSpec.earliest());
                }
            }
            KafkaFuture<Map<TopicPartition, ListOffsetsResultInfo>> begins =
                    admin.listOffsets(earliest).all();
            KafkaFuture<Map<TopicPartition, ListOffsetsResultInfo>> ends =
                    admin.listOffsets(latest).all();
            Map<TopicPartition, Long> positions = new HashMap<>(committed);
            answer(begins).forEach((partition, begin) -> positions.put(partition, begin.offset()));
            SortedMap<String, Long> byTopic = new TreeMap<>();
            answer(ends).forEach((partition, end) -> {
                long position = positions.getOrDefault(partition, 0L);
                byTopic.merge(partition.topic(), Math.max(0, end.offset() - position), Long::sum);
            });
            return byTopic;
        }

        /** A topic that is not there has none. */
        private List<TopicPartition> partitions(TreeSet<String> names)
                throws ExecutionException, TimeoutException, InterruptedException {
            List<TopicPartition> partitions = new ArrayList<>();
            Map<String, KafkaFuture<TopicDescription>> asked =
                    admin.describeTopics(names).topicNameValues();
            for (Map.Entry<String, KafkaFuture<TopicDescription>> topic : asked.entrySet()) {
                try {
                    for (TopicPartitionInfo partition : answer(topic.getValue()).partitions()) {
                        partitions.add(new TopicPartition(topic.getKey(), partition.partition()));
                    }
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                        throw e;
                    }
                }
            }
            return partitions;
        }

        private <T> T answer(@Nullable KafkaFuture<T> asked)
                throws ExecutionException, TimeoutException, InterruptedException {
            return Objects.requireNonNull(asked).get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        }
    }

    @Override
    public void close() {
        asking.lock();
        try {
            if (admin != null) {
                admin.close(Duration.ZERO);
            }
        } finally {
            asking.unlock();
        }
    }
}
