package org.parkingrelay.intake;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;
import org.parkingrelay.contract.Decoded;
import org.parkingrelay.contract.GateRecord;
import org.parkingrelay.deadletter.DeadLetterWriter;
import org.parkingrelay.delivery.DeadLetterReason;
import org.parkingrelay.delivery.DeferReason;
import org.parkingrelay.delivery.Delivery;
import org.parkingrelay.delivery.Disposition;
import org.parkingrelay.delivery.Past;
import org.parkingrelay.delivery.SkipReason;
import org.parkingrelay.delivery.Stages;
import org.parkingrelay.event.PassageEvent;
import org.parkingrelay.event.PlateReading;
import org.parkingrelay.outbox.Origin;
import org.parkingrelay.outbox.RetryTopic;
import org.parkingrelay.outcome.OutcomeLog;
import org.parkingrelay.retry.Claim;
import org.parkingrelay.telemetry.LogKey;
import org.parkingrelay.telemetry.LogLine;
import org.parkingrelay.telemetry.Meters;
import org.parkingrelay.telemetry.Trace;
import org.parkingrelay.telemetry.Tracing;

/**
 * Takes one record to its disposition:
 *
 * <pre>
 *   record ── read ──┬── event ── the car's turn ── delivery ──┬── disposition ──┬── forwarded, skipped ────── settled
 *                    ├── event ── the car's turn ── delivery ──┤                 ├── copy on the retry topic ── settled
 *                    └── UNDECODABLE, INVALID, no passage ─────┘                 ├── dead letter confirmed ──── settled
 *                                                                                └── left ───────────────── not settled
 * </pre>
 */
public final class GateEventIntake {

    private static final Logger LOG = Logger.getLogger(GateEventIntake.class);

    /** One camera that repeats one plate must not fill the relay; what goes beyond waits elsewhere. */
    private static final int MOST_WAITING_OF_A_CAR = 100;

    private final RecordReader reader;
    private final CarTurns turns;
    private final Delivery delivery;
    private final RetryTopic retryTopic;
    private final DeadLetterWriter deadLetters;
    private final FirstLook firstLook;
    private final Endings endings;
    private final Clock clock;
    private final Tracing tracing;

    /**
     * Builds the intake.
     *
     * @param executor starts events that had to wait for their car's turn
     */
    public GateEventIntake(
            RecordReader reader,
            Executor executor,
            Delivery delivery,
            RetryTopic retryTopic,
            DeadLetterWriter deadLetters,
            OutcomeLog outcomes,
            Clock clock,
            Meters meters,
            Tracing tracing) {
        this.reader = reader;
        this.turns = new CarTurns(executor, MOST_WAITING_OF_A_CAR);
        this.delivery = delivery;
        this.retryTopic = retryTopic;
        this.deadLetters = deadLetters;
        this.endings = new Endings(outcomes, clock, meters);
        this.firstLook = new FirstLook(reader, delivery, retryTopic.name(), endings, tracing);
        this.clock = clock;
        this.tracing = tracing;
    }

    /** The places of records of source topics that have come to their end at a first look: they may be settled, and are not to be taken. */
    public BitSet passing(List<ConsumerRecord<byte[], byte[]>> records, Instant now) {
        return firstLook.passing(records, now);
    }

    /**
     * Takes a record.
     *
     * @param claim how long it may be worked on
     * @return completes once the record may be settled, and what it came to is safe, here or elsewhere; or with {@link
     *     Disposition.Left}, and then the record must not be settled
     */
    public CompletionStage<Disposition> take(ConsumerRecord<byte[], byte[]> record, Claim claim) {
        Instant now = clock.instant();
        Origin origin = Origin.of(record, retryTopic.name(), now);
        Trace trace = tracing.begin(record);
        List<Decoded> events = read(record, origin);
        Optional<Disposition> skipped = events.size() > 1 ? Optional.empty() : firstLook.at(events.get(0), origin, now);
        if (skipped.isPresent()) {
            return CompletableFuture.completedFuture(ended(skipped.get(), origin, trace));
        }
        return resultOf(events, origin, claim, trace)
                .thenCompose(result -> kept(record, events, result, origin, claim))
                .thenApply(disposition -> ended(disposition, origin, trace));
    }

    private Disposition ended(Disposition disposition, Origin origin, Trace trace) {
        trace.end(disposition.tag(), disposition.reasonTag());
        endings.ofRecord(origin, disposition);
        return disposition;
    }

    private CompletionStage<RecordResult> resultOf(List<Decoded> events, Origin origin, Claim claim, Trace trace) {
        if (events.size() == 1 && origin.unfinished().of() == 0) {
            return dispositionOf(events.get(0), 0, origin.past(), origin, claim, trace)
                    .thenApply(RecordResult::of);
        }
        SortedMap<Integer, CompletionStage<Disposition>> results = new TreeMap<>();
        for (int i = 0; i < events.size(); i++) {
            int place = i;
            origin.unfinished()
                    .past(place, events.size(), origin.past())
                    .ifPresent(past ->
                            results.put(place, dispositionOf(events.get(place), place, past, origin, claim, trace)));
        }
        return Stages.all(List.copyOf(results.values())).thenApply(dispositions -> {
            SortedMap<Integer, Disposition> byPlace = new TreeMap<>();
            for (int place : results.keySet()) {
                byPlace.put(place, dispositions.get(byPlace.size()));
            }
            return RecordResult.of(byPlace, events.size());
        });
    }

    private List<Decoded> read(ConsumerRecord<byte[], byte[]> record, Origin origin) {
        try {
            return reader.read(new GateRecord(origin.topic(), origin.timestamp(), record));
        } catch (RuntimeException e) {
            return List.of(new Decoded.Invalid(fault(e)));
        }
    }

    private CompletionStage<Disposition> dispositionOf(
            Decoded decoded, int place, Past past, Origin origin, Claim claim, Trace trace) {
        CompletionStage<Disposition> disposition;
        try {
            disposition = decoded instanceof Decoded.Event read
                    ? delivered(read.event(), past, origin, claim, trace)
                    : CompletableFuture.completedStage(ofNoEvent(decoded));
        } catch (RuntimeException e) {
            disposition = CompletableFuture.failedStage(e);
        }
        return disposition.exceptionally(GateEventIntake::ofFault).thenApply(ended -> {
            if (!(ended instanceof Disposition.Left)) {
                endings.ofEvent(origin, place, decoded, ended);
            }
            return ended;
        });
    }

    private CompletionStage<Disposition> delivered(
            PassageEvent event, Past past, Origin origin, Claim claim, Trace trace) {
        endings.begun(event, past, origin);
        if (event.plate() instanceof PlateReading.Legible legible) {
            return turns.inTurn(
                    legible.all(),
                    () -> delivery.deliver(event, past, claim, trace),
                    new Disposition.Deferred(DeferReason.BUSY, past.attempts(), past.rejected()));
        }
        return delivery.deliver(event, past, claim, trace);
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
    private static Disposition ofFault(Throwable failure) {
        return Disposition.DeadLettered.uncalled(DeadLetterReason.RETRIES_EXHAUSTED, fault(failure));
    }

    private static String fault(Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        LogLine.with(LogKey.FAULT, cause.getClass().getName())
                .log(
                        LOG,
                        Logger.Level.ERROR,
                        "A fault of the relay kept an event from being delivered; please report it");
        return "a fault of the relay itself: " + cause.getClass().getName();
    }

    /** What must be kept elsewhere is there before the record may be settled. */
    private CompletionStage<Disposition> kept(
            ConsumerRecord<byte[], byte[]> record,
            List<Decoded> events,
            RecordResult result,
            Origin origin,
            Claim claim) {
        if (result.kept().isEmpty()) {
            return CompletableFuture.completedStage(result.disposition());
        }
        if (claim.isEnded()) {
            // It could not be settled any more, and its next reader would copy it again.
            return CompletableFuture.completedStage(new Disposition.Left());
        }
        List<CompletionStage<Boolean>> copies = new ArrayList<>();
        result.deadLetter().ifPresent(dead -> copies.add(deadLetters.write(record, dead, origin, claim)));
        result.putAside()
                .ifPresent(
                        deferred -> copies.add(retryTopic.write(record, deferred, result.unfinished(), origin, claim)));
        return Stages.all(copies).thenApply(safe -> {
            if (safe.contains(false)) {
                return new Disposition.Left();
            }
            Instant now = clock.instant();
            result.kept()
                    .forEach((place, disposition) -> endings.kept(now, origin, place, events.get(place), disposition));
            return result.disposition();
        });
    }
}
