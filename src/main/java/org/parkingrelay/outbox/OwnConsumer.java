package org.parkingrelay.outbox;

import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Makes the consumers with which the relay looks through topics by itself: each partition from where it is told, without a trace in Kafka. */
public final class OwnConsumer {

    private OwnConsumer() {}

    /**
     * What they have in common, to be completed: they read what is committed only, make no topic, and pass over what the retention has
     * taken away meanwhile.
     *
     * @param kafka the keys {@code kafka.*} of the configuration: servers, TLS, SASL
     * @param clientId as the broker's logs and quotas know it
     */
    public static Map<String, Object> config(Map<String, Object> kafka, String clientId) {
        Map<String, Object> config = OwnClient.config(kafka, clientId);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return config;
    }

    /** The same for one whose caller waits so long for an answer at most. */
    public static Map<String, Object> config(Map<String, Object> kafka, String clientId, int patienceMillis) {
        Map<String, Object> config = config(kafka, clientId);
        config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, patienceMillis);
        config.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, patienceMillis);
        return config;
    }

    /** A consumer that has no partitions yet. */
    public static Consumer<byte[], byte[]> open(Map<String, Object> config) {
        return OwnClient.open(
                config, keys -> new KafkaConsumer<>(keys, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
    }
}
