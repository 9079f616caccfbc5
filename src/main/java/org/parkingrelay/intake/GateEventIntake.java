package org.parkingrelay.intake;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;
import org.parkingrelay.deadletter.DeadLetterWriter;
import org.parkingrelay.delivery.DeadLetterReason;
import org.parkingrelay.delivery.Delivery;
import org.parkingrelay.delivery.Disposition;
import org.parkingrelay.delivery.SkipReason;
import org.parkingrelay.event.PassageEvent;
import org.parkingrelay.event.PlateReading;
import org.parkingrelay.retry.Claim;
import org.parkingrelay.telemetry.LogKey;
import org.parkingrelay.telemetry.LogLine;
import org.parkingrelay.telemetry.Meters;
import org.parkingrelay.telemetry.RelayMeter;

/**
 * Takes one record to its disposition:
 *
 * <pre>
 *   record ── decode ── the car's turn ── delivery ── disposition ──┬── forwarded, skipped ─────────── settled
 *                │                                                  └── dead letter confirmed ──────── settled
 *           UNDECODABLE, INVALID, tombstone ────────────────────────┘
 * </pre>
 */
public final class GateEventIntake {

    private static final Logger LOG = Logger.getLogger(GateEventIntake.class);

    private static final Duration LONGEST_LATENCY = Duration.ofDays(7);

    private final EventDecoder decoder = new EventDecoder();
    private final CarTurns turns;
    private final Delivery delivery;
    private final DeadLetterWriter deadLetters;
    private final Clock clock;
    private final Meters meters;

    /**
     * Builds the intake.
     *
     * @param executor starts events that had to wait for their car's turn
     */
    public GateEventIntake(
            Executor executor, Delivery delivery, DeadLetterWriter deadLetters, Clock clock, Meters meters) {
        this.turns = new CarTurns(executor);
        this.delivery = delivery;
        this.deadLetters = deadLetters;
        this.clock = clock;
        this.meters = meters;
        registerCounters();
    }

    /** From the start and at zero, so that an alert on a counter's growth sees its first step. */
    private void registerCounters() {
        count(new Disposition.Forwarded(), 0);
        for (SkipReason reason : SkipReason.values()) {
            count(new Disposition.Skipped(reason), 0);
        }
        for (DeadLetterReason reason : DeadLetterReason.values()) {
            count(Disposition.DeadLettered.uncalled(reason, ""), 0);
        }
    }

    private void count(Disposition disposition, int records) {
        meters.counter(RelayMeter.INTAKE_RECORDS, disposition.tag(), disposition.reasonTag())
                .increment(records);
    }

    /**
     * Takes a record.
     *
     * @param claim how long it may be worked on
     * @return completes once the record may be settled, and what it came to is safe, here or elsewhere; or with {@link
     *     Disposition.Left}, and then the record must not be settled
     */
    public CompletionStage<Disposition> take(ConsumerRecord<byte[], byte[]> record, Claim claim) {
        Instant firstSeen = clock.instant();
        return dispositionOf(record)
                .exceptionally(GateEventIntake::ofFault)
                .thenCompose(disposition -> kept(record, disposition, firstSeen))
                .thenApply(disposition -> counted(record, disposition));
    }

    private CompletionStage<Disposition> dispositionOf(ConsumerRecord<byte[], byte[]> record) {
        try {
            Decoded decoded = decoder.decode(record.headers(), record.value());
            if (decoded instanceof Decoded.Event read) {
                return delivered(read.event());
            }
            return CompletableFuture.completedStage(ofNoEvent(decoded));
        } catch (RuntimeException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    private CompletionStage<Disposition> delivered(PassageEvent event) {
        if (event.plate() instanceof PlateReading.Legible legible) {
            return turns.inTurn(legible.all(), () -> delivery.deliver(event));
        }
        return delivery.deliver(event);
    }

    private static Disposition ofNoEvent(Decoded decoded) {
        if (decoded instanceof Decoded.Undecodable undecodable) {
            return Disposition.DeadLettered.uncalled(DeadLetterReason.UNDECODABLE, undecodable.explanation());
        }
        if (decoded instanceof Decoded.Invalid invalid) {
            return Disposition.DeadLettered.uncalled(DeadLetterReason.INVALID, invalid.explanation());
        }
        return new Disposition.Skipped(SkipReason.FILTERED);
    }

    /** A fault of the relay itself. The record is kept for a person, so that it neither blocks its partition nor is lost. */
    private static Disposition ofFault(Throwable fault) {
        Throwable cause = fault.getCause() == null ? fault : fault.getCause();
        LogLine.with(LogKey.FAULT, cause.getClass().getName())
                .log(
                        LOG,
                        Logger.Level.ERROR,
                        "A fault of the relay kept an event from being delivered; please report it");
        return Disposition.DeadLettered.uncalled(
                DeadLetterReason.RETRIES_EXHAUSTED,
                "a fault of the relay itself: " + cause.getClass().getName());
    }

    private CompletionStage<Disposition> kept(
            ConsumerRecord<byte[], byte[]> record, Disposition disposition, Instant firstSeen) {
        if (disposition instanceof Disposition.Left) {
            return CompletableFuture.completedStage(disposition);
        }
        if (disposition instanceof Disposition.DeadLettered dead) {
            return deadLetters.write(record, dead, firstSeen).thenApply(written -> disposition);
        }
        return CompletableFuture.completedStage(disposition);
    }

    private Disposition counted(ConsumerRecord<byte[], byte[]> record, Disposition disposition) {
        count(disposition, 1);
        if (disposition instanceof Disposition.Forwarded) {
            long latency = clock.millis() - record.timestamp();
            // A producer may stamp anything; what cannot be a latency is not measured.
            if (latency >= 0 && latency < LONGEST_LATENCY.toMillis()) {
                meters.timer(RelayMeter.DELIVERY_LATENCY).record(Duration.ofMillis(latency));
            }
        }
        return disposition;
    }
}
