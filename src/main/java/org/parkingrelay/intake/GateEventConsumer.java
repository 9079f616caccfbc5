package org.parkingrelay.intake;

import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ForkJoinPool;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;
import org.parkingrelay.delivery.Disposition;
import org.parkingrelay.intake.PartitionWindow.Taken;
import org.parkingrelay.outbox.RecordId;
import org.parkingrelay.telemetry.LogKey;
import org.parkingrelay.telemetry.LogLine;

/**
 * Where the messaging layer hands over records, of the source topics and of the retry topic. It asks a channel for its next
 * record when the {@link Uni} of the one before completes, so that Uni is the gate that bounds what is in flight; a record is
 * acknowledged when it is settled, in any order, and {@link Settlement} commits the settled front of each partition.
 *
 * <pre>
 *   gate-events ─────────────────────────────┐
 *                                            ├── gate ── intake ──┬── acknowledged
 *   retry-events ── held until it is due ────┘                    └── left
 * </pre>
 *
 * <p>Never returns a failed Uni and never refuses a record: either would end the consumer.
 */
@ApplicationScoped
public class GateEventConsumer {

    /** The channel of the source topics, in {@code mp.messaging.incoming}. */
    static final String CHANNEL = "gate-events";

    /** The channel of the retry topic. */
    static final String RETRY_CHANNEL = "retry-events";

    private static final Logger LOG = Logger.getLogger(GateEventConsumer.class);

    private final GateEventIntake intake;
    private final AdmissionGate gate;
    private final RetryHold hold;
    private final Drain drain;

    GateEventConsumer(GateEventIntake intake, AdmissionGate gate, RetryHold hold, Drain drain) {
        this.intake = intake;
        this.gate = gate;
        this.hold = hold;
        this.drain = drain;
    }

    /** Takes a record of a source topic; the result completes when the next one may come. */
    @Incoming(CHANNEL)
    @Acknowledgment(Acknowledgment.Strategy.MANUAL)
    public Uni<Void> receive(Message<byte[]> message) {
        ConsumerRecord<byte[], byte[]> record = recordOf(message);
        return Uni.createFrom().completionStage(admitted(record, takenOf(message), message));
    }

    /** Takes a record of the retry topic once it is due; the result completes when the next one may come. */
    @Incoming(RETRY_CHANNEL)
    @Acknowledgment(Acknowledgment.Strategy.MANUAL)
    public Uni<Void> receiveAgain(Message<byte[]> message) {
        ConsumerRecord<byte[], byte[]> record = recordOf(message);
        Taken taken = takenOf(message);
        CompletableFuture<Void> due = hold.until(hold.dueAt(record.timestamp()), taken.claim());
        return Uni.createFrom()
                .completionStage(
                        due.isDone()
                                ? admitted(record, taken, message)
                                : due.thenComposeAsync(
                                        now -> admitted(record, taken, message), ForkJoinPool.commonPool()));
    }

    /** Whoever gives a permit back is not held up by the work of who gets it. */
    private CompletionStage<Void> admitted(
            ConsumerRecord<byte[], byte[]> record, Taken taken, Message<byte[]> message) {
        if (taken.claim().isEnded() && !gate.isClosed()) {
            // The partition has been taken away: the record is read again by whoever has it now.
            return CompletableFuture.completedStage(null);
        }
        long bytes = sizeOf(record);
        CompletableFuture<Void> admitted = gate.enter(bytes);
        return admitted.isDone()
                ? admitted.thenRun(() -> begin(record, taken, bytes, message))
                : admitted.thenRunAsync(() -> begin(record, taken, bytes, message), ForkJoinPool.commonPool());
    }

    private void begin(ConsumerRecord<byte[], byte[]> record, Taken taken, long bytes, Message<byte[]> message) {
        if (!taken.begin()) {
            gate.leave(bytes);
            return;
        }
        intake.take(record, taken.claim())
                .thenCompose(disposition -> disposition instanceof Disposition.Left
                        ? CompletableFuture.<Void>completedStage(null)
                        : message.ack())
                .whenComplete((ended, failure) -> {
                    // After an acknowledgement this has no effect.
                    taken.release();
                    gate.leave(bytes);
                    if (failure != null) {
                        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
                        LogLine.with(LogKey.FAULT, cause.getClass().getName())
                                .and(LogKey.RECORD, RecordId.of(record))
                                .log(
                                        LOG,
                                        Logger.Level.ERROR,
                                        "Record not settled; it is read again after the next start");
                    }
                });
    }

    private static long sizeOf(ConsumerRecord<byte[], byte[]> record) {
        long key = record.key() == null ? 0 : record.key().length;
        long value = record.value() == null ? 0 : record.value().length;
        return key + value;
    }

    private static ConsumerRecord<byte[], byte[]> recordOf(Message<byte[]> message) {
        @SuppressWarnings("unchecked") // The channels' deserializers are of byte arrays; see application.properties.
        IncomingKafkaRecordMetadata<byte[], byte[]> metadata = message.getMetadata(IncomingKafkaRecordMetadata.class)
                .orElseThrow(() -> new IllegalStateException("the channel is not Kafka's"));
        return metadata.getRecord();
    }

    private static Taken takenOf(Message<byte[]> message) {
        return message.getMetadata(Taken.class)
                .orElseThrow(() -> new IllegalStateException("the channel's commit-strategy is not the relay's"));
    }

    /** Before anything is taken down that calls under way need. */
    void onShutdown(@Observes(notifyObserver = Reception.IF_EXISTS) ShutdownEvent event) {
        drain.run();
    }
}
