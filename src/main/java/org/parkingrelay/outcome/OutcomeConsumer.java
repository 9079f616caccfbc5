package org.parkingrelay.outcome;

import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.parkingrelay.outbox.OwnClient;

/** Makes consumers that look through the topic: in no group, and without a trace in Kafka. */
public final class OutcomeConsumer {

    static final int PATIENCE_MS = 5_000;

    private static final int MOST_RECORDS = 5_000;
    private static final int PARTITION_BYTES = 512 * 1024;

    private OutcomeConsumer() {}

    /**
     * A consumer that has no partitions yet.
     *
     * @param kafka the keys {@code kafka.*} of the configuration: servers, TLS, SASL
     */
    public static Consumer<byte[], byte[]> from(Map<String, Object> kafka) {
        Map<String, Object> config = OwnClient.config(kafka, "parking-relay-trace");
        // What the topic's retention has taken away meanwhile is passed over.
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MOST_RECORDS);
        config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, PARTITION_BYTES);
        config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MS);
        config.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MS);
        return OwnClient.open(
                config, keys -> new KafkaConsumer<>(keys, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
    }
}
