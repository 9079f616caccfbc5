package org.parkingrelay.intake;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;
import org.parkingrelay.contract.Decoded;
import org.parkingrelay.contract.EventDecoder;
import org.parkingrelay.contract.GateRecord;
import org.parkingrelay.deadletter.DeadLetterWriter;
import org.parkingrelay.delivery.DeadLetterReason;
import org.parkingrelay.delivery.DeferReason;
import org.parkingrelay.delivery.Delivery;
import org.parkingrelay.delivery.Disposition;
import org.parkingrelay.delivery.Past;
import org.parkingrelay.delivery.SkipReason;
import org.parkingrelay.event.PassageEvent;
import org.parkingrelay.event.PlateReading;
import org.parkingrelay.outbox.Origin;
import org.parkingrelay.outbox.RetryTopic;
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
 *                │                                                  ├── copy on the retry topic ────── settled
 *                │                                                  ├── dead letter confirmed ──────── settled
 *           UNDECODABLE, INVALID, tombstone ────────────────────────┘── left ─────────────────── not settled
 * </pre>
 */
public final class GateEventIntake {

    private static final Logger LOG = Logger.getLogger(GateEventIntake.class);

    /** One camera that repeats one plate must not fill the relay; what goes beyond waits elsewhere. */
    private static final int MOST_WAITING_OF_A_CAR = 100;

    private static final Duration LONGEST_LATENCY = Duration.ofDays(7);

    private final EventDecoder decoder = new EventDecoder();
    private final CarTurns turns;
    private final Delivery delivery;
    private final RetryTopic retryTopic;
    private final DeadLetterWriter deadLetters;
    private final Clock clock;
    private final Meters meters;

    /**
     * Builds the intake.
     *
     * @param executor starts events that had to wait for their car's turn
     */
    public GateEventIntake(
            Executor executor,
            Delivery delivery,
            RetryTopic retryTopic,
            DeadLetterWriter deadLetters,
            Clock clock,
            Meters meters) {
        this.turns = new CarTurns(executor, MOST_WAITING_OF_A_CAR);
        this.delivery = delivery;
        this.retryTopic = retryTopic;
        this.deadLetters = deadLetters;
        this.clock = clock;
        this.meters = meters;
        registerCounters();
    }

    /** From the start and at zero, so that an alert on a counter's growth sees its first step. */
    private void registerCounters() {
        count(new Disposition.Forwarded(false), 0);
        for (SkipReason reason : SkipReason.values()) {
            count(new Disposition.Skipped(reason), 0);
        }
        for (DeadLetterReason reason : DeadLetterReason.values()) {
            count(Disposition.DeadLettered.uncalled(reason, ""), 0);
        }
        for (DeferReason reason : DeferReason.values()) {
            count(new Disposition.Deferred(reason, 0, false), 0);
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
        Origin origin = Origin.of(record, retryTopic.name(), clock.instant());
        return dispositionOf(record, origin.past(), claim)
                .exceptionally(GateEventIntake::ofFault)
                .thenCompose(disposition -> kept(record, disposition, origin, claim))
                .thenApply(disposition -> counted(disposition, origin));
    }

    private CompletionStage<Disposition> dispositionOf(ConsumerRecord<byte[], byte[]> record, Past past, Claim claim) {
        try {
            Decoded decoded = decoder.decode(GateRecord.of(record));
            if (decoded instanceof Decoded.Event read) {
                return delivered(read.event(), past, claim);
            }
            return CompletableFuture.completedStage(ofNoEvent(decoded));
        } catch (RuntimeException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    private CompletionStage<Disposition> delivered(PassageEvent event, Past past, Claim claim) {
        if (event.plate() instanceof PlateReading.Legible legible) {
            return turns.inTurn(
                    legible.all(),
                    () -> delivery.deliver(event, past, claim),
                    new Disposition.Deferred(DeferReason.BUSY, past.attempts(), past.rejected()));
        }
        return delivery.deliver(event, past, claim);
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

    /** What must be kept elsewhere is there before the record may be settled. */
    private CompletionStage<Disposition> kept(
            ConsumerRecord<byte[], byte[]> record, Disposition disposition, Origin origin, Claim claim) {
        CompletionStage<Boolean> isSafe = CompletableFuture.completedStage(true);
        boolean isCopied =
                disposition instanceof Disposition.DeadLettered || disposition instanceof Disposition.Deferred;
        if (isCopied && claim.isEnded()) {
            // It could not be settled any more, and its next reader would copy it again.
            isSafe = CompletableFuture.completedStage(false);
        } else if (disposition instanceof Disposition.DeadLettered dead) {
            isSafe = deadLetters.write(record, dead, origin, claim);
        } else if (disposition instanceof Disposition.Deferred deferred) {
            isSafe = retryTopic.write(record, deferred, origin, claim);
        }
        return isSafe.thenApply(safe -> safe ? disposition : new Disposition.Left());
    }

    private Disposition counted(Disposition disposition, Origin origin) {
        if (!(disposition instanceof Disposition.Left)) {
            count(disposition, 1);
        }
        if (disposition instanceof Disposition.Forwarded) {
            long latency = clock.millis() - origin.timestamp();
            // A producer may stamp anything; what cannot be a latency is not measured.
            if (latency >= 0 && latency < LONGEST_LATENCY.toMillis()) {
                meters.timer(RelayMeter.DELIVERY_LATENCY).record(Duration.ofMillis(latency));
            }
        }
        return disposition;
    }
}
