package org.parkingrelay.intake;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
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
import org.parkingrelay.telemetry.RelayMeter;
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

    private static final Duration LONGEST_LATENCY = Duration.ofDays(7);

    private final RecordReader reader;
    private final CarTurns turns;
    private final Delivery delivery;
    private final RetryTopic retryTopic;
    private final DeadLetterWriter deadLetters;
    private final OutcomeLog outcomes;
    private final LaneClocks clocks;
    private final Clock clock;
    private final Meters meters;
    private final DispositionCounts eventCounts;
    private final DispositionCounts recordCounts;
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
        this.outcomes = outcomes;
        this.clocks = new LaneClocks(clock, meters);
        this.clock = clock;
        this.meters = meters;
        this.tracing = tracing;
        this.eventCounts = new DispositionCounts(RelayMeter.INTAKE_EVENTS, meters);
        this.recordCounts = new DispositionCounts(RelayMeter.INTAKE_RECORDS, meters);
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
        Trace trace = tracing.begin(record);
        List<Decoded> events = read(record, origin);
        Optional<Disposition> skipped = skippedAtOnce(events, origin);
        if (skipped.isPresent()) {
            trace.end(skipped.get().tag(), skipped.get().reasonTag());
            return CompletableFuture.completedFuture(counted(skipped.get(), origin));
        }
        return resultOf(events, origin, claim, trace)
                .thenCompose(result -> kept(record, events, result, origin, claim))
                .thenApply(disposition -> {
                    trace.end(disposition.tag(), disposition.reasonTag());
                    return counted(disposition, origin);
                });
    }

    /**
     * Most records are of one car that is nobody's. They come to their end here, where a stage for each step would cost more than all the
     * steps; neither is there anything to keep, nor do they wait for the car's turn, since they change nothing.
     */
    private Optional<Disposition> skippedAtOnce(List<Decoded> events, Origin origin) {
        if (events.size() > 1 || origin.unfinished().of() > 0 || !(events.get(0) instanceof Decoded.Event read)) {
            return Optional.empty();
        }
        Optional<Disposition> known = known(read.event(), origin.past()).filter(Disposition.Skipped.class::isInstance);
        known.ifPresent(skipped -> {
            observe(read.event(), origin.past(), origin);
            ended(origin, 0, read, skipped);
        });
        return known;
    }

    /** A fault is met again, and told of, on the longer way. */
    private Optional<Disposition> known(PassageEvent event, Past past) {
        try {
            return delivery.known(event, past);
        } catch (RuntimeException e) {
            return Optional.empty();
        }
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
                ended(origin, place, decoded, ended);
            }
            return ended;
        });
    }

    private void ended(Origin origin, int place, Decoded decoded, Disposition disposition) {
        eventCounts.count(disposition);
        if (!RecordResult.isKept(disposition)) {
            tell(origin, place, decoded, disposition);
        }
    }

    private void tell(Origin origin, int place, Decoded decoded, Disposition ended) {
        outcomes.ended(origin, place, decoded instanceof Decoded.Event read ? read.event() : null, ended);
    }

    private CompletionStage<Disposition> delivered(
            PassageEvent event, Past past, Origin origin, Claim claim, Trace trace) {
        observe(event, past, origin);
        if (event.plate() instanceof PlateReading.Legible legible) {
            return turns.inTurn(
                    legible.all(),
                    () -> delivery.deliver(event, past, claim, trace),
                    new Disposition.Deferred(DeferReason.BUSY, past.attempts(), past.rejected()));
        }
        return delivery.deliver(event, past, claim, trace);
    }

    private void observe(PassageEvent event, Past past, Origin origin) {
        if (past.equals(Past.NONE)) {
            clocks.observe(event, origin.timestamp());
        }
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
            result.kept().forEach((place, disposition) -> tell(origin, place, events.get(place), disposition));
            return result.disposition();
        });
    }

    private Disposition counted(Disposition disposition, Origin origin) {
        if (!(disposition instanceof Disposition.Left)) {
            recordCounts.count(disposition);
        }
        // What people put back waited for them, which says nothing of the relay.
        if (disposition instanceof Disposition.Forwarded && origin.redrives() == 0) {
            long latency = clock.millis() - origin.timestamp();
            // A producer may stamp anything; what cannot be a latency is not measured.
            if (latency >= 0 && latency < LONGEST_LATENCY.toMillis()) {
                meters.timer(RelayMeter.DELIVERY_LATENCY).record(Duration.ofMillis(latency));
            }
        }
        return disposition;
    }
}
