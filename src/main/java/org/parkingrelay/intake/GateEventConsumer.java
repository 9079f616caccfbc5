package org.parkingrelay.intake;

import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;
import org.parkingrelay.outbox.RecordId;
import org.parkingrelay.retry.Claim;
import org.parkingrelay.telemetry.LogKey;
import org.parkingrelay.telemetry.LogLine;

/**
 * Where the messaging layer hands over records. It asks for the next one when the {@link Uni} of the one before completes, so
 * that Uni is the gate that bounds what is in flight; a record is acknowledged when it is settled, in any order, and the
 * messaging layer commits the contiguous front of each partition.
 *
 * <p>Never returns a failed Uni and never refuses a record: either would end the consumer.
 */
@ApplicationScoped
public class GateEventConsumer {

    /** The channel's name in {@code mp.messaging.incoming}. */
    static final String CHANNEL = "gate-events";

    private static final Logger LOG = Logger.getLogger(GateEventConsumer.class);

    private final GateEventIntake intake;
    private final AdmissionGate gate;

    GateEventConsumer(GateEventIntake intake, AdmissionGate gate) {
        this.intake = intake;
        this.gate = gate;
    }

    /** Takes a record; the result completes when the next one may come. */
    @Incoming(CHANNEL)
    @Acknowledgment(Acknowledgment.Strategy.MANUAL)
    public Uni<Void> receive(Message<byte[]> message) {
        ConsumerRecord<byte[], byte[]> record = recordOf(message);
        long bytes = sizeOf(record);
        if (!gate.enter(bytes)) {
            // The relay is closing. The record stays unsettled, and whoever gets its partition reads it again.
            return Uni.createFrom().nothing();
        }
        intake.take(record, new Claim()).thenCompose(settled -> message.ack()).whenComplete((acknowledged, failure) -> {
            gate.leave(bytes);
            if (failure != null) {
                Throwable cause = failure.getCause() == null ? failure : failure.getCause();
                LogLine.with(LogKey.FAULT, cause.getClass().getName())
                        .and(LogKey.RECORD, RecordId.of(record))
                        .log(LOG, Logger.Level.ERROR, "Record not settled; it is read again after the next start");
            }
        });
        return Uni.createFrom().completionStage(gate.roomForNext());
    }

    private static long sizeOf(ConsumerRecord<byte[], byte[]> record) {
        long key = record.key() == null ? 0 : record.key().length;
        long value = record.value() == null ? 0 : record.value().length;
        return key + value;
    }

    private static ConsumerRecord<byte[], byte[]> recordOf(Message<byte[]> message) {
        @SuppressWarnings("unchecked") // The channel's deserializers are of byte arrays; see application.properties.
        IncomingKafkaRecordMetadata<byte[], byte[]> metadata = message.getMetadata(IncomingKafkaRecordMetadata.class)
                .orElseThrow(() -> new IllegalStateException("the channel " + CHANNEL + " is not Kafka's"));
        return metadata.getRecord();
    }

    /** Stops taking records before anything that they need is taken down. */
    void onShutdown(@Observes(notifyObserver = Reception.IF_EXISTS) ShutdownEvent event) {
        gate.close();
    }
}
