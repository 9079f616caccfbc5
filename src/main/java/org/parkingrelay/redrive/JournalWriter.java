package org.parkingrelay.redrive;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.parkingrelay.redrive.RefusedException.Kind;
import org.parkingrelay.telemetry.LogKey;
import org.parkingrelay.telemetry.LogLine;

/** Writes what people say into the journal. */
final class JournalWriter implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(JournalWriter.class);

    private static final Duration PATIENCE = Duration.ofSeconds(12);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

    private final String topic;
    private final Supplier<Producer<byte[], byte[]>> producers;
    private @Nullable Producer<byte[], byte[]> producer;

    JournalWriter(String topic, Supplier<Producer<byte[], byte[]>> producers) {
        this.topic = topic;
        this.producers = producers;
    }

    /** Writes an entry and returns its offset, once Kafka has it. Where it may be there all the same, that is told. */
    synchronized long write(JournalEntry entry) {
        Producer<byte[], byte[]> used = producer;
        try {
            if (used == null) {
                used = producers.get();
                producer = used;
            }
            RecordMetadata written = used.send(new ProducerRecord<>(topic, 0, null, JournalText.write(entry)))
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return written.offset();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw refused(e);
        } catch (ExecutionException e) {
            throw refused(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException | KafkaException | ConfigurationException e) {
            throw refused(e);
        }
    }

    private RefusedException refused(Throwable failure) {
        LogLine.with(LogKey.FAULT, failure.getClass().getName())
                .and(LogKey.TOPIC, topic)
                .log(LOG, Logger.Level.WARN, "An entry of the journal of dead letters was not confirmed by Kafka");
        // One that was refused stays so, also where Kafka would let it in now.
        close();
        return new RefusedException(
                Kind.UNSURE,
                "Kafka did not confirm it (" + failure.getClass().getSimpleName()
                        + "); look whether it was done, and try again in a while");
    }

    @Override
    public synchronized void close() {
        if (producer != null) {
            producer.close(CLOSE_TIMEOUT);
            producer = null;
        }
    }
}
