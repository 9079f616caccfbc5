package org.parkingrelay.outcome;

import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.parkingrelay.outbox.OwnConsumer;

/** Makes consumers that look through the topic: in no group, and without a trace in Kafka. */
public final class OutcomeConsumer {

    static final int PATIENCE_MS = 5_000;

    private static final int MOST_RECORDS = 5_000;
    private static final int PARTITION_BYTES = 512 * 1024;

    /** What asks ahead at the end of one partition holds up the next one for so long. */
    private static final int END_MS = 10;

    private OutcomeConsumer() {}

    /**
     * A consumer that has no partitions yet.
     *
     * @param kafka the keys {@code kafka.*} of the configuration: servers, TLS, SASL
     */
    public static Consumer<byte[], byte[]> from(Map<String, Object> kafka) {
        Map<String, Object> config = OwnConsumer.config(kafka, "parking-relay-trace", PATIENCE_MS);
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MOST_RECORDS);
        config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, PARTITION_BYTES);
        config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, END_MS);
        return OwnConsumer.open(config);
    }
}
