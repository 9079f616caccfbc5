package org.parkingrelay.redrive;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.TopicAuthorizationException;

/** The topics that letters go back to, as Kafka has them now or had them a moment ago. */
final class Targets {

    static final String NO_TOPIC = "no_topic";
    static final String NOT_ALLOWED = "not_allowed";

    private static final Duration FRESH = Duration.ofSeconds(30);

    private final Consumer<byte[], byte[]> consumer;
    private final LongSupplier nanoTime;
    private final Map<String, Target> known = new HashMap<>();

    /**
     * A topic.
     *
     * @param failure why nothing can go there; else empty
     */
    record Target(int partitions, String failure, long askedAt) {}

    Targets(Consumer<byte[], byte[]> consumer, LongSupplier nanoTime) {
        this.consumer = consumer;
        this.nanoTime = nanoTime;
    }

    Target of(String topic) {
        Target target = known.get(topic);
        if (target == null || nanoTime.getAsLong() - target.askedAt() > FRESH.toNanos()) {
            target = asked(topic);
            known.put(topic, target);
        }
        return target;
    }

    private Target asked(String topic) {
        try {
            List<PartitionInfo> partitions = consumer.partitionsFor(topic);
            boolean isThere = partitions != null && !partitions.isEmpty();
            return new Target(isThere ? partitions.size() : 0, isThere ? "" : NO_TOPIC, nanoTime.getAsLong());
        } catch (TopicAuthorizationException e) {
            return new Target(0, NOT_ALLOWED, nanoTime.getAsLong());
        }
    }
}
