package org.parkingrelay.binding;

import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.parkingrelay.outbox.OwnConsumer;

/**
 * Makes the consumer of the bindings' topic: without a group, since every relay reads all of it. That it makes no topic matters
 * here: one that Kafka makes by itself is not compacted, and would forget bindings by their age.
 */
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
        Map<String, Object> config = OwnConsumer.config(kafka, "parking-relay-bindings");
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, BATCH);
        config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
        // So that partitions that were added are seen soon.
        config.putIfAbsent(ConsumerConfig.METADATA_MAX_AGE_CONFIG, METADATA_AGE_MS);
        return OwnConsumer.open(config);
    }
}
