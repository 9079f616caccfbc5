package org.parkingrelay.outbox;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.time.Duration;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;

/**
 * The producer in use, and another in its place where Kafka did not let it in: an idempotent one stays refused for good, also where
 * Kafka would let it in now.
 */
final class CurrentProducer implements AutoCloseable {

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    /** Each attempt is a login, and many copies may wait. */
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final Supplier<Producer<byte[], byte[]>> producers;
    private volatile Producer<byte[], byte[]> producer;
    private long replacedAt = System.nanoTime() - PAUSE.toNanos();
    private boolean isClosed;

    /** With the first one. */
    CurrentProducer(Supplier<Producer<byte[], byte[]>> producers) {
        this.producers = producers;
        this.producer = producers.get();
    }

    Producer<byte[], byte[]> get() {
        return producer;
    }

    /** Called with each failure of one, on whatever thread: its own too. */
    void failed(Producer<byte[], byte[]> used, Throwable failure) {
        if (KafkaRefusal.of(failure).isPresent() && replace(used)) {
            // Without the lock: it waits for the thread that tells failures, which may be here at the same time.
            used.close(Duration.ZERO);
        }
    }

    private synchronized boolean replace(Producer<byte[], byte[]> used) {
        if (isClosed || used != producer || System.nanoTime() - replacedAt < PAUSE.toNanos()) {
            return false;
        }
        replacedAt = System.nanoTime();
        Producer<byte[], byte[]> fresh = made();
        if (fresh == null) {
            return false;
        }
        producer = fresh;
        return true;
    }

    /** Nothing where it cannot be made now, as while the broker's name is not known; the next failure asks again. */
    private @Nullable Producer<byte[], byte[]> made() {
        try {
            return producers.get();
        } catch (ConfigurationException e) {
            return null;
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            isClosed = true;
        }
        producer.close(CLOSE_TIMEOUT);
    }
}
