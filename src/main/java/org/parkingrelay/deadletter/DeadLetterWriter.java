package org.parkingrelay.deadletter;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jboss.logging.Logger;
import org.parkingrelay.delivery.Disposition;
import org.parkingrelay.retry.Retrying;
import org.parkingrelay.telemetry.LogKey;
import org.parkingrelay.telemetry.LogLine;
import org.parkingrelay.telemetry.Meters;
import org.parkingrelay.telemetry.RelayMeter;

/**
 * Writes dead letters, and goes on trying until Kafka has confirmed each: the record may be settled only then. Key, value and
 * headers of the original are copied byte by byte.
 */
public final class DeadLetterWriter implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(DeadLetterWriter.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private static final String NOT_CONFIRMED =
            "Dead letter not confirmed by Kafka; its record is held and the write repeated";
    private static final String TOO_LARGE =
            "Dead letter too large for its topic; its record is held and the write repeated:"
                    + " raise max.message.bytes of the dead-letter topic";

    private final String topic;
    private final Producer<byte[], byte[]> producer;
    private final Retrying retrying;
    private final Meters meters;
    /** {@code send} blocks while the topic's metadata is unknown, which no event loop may do. */
    private final ExecutorService sending = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "relay-dead-letters");
        thread.setDaemon(true);
        return thread;
    });

    public DeadLetterWriter(String topic, Producer<byte[], byte[]> producer, Retrying retrying, Meters meters) {
        this.topic = topic;
        this.producer = producer;
        this.retrying = retrying;
        this.meters = meters;
    }

    /**
     * Writes a dead letter.
     *
     * @param firstSeen when the relay took the record
     * @return completes once Kafka has confirmed it; never fails while the relay runs
     */
    public CompletionStage<Void> write(
            ConsumerRecord<byte[], byte[]> record, Disposition.DeadLettered why, Instant firstSeen) {
        ProducerRecord<byte[], byte[]> letter = new ProducerRecord<>(
                topic, null, record.key(), record.value(), DeadLetterHeaders.of(record, why, firstSeen));
        return retrying.run(attempt -> send(letter, RecordId.of(record), attempt), confirmed -> false, Instant.MAX)
                .thenAccept(confirmed -> tell(record, why));
    }

    private static void tell(ConsumerRecord<byte[], byte[]> record, Disposition.DeadLettered why) {
        LogLine line = LogLine.with(LogKey.RECORD, RecordId.of(record))
                .and(LogKey.REASON, why.reason().name())
                .and(LogKey.NOTE, why.explanation())
                .and(LogKey.CIRCLE, why.circle());
        why.call()
                .ifPresent(call -> line.and(LogKey.STATUS, call.status())
                        .and(LogKey.CODE, call.code())
                        .and(LogKey.REQUEST_ID, call.requestId()));
        line.log(LOG, Logger.Level.WARN, "Dead letter written");
    }

    private CompletionStage<Boolean> send(ProducerRecord<byte[], byte[]> letter, String id, int attempt) {
        CompletableFuture<Boolean> confirmed = new CompletableFuture<>();
        sending.execute(() -> {
            try {
                Future<?> unused = producer.send(letter, (metadata, failure) -> {
                    if (failure == null) {
                        confirmed.complete(true);
                    } else {
                        confirmed.completeExceptionally(failure);
                    }
                });
            } catch (RuntimeException e) {
                confirmed.completeExceptionally(e);
            }
        });
        return confirmed.whenComplete((done, failure) -> {
            if (failure != null) {
                meters.counter(RelayMeter.DEAD_LETTER_WRITE_FAILURES).increment();
                boolean tooLarge = failure instanceof RecordTooLargeException;
                // The class only: messages of the client quote configuration.
                LogLine.with(LogKey.FAULT, failure.getClass().getName())
                        .and(LogKey.RECORD, id)
                        .and(LogKey.ATTEMPT, attempt)
                        .log(
                                LOG,
                                tooLarge ? Logger.Level.ERROR : Logger.Level.WARN,
                                tooLarge ? TOO_LARGE : NOT_CONFIRMED);
            }
        });
    }

    @Override
    public void close() {
        sending.shutdown();
        producer.close(CLOSE_TIMEOUT);
    }
}
