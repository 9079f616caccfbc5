package org.parkingrelay.outbox;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jboss.logging.Logger;
import org.parkingrelay.retry.Claim;
import org.parkingrelay.retry.Retrying;
import org.parkingrelay.telemetry.LogKey;
import org.parkingrelay.telemetry.LogLine;
import org.parkingrelay.telemetry.Meters;
import org.parkingrelay.telemetry.RelayMeter;

/** Writes records, and goes on trying until Kafka has confirmed each. */
public final class RecordWriter implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(RecordWriter.class);

    private static final String NOT_CONFIRMED =
            "Copy of a record not confirmed by Kafka; the record is held and the write repeated";
    private static final String TOO_LARGE = "Copy of a record too large for its topic; the record is held and the write"
            + " repeated: raise max.message.bytes of the retry and the dead-letter topic";

    private static final String NOT_ALLOWED =
            "Kafka does not let the relay write a copy of a record; the record is held and the"
                    + " write repeated: create the topic, and allow the relay's user WRITE on it";

    private final CurrentProducer producers;
    private final Retrying retrying;
    private final Meters meters;
    /**
     * {@code send} blocks while the topic's metadata is unknown, which no event loop may do, nor a topic that is missing to another.
     */
    private final Map<String, ExecutorService> sending = new ConcurrentHashMap<>();

    /**
     * A writer with its first producer.
     *
     * @param producers makes further ones where one is of no use any more; each is closed with this
     */
    public RecordWriter(Supplier<Producer<byte[], byte[]>> producers, Retrying retrying, Meters meters) {
        this.producers = new CurrentProducer(producers);
        this.retrying = retrying;
        this.meters = meters;
    }

    /**
     * Writes a record.
     *
     * @param failures counts attempts that were not confirmed
     * @param id of the record that is copied
     * @param claim no further attempt is made after its end
     * @return whether Kafka has confirmed it; false only where the claim ended first. Never fails
     */
    public CompletionStage<Boolean> write(
            ProducerRecord<byte[], byte[]> copy, RelayMeter failures, String id, Claim claim) {
        return retrying.run(attempt -> send(copy, failures, id, attempt), confirmed -> false, Instant.MAX, claim)
                .handle((confirmed, failure) -> failure == null);
    }

    private CompletionStage<Boolean> send(
            ProducerRecord<byte[], byte[]> copy, RelayMeter failures, String id, int attempt) {
        CompletableFuture<Boolean> confirmed = new CompletableFuture<>();
        threadOf(copy.topic()).execute(() -> {
            Producer<byte[], byte[]> used = producers.get();
            try {
                Future<?> unused = used.send(copy, (metadata, failure) -> {
                    if (failure == null) {
                        confirmed.complete(true);
                    } else {
                        confirmed.completeExceptionally(failure);
                        producers.failed(used, failure);
                    }
                });
            } catch (RuntimeException e) {
                confirmed.completeExceptionally(e);
                producers.failed(used, e);
            }
        });
        return confirmed.whenComplete((done, failure) -> {
            if (failure != null) {
                meters.counter(failures).increment();
                tell(failure, copy.topic(), id, attempt);
            }
        });
    }

    private ExecutorService threadOf(String topic) {
        return sending.computeIfAbsent(
                topic,
                name -> Executors.newSingleThreadExecutor(task -> {
                    Thread thread = new Thread(task, "relay-outbox-" + name);
                    thread.setDaemon(true);
                    return thread;
                }));
    }

    private static void tell(Throwable failure, String topic, String id, int attempt) {
        boolean tooLarge = failure instanceof RecordTooLargeException;
        boolean notAllowed = failure instanceof AuthorizationException;
        String sentence = tooLarge ? TOO_LARGE : notAllowed ? NOT_ALLOWED : NOT_CONFIRMED;
        // The class only: messages of the client quote configuration.
        LogLine.with(LogKey.FAULT, failure.getClass().getName())
                .and(LogKey.RECORD, id)
                .and(LogKey.TOPIC, topic)
                .and(LogKey.ATTEMPT, attempt)
                .log(LOG, tooLarge || notAllowed ? Logger.Level.ERROR : Logger.Level.WARN, sentence);
    }

    @Override
    public void close() {
        sending.values().forEach(ExecutorService::shutdown);
        producers.close();
    }
}
