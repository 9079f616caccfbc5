package org.parkingrelay.binding;

import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.parkingrelay.outbox.OwnClient;

/** Makes the consumer of the bindings' topic: without a group, since every relay reads all of it. */
public final class BindingConsumer {

    /** So many records go to the store at a time. */
    private static final int BATCH = 2_000;

    private static final int FETCH_BYTES = 8 * 1024 * 1024;
    private static final int METADATA_AGE_MS = 30_000;

    private BindingConsumer() {}

    /**
     * A consumer that has no partitions yet.
     *
     * @param kafka the keys {@code kafka.*} of the configuration: servers, TLS, SASL
     */
    public static Consumer<byte[], byte[]> from(Map<String, Object> kafka) {
        Map<String, Object> config = OwnClient.config(kafka, "parking-relay-bindings");
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        // A topic that Kafka makes by itself is not compacted: it would forget bindings by their age.
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, BATCH);
        config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
        // So that partitions that were added are seen soon.
        config.putIfAbsent(ConsumerConfig.METADATA_MAX_AGE_CONFIG, METADATA_AGE_MS);
        return OwnClient.open(
                config, keys -> new KafkaConsumer<>(keys, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
    }
}
