package org.parkingrelay.outbox;

import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Makes the relay's own producer. The messaging layer's would write with {@code acks=1} and without idempotence. */
public final class OwnProducer {

    /** Records of any size that a broker took pass on; the topic's own limit decides. */
    private static final int MAX_REQUEST_BYTES = 64 * 1024 * 1024;

    private static final int BUFFER_BYTES = 2 * MAX_REQUEST_BYTES;

    private OwnProducer() {}

    /**
     * A producer that confirms only what all in-sync replicas have.
     *
     * @param kafka the keys {@code kafka.*} of the configuration: servers, TLS, SASL
     */
    public static Producer<byte[], byte[]> from(Map<String, Object> kafka) {
        Map<String, Object> config = OwnClient.config(kafka, "parking-relay-outbox");
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "gzip");
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_BYTES);
        config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
        // The writer tries again by itself and says so; the client's default of two minutes would hide an outage.
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000);
        return OwnClient.open(
                config, keys -> new KafkaProducer<>(keys, new ByteArraySerializer(), new ByteArraySerializer()));
    }
}
