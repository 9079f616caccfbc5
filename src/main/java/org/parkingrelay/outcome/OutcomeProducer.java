package org.parkingrelay.outcome;

import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.parkingrelay.outbox.OwnClient;

/** Makes the producer of outcomes: apart from that of copies, which must not wait behind it, and cheap rather than sure. */
public final class OutcomeProducer {

    /** All that may wait for a broker. */
    private static final int BUFFER_BYTES = 4 * 1024 * 1024;

    private static final int BATCH_BYTES = 128 * 1024;
    private static final int PATIENCE_MS = 3_000;

    private OutcomeProducer() {}

    /**
     * A producer.
     *
     * @param kafka the keys {@code kafka.*} of the configuration: servers, TLS, SASL
     */
    public static Producer<byte[], byte[]> from(Map<String, Object> kafka) {
        Map<String, Object> config = OwnClient.config(kafka, "parking-relay-outcomes");
        config.put(ProducerConfig.ACKS_CONFIG, "1");
        // One that is not idempotent needs no identity, and recovers by itself from a refused login.
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false);
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        // Nobody waits for it; each batch of each partition costs as much as some hundred outcomes.
        config.put(ProducerConfig.LINGER_MS_CONFIG, 250);
        config.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_MS);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 2 * PATIENCE_MS);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 10 * PATIENCE_MS);
        // For a topic that is not there, which Kafka's client tells at each attempt.
        config.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, 1_000);
        return OwnClient.open(
                config, keys -> new KafkaProducer<>(keys, new ByteArraySerializer(), new ByteArraySerializer()));
    }
}
