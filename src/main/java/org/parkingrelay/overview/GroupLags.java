package org.parkingrelay.overview;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.parkingrelay.overview.RelayView.Lag;
import org.parkingrelay.overview.RelayView.Lags;

/** How far consumer groups are behind, as Kafka says; asked when somebody looks, and at most every few seconds. Thread-safe. */
public final class GroupLags implements AutoCloseable {

    private static final Duration FRESH = Duration.ofSeconds(5);
    private static final long PATIENCE_SECONDS = 3;

    private final List<String> groups;
    private final Supplier<Admin> clients;
    private final Clock clock;
    private @Nullable Admin admin;
    private Instant askedAt = Instant.MIN;
    private Lags known = new Lags(List.of(), Optional.empty());

    /**
     * Asks nothing yet.
     *
     * @param clients makes what asks; closed with this
     */
    public GroupLags(List<String> groups, Supplier<Admin> clients, Clock clock) {
        this.groups = List.copyOf(groups);
        this.clients = clients;
        this.clock = clock;
    }

    /** Blocks for a few seconds at most. */
    synchronized Lags now() {
        Instant now = clock.instant();
        if (askedAt.plus(FRESH).isBefore(now) || now.isBefore(askedAt)) {
            known = asked();
            askedAt = now;
        }
        return known;
    }

    private Lags asked() {
        try {
            if (admin == null) {
                admin = clients.get();
            }
            List<Lag> all = new ArrayList<>();
            for (String group : groups) {
                all.addAll(lagsOf(group, admin));
            }
            return new Lags(all, Optional.empty());
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

    private static List<Lag> lagsOf(String group, Admin admin)
            throws ExecutionException, TimeoutException, InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        committed.forEach((partition, offset) -> {
            if (offset != null) {
                latest.put(partition, OffsetSpec.latest());
            }
        });
        Map<TopicPartition, ListOffsetsResultInfo> ends =
                admin.listOffsets(latest).all().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        SortedMap<String, Long> byTopic = new TreeMap<>();
        ends.forEach((partition, end) -> {
            OffsetAndMetadata offset = committed.get(partition);
            if (offset != null) {
                byTopic.merge(partition.topic(), Math.max(0, end.offset() - offset.offset()), Long::sum);
            }
        });
        return byTopic.entrySet().stream()
                .map(topic -> new Lag(group, topic.getKey(), topic.getValue()))
                .toList();
    }

    @Override
    public synchronized void close() {
        if (admin != null) {
            admin.close(Duration.ZERO);
        }
    }
}
