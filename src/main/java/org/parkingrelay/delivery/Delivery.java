package org.parkingrelay.delivery;

import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.parkingrelay.circle.Circle;
import org.parkingrelay.circle.Circles;
import org.parkingrelay.delivery.Retraction.Retracted;
import org.parkingrelay.event.EventKind;
import org.parkingrelay.event.PassageEvent;
import org.parkingrelay.event.PlateReading;
import org.parkingrelay.lookup.Inquiry;
import org.parkingrelay.lookup.LookupResult;
import org.parkingrelay.lookup.MemberLookup;
import org.parkingrelay.lookup.Openid;
import org.parkingrelay.retry.Claim;
import org.parkingrelay.retry.Retrying;
import org.parkingrelay.retry.Retrying.Tried;
import org.parkingrelay.state.Candidate;
import org.parkingrelay.state.StateKey;
import org.parkingrelay.telemetry.Trace;

/**
 * Brings one event to WeChat Pay:
 *
 * <pre>
 *   event ── screening ── lot → circle ── plate → members ──┬── one member told ──┬── disposition
 *                │             │               │            └── each on its own ──┘
 *             skipped     UNKNOWN_LOT    NOT_A_MEMBER
 * </pre>
 *
 * <p>A correction first has taken back what the event that it is about had members told; a cancellation does nothing else.
 */
public final class Delivery {

    /** Of an event of a car that nobody has bound. */
    public static final Disposition NOBODYS = new Disposition.Skipped(SkipReason.NOT_A_MEMBER);

    private static final Retracted NOTHING = new Retracted(List.of(), -1);

    private final Screening screening;
    private final Usefulness usefulness;
    private final Circles circles;
    private final MemberLookup lookup;
    private final Reporting reporting;
    private final Retraction retraction;
    private final Retrying asking;
    private final boolean dryRun;

    public Delivery(DeliveryConfig config, Circles circles, Reporting reporting) {
        this.usefulness = new Usefulness(config.maxAge());
        this.screening = new Screening(config.maxClockLead(), usefulness);
        this.circles = circles;
        this.lookup = reporting.lookup();
        this.reporting = reporting;
        this.asking = new Retrying(reporting.storeBackoff(), reporting.waits(), reporting.clock());
        this.retraction = new Retraction(circles, reporting, usefulness, asking);
        this.dryRun = config.dryRun();
    }

    /**
     * The disposition of an event that is known without waiting for anything: of one that goes no further, and of the many cars of which
     * the look-up knows by itself that they are nobody's. Changes nothing, so that earlier events of the car need not be waited for.
     *
     * @param past what was tried before it came back
     * @return none where somebody must be asked or told
     */
    public Optional<Disposition> known(PassageEvent event, Past past, Instant now) {
        Optional<Disposition> decided = decided(event, past, now);
        return decided.isPresent()
                ? decided
                : inquiry(event)
                        .filter(car -> lookup.knowsNobody(car.appId(), car.plates()))
                        .map(nobodys -> NOBODYS);
    }

    /** The same as far as the event alone decides it. */
    public Optional<Disposition> decided(PassageEvent event, Past past, Instant now) {
        Optional<Disposition> screened = screening.decide(event, past, now);
        if (screened.isPresent()) {
            return screened;
        }
        if (circles.ofLot(event.lotId()).isEmpty()) {
            return Optional.of(Screening.unknownLot());
        }
        return event.kind() == EventKind.PASSAGE ? screening.decidePlate(event.plate()) : Optional.empty();
    }

    private Optional<Inquiry> inquiry(PassageEvent event) {
        return event.kind() == EventKind.PASSAGE && event.plate() instanceof PlateReading.Legible legible
                ? circles.ofLot(event.lotId()).map(circle -> new Inquiry(circle.appId(), legible.all()))
                : Optional.empty();
    }

    /**
     * Which of many passages are of cars that are known to be nobody's, so that their disposition is {@link #NOBODYS}.
     *
     * @param passages none of which is {@linkplain #decided decided}
     * @return completes with their places; may fail
     */
    public CompletionStage<BitSet> nobodysAmong(List<PassageEvent> passages) {
        List<Inquiry> cars = new ArrayList<>(passages.size());
        passages.forEach(passage -> cars.add(inquiry(passage).orElseThrow()));
        return lookup.strangersAmong(cars);
    }

    /**
     * Delivers an event.
     *
     * @param past what was tried before it came back
     * @param claim how long it may be worked on
     * @param trace of its record
     * @return its disposition, {@link Disposition.Left} where the claim ended first; fails only for a fault of the relay itself
     */
    public CompletionStage<Disposition> deliver(PassageEvent event, Past past, Claim claim, Trace trace) {
        Optional<Disposition> known = known(event, past, reporting.clock().instant());
        if (known.isPresent()) {
            return CompletableFuture.completedStage(known.get());
        }
        Circle circle = circles.ofLot(event.lotId()).orElseThrow();
        CompletionStage<Disposition> delivered = event.kind() == EventKind.PASSAGE
                ? passage(event, circle, NOTHING, past, claim, trace)
                : retraction
                        .of(event, past, claim, trace)
                        .thenCompose(retracted -> event.kind() == EventKind.CANCELLATION
                                ? CompletableFuture.completedStage(
                                        Verdicts.of(circle.name(), retracted.results(), dryRun))
                                : passage(event, circle, retracted, past, claim, trace));
        return delivered.exceptionallyCompose(failure -> afterFailure(event, failure, claim));
    }

    /** What was broken off is read again by whoever comes next; what the store did not answer in time is of no use any more. */
    private CompletionStage<Disposition> afterFailure(PassageEvent event, Throwable failure, Claim claim) {
        if (claim.isEnded()) {
            return CompletableFuture.completedStage(new Disposition.Left());
        }
        return screening.isTooLate(event, reporting.clock().instant())
                ? CompletableFuture.completedStage(new Disposition.Skipped(SkipReason.EXPIRED))
                : CompletableFuture.failedStage(failure);
    }

    private CompletionStage<Disposition> passage(
            PassageEvent event, Circle circle, Retracted retracted, Past past, Claim claim, Trace trace) {
        if (!(event.plate() instanceof PlateReading.Legible legible)) {
            return CompletableFuture.completedStage(
                    retracted.results().isEmpty()
                            ? screening.decidePlate(event.plate()).orElseThrow()
                            : Verdicts.of(circle.name(), retracted.results(), dryRun));
        }
        Trace.Step step = trace.lookup();
        return asking.run(
                        attempt -> lookup.membersOf(circle.appId(), legible.all()),
                        result -> result instanceof LookupResult.Unavailable,
                        usefulness.endOf(event),
                        claim)
                .thenApply(Tried::result)
                .thenCompose(found -> {
                    step.end(found.tag());
                    return tell(event, circle, found, retracted, past, claim, trace);
                });
    }

    private CompletionStage<Disposition> tell(
            PassageEvent event,
            Circle circle,
            LookupResult result,
            Retracted retracted,
            Past past,
            Claim claim,
            Trace trace) {
        Instant boundAt = reporting.clock().instant();
        if (result instanceof LookupResult.Unavailable) {
            // Waited for until the event was of no use any more, or until it had to be left.
            return CompletableFuture.completedStage(
                    claim.isEnded() ? new Disposition.Left() : new Disposition.Skipped(SkipReason.EXPIRED));
        }
        List<CompletionStage<MemberResult>> results = new ArrayList<>();
        retracted.results().forEach(earlier -> results.add(CompletableFuture.completedStage(earlier)));
        if (result instanceof LookupResult.Found found) {
            for (Openid member : found.members()) {
                StateKey key = new StateKey(
                        circle.brandId(), member.text(), found.plate().text());
                results.add(reporting.tell(new Assignment(
                        circle,
                        key,
                        candidate(event, retracted.rank() + 1),
                        boundAt,
                        usefulness.endOf(event),
                        past.attempts(),
                        claim,
                        trace)));
            }
        }
        return Stages.all(results).thenApply(all -> Verdicts.of(circle.name(), all, dryRun));
    }

    private Candidate candidate(PassageEvent event, int rank) {
        return new Candidate(
                event.lotId(),
                event.eventId(),
                event.direction(),
                event.occurredAt(),
                rank,
                Optional.empty(),
                usefulness.forget(event.occurredAt()));
    }
}
