package org.parkingrelay.intake;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordBatchMetadata;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.LongFunction;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/**
 * Where the messaging layer hands over records, of the source topics and of the retry topic: a poll at a time, since what it does for
 * a message costs more than all that the relay does for most cars. What is nobody's does not even come here ({@link PollScreen}). The
 * layer asks a channel for its next poll when the {@link Uni} of the one before completes, which is when all its records are in; so the
 * inlet is the gate that bounds what is in flight. Each record is settled by itself, and {@link Settlement} commits the settled front of
 * each partition.
 *
 * <pre>
 *   gate-events ── what the screen leaves ───┐
 *                                            ├── inlet ── intake ──┬── settled
 *   retry-events ── held until it is due ────┘                     └── left
 * </pre>
 *
 * <p>Never returns a failed Uni and never refuses a poll: either would end the consumer.
 */
@ApplicationScoped
public class GateEventConsumer {

    /** The channel of the source topics, in {@code mp.messaging.incoming}. */
    static final String CHANNEL = "gate-events";

    /** The channel of the retry topic. */
    static final String RETRY_CHANNEL = "retry-events";

    private final RecordInlet inlet;
    private final RetryHold hold;
    private final Drain drain;
    private final Vertx vertx;

    GateEventConsumer(RecordInlet inlet, RetryHold hold, Drain drain, Vertx vertx) {
        this.inlet = inlet;
        this.hold = hold;
        this.drain = drain;
        this.vertx = vertx;
    }

    /** Takes the records of a poll of the source topics; the result completes when the next poll may come. */
    @Incoming(CHANNEL)
    @Acknowledgment(Acknowledgment.Strategy.MANUAL)
    public Uni<Void> receive(Message<List<byte[]>> poll) {
        return taken(poll, timestamp -> Instant.MIN);
    }

    /** Takes the records of a poll of the retry topic, each once it is due; the result completes when the next poll may come. */
    @Incoming(RETRY_CHANNEL)
    @Acknowledgment(Acknowledgment.Strategy.MANUAL)
    public Uni<Void> receiveAgain(Message<List<byte[]>> poll) {
        return taken(poll, hold::dueAt);
    }

    private Uni<Void> taken(Message<List<byte[]>> poll, LongFunction<Instant> dueAt) {
        @SuppressWarnings("unchecked") // The channels' deserializers are of byte arrays; see application.properties.
        IncomingKafkaRecordBatchMetadata<byte[], byte[]> polled = poll.getMetadata(
                        IncomingKafkaRecordBatchMetadata.class)
                .orElseThrow(() -> new IllegalStateException("the channel does not hand over polls of Kafka"));
        return Uni.createFrom()
                .completionStage(inlet.letIn(
                        polled.getRecords(),
                        Settlement.of(polled).windows(polled.getConsumerGroupGenerationId()),
                        dueAt,
                        afterOthers(vertx.getOrCreateContext())));
    }

    /** By a timer: of what is only queued, an event loop may do much before it looks at its connections again. */
    private Executor afterOthers(Context loop) {
        return task -> loop.runOnContext(now -> vertx.setTimer(1, later -> task.run()));
    }

    /** While the probes are still answered and the meters still read. */
    void onSignal(@Observes(notifyObserver = Reception.IF_EXISTS) ShutdownDelayInitiatedEvent event) {
        drain.run();
    }

    /** Before anything is taken down that calls under way need, where there was no signal. */
    void onShutdown(@Observes(notifyObserver = Reception.IF_EXISTS) ShutdownEvent event) {
        drain.run();
    }
}
