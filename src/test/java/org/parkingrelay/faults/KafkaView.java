package org.parkingrelay.faults;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;

/** What Kafka knows of the relays: how far they have committed, and how much there is. Waits for a broker that is down. */
final class KafkaView implements AutoCloseable {

    private static final String SIZE_LIMIT = "max.message.bytes";
    private static final int PATIENCE_MS = 60_000;

    private final Admin admin;

    KafkaView(String bootstrapServers) {
        this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers, "default.api.timeout.ms", PATIENCE_MS));
    }

    /** By partition; a partition of which nothing was committed is not there. */
    Map<Integer, Long> committed(String group, String topic) {
        Map<Integer, Long> committed = new HashMap<>();
        get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
                .forEach((partition, offset) -> {
                    if (partition.topic().equals(topic) && offset != null) {
                        committed.put(partition.partition(), offset.offset());
                    }
                });
        return committed;
    }

    /** By partition, the offset that the next record will have. */
    Map<Integer, Long> ends(String topic) {
        Map<TopicPartition, OffsetSpec> all =
                get(admin.describeTopics(List.of(topic)).allTopicNames()).get(topic).partitions().stream()
                        .collect(Collectors.toMap(
                                info -> new TopicPartition(topic, info.partition()), info -> OffsetSpec.latest()));
        Map<TopicPartition, ListOffsetsResultInfo> found =
                get(admin.listOffsets(all).all());
        return found.entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> entry.getKey().partition(),
                        entry -> entry.getValue().offset()));
    }

    /** How many records a group has not committed. */
    long lag(String group, String topic) {
        return lagByPartition(group, topic).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    Map<Integer, Long> lagByPartition(String group, String topic) {
        Map<Integer, Long> committed = committed(group, topic);
        Map<Integer, Long> lag = ends(topic);
        lag.replaceAll((partition, end) -> end - committed.getOrDefault(partition, 0L));
        return lag;
    }

    /** From now on a topic takes no record that is larger. */
    void limit(String topic, int bytes) {
        alter(topic, new AlterConfigOp(new ConfigEntry(SIZE_LIMIT, String.valueOf(bytes)), OpType.SET));
    }

    /** Takes the limit back. */
    void unlimit(String topic) {
        alter(topic, new AlterConfigOp(new ConfigEntry(SIZE_LIMIT, ""), OpType.DELETE));
    }

    private void alter(String topic, AlterConfigOp change) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        get(admin.incrementalAlterConfigs(Map.of(resource, List.of(change))).all());
    }

    private static <T> T get(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError("Kafka does not tell", e);
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
