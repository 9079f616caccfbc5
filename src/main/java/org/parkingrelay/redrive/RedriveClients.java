package org.parkingrelay.redrive;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.parkingrelay.outbox.OwnClient;
import org.parkingrelay.outbox.OwnConsumer;

/**
 * Makes the clients of Kafka that redriving needs.
 *
 * @param reader of journal and dead letters, in no group, of what is committed only
 * @param member of the group whose one member with the journal's partition runs the jobs
 * @param writer of what people say
 * @param transactional writes copies together with the entry that tells of them
 */
public record RedriveClients(
        Supplier<Admin> admin,
        Supplier<Consumer<byte[], byte[]>> reader,
        Supplier<Consumer<byte[], byte[]>> member,
        Supplier<Producer<byte[], byte[]>> writer,
        Supplier<Producer<byte[], byte[]>> transactional) {

    /** The group of those who would run jobs. */
    public static final String GROUP = "parking-relay-redrive";

    private static final int PATIENCE_MS = 10_000;
    private static final int MOST_POLLED = 2_000;
    private static final int FETCH_BYTES = 4 * 1024 * 1024;
    private static final int LARGEST = 16 * 1024 * 1024;
    private static final int SESSION_MS = 6_000;
    private static final int HEARTBEAT_MS = 1_000;

    /** A batch takes a fraction of a second; a producer that hangs longer is given up. */
    private static final int TRANSACTION_MS = 30_000;

    /**
     * Clients of a cluster.
     *
     * @param kafka the keys {@code kafka.*} of the configuration
     * @param deadLetters the topic, after which the transactions are named
     */
    public static RedriveClients from(Map<String, Object> kafka, String deadLetters) {
        return new RedriveClients(
                () -> admin(kafka),
                () -> OwnConsumer.open(reading(kafka, "parking-relay-redrive-reader")),
                () -> OwnConsumer.open(membership(kafka)),
                () -> producer(writing(kafka, "parking-relay-redrive-journal")),
                () -> producer(transactions(kafka, deadLetters)));
    }

    /** How the transactions of a topic of dead letters are named. */
    public static String transactionalId(String deadLetters) {
        return GROUP + "-" + deadLetters;
    }

    private static Admin admin(Map<String, Object> kafka) {
        Map<String, Object> config = OwnClient.config(kafka, "parking-relay-redrive-admin");
        config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MS);
        config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MS);
        return OwnClient.open(config, Admin::create);
    }

    private static Map<String, Object> reading(Map<String, Object> kafka, String name) {
        Map<String, Object> config = OwnConsumer.config(kafka, name, PATIENCE_MS);
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MOST_POLLED);
        config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
        return config;
    }

    private static Map<String, Object> membership(Map<String, Object> kafka) {
        Map<String, Object> config = reading(kafka, "parking-relay-redrive-runner");
        config.put(ConsumerConfig.GROUP_ID_CONFIG, GROUP);
        // So that who runs a job goes on with it when another comes.
        config.put(
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                List.of(CooperativeStickyAssignor.class.getName()));
        config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_MS);
        config.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, HEARTBEAT_MS);
        return config;
    }

    private static Map<String, Object> writing(Map<String, Object> kafka, String name) {
        Map<String, Object> config = OwnClient.config(kafka, name);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "gzip");
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, PATIENCE_MS);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MS / 2);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_MS);
        return config;
    }

    private static Map<String, Object> transactions(Map<String, Object> kafka, String deadLetters) {
        Map<String, Object> config = writing(kafka, "parking-relay-redrive");
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId(deadLetters));
        config.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_MS);
        return config;
    }

    private static Producer<byte[], byte[]> producer(Map<String, Object> config) {
        return OwnClient.open(
                config, keys -> new KafkaProducer<>(keys, new ByteArraySerializer(), new ByteArraySerializer()));
    }
}
