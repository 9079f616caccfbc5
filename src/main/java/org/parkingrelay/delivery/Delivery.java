package org.parkingrelay.delivery;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.parkingrelay.circle.Circle;
import org.parkingrelay.circle.Circles;
import org.parkingrelay.event.Direction;
import org.parkingrelay.event.PassageEvent;
import org.parkingrelay.event.Plate;
import org.parkingrelay.event.PlateReading;
import org.parkingrelay.lookup.LookupResult;
import org.parkingrelay.lookup.MemberLookup;
import org.parkingrelay.lookup.Openid;
import org.parkingrelay.retry.Retrying;
import org.parkingrelay.retry.Retrying.Tried;
import org.parkingrelay.wechatpay.Outcome;
import org.parkingrelay.wechatpay.ParkingReport;
import org.parkingrelay.wechatpay.ParkingState;

/**
 * Brings one event to WeChat Pay, over all attempts:
 *
 * <pre>
 *   event ── screening ── lot → circle ── plate → members ──┬── report, tried until taken ──┬── disposition
 *                │             │               │            └── one for each member ────────┘
 *             skipped     UNKNOWN_LOT    NOT_A_MEMBER
 * </pre>
 *
 * <p>What is transient, in the store or at WeChat Pay, is waited out here while only this car waits; the wait ends with the
 * event's usefulness.
 */
public final class Delivery {

    private final Screening screening;
    private final Usefulness usefulness;
    private final Circles circles;
    private final MemberLookup lookup;
    private final Reporting reporting;
    private final Retrying retrying;
    private final Clock clock;

    public Delivery(
            DeliveryConfig config,
            Circles circles,
            MemberLookup lookup,
            Reporting reporting,
            Retrying retrying,
            Clock clock) {
        this.usefulness = new Usefulness(config.maxAge());
        this.screening = new Screening(clock, config.maxClockLead(), usefulness);
        this.circles = circles;
        this.lookup = lookup;
        this.reporting = reporting;
        this.retrying = retrying;
        this.clock = clock;
    }

    /**
     * Delivers an event.
     *
     * @return its disposition, once nothing more will be tried; fails only for a fault of the relay itself
     */
    public CompletionStage<Disposition> deliver(PassageEvent event) {
        Optional<Disposition> screened = screening.decide(event);
        if (screened.isPresent()) {
            return CompletableFuture.completedFuture(screened.get());
        }
        Optional<Circle> circle = circles.ofLot(event.lotId());
        if (circle.isEmpty()) {
            return CompletableFuture.completedFuture(Disposition.DeadLettered.uncalled(
                    DeadLetterReason.UNKNOWN_LOT,
                    "lotId: no circle is configured for this car park; add relay.lots.\"<lotId>\" and redrive"));
        }
        return members(event, circle.get()).thenCompose(looked -> ofMembers(event, circle.get(), looked.result()));
    }

    private CompletionStage<Tried<LookupResult>> members(PassageEvent event, Circle circle) {
        List<Plate> plates = platesOf(event);
        return retrying.run(
                attempt -> lookup.membersOf(circle.appId(), plates),
                result -> result instanceof LookupResult.Unavailable,
                usefulness.endOf(event));
    }

    private CompletionStage<Disposition> ofMembers(PassageEvent event, Circle circle, LookupResult result) {
        if (result instanceof LookupResult.Found found) {
            return report(event, circle, found);
        }
        if (result instanceof LookupResult.Unavailable unavailable) {
            return CompletableFuture.completedFuture(new Disposition.DeadLettered(
                    DeadLetterReason.RETRIES_EXHAUSTED,
                    "the member store did not answer while the event mattered (" + unavailable.why() + ")",
                    circle.name(),
                    0,
                    Optional.empty()));
        }
        return CompletableFuture.completedFuture(new Disposition.Skipped(SkipReason.NOT_A_MEMBER));
    }

    private CompletionStage<Disposition> report(PassageEvent event, Circle circle, LookupResult.Found found) {
        Instant until = usefulness.endOf(event);
        List<CompletableFuture<Tried<Outcome>>> reports = new ArrayList<>();
        for (Openid member : found.members()) {
            reports.add(reporting
                    .untilTaken(circle, () -> reportOf(event, circle, found.plate(), member), until)
                    .toCompletableFuture());
        }
        return CompletableFuture.allOf(reports.toArray(CompletableFuture[]::new))
                .thenApply(all -> dispositionOf(
                        circle, reports.stream().map(CompletableFuture::join).toList()));
    }

    /** Made anew for each attempt, because a gate's clock that is ahead must not make the time lie in the future. */
    private ParkingReport reportOf(PassageEvent event, Circle circle, Plate plate, Openid member) {
        Instant now = clock.instant();
        return new ParkingReport(
                circle.subMchid(),
                circle.brandId(),
                circle.appId(),
                member.text(),
                plate.text(),
                event.direction() == Direction.IN ? ParkingState.IN : ParkingState.OUT,
                event.occurredAt().isBefore(now) ? event.occurredAt() : now);
    }

    /** What one member's report came to must not hide what another's did: a rejection goes first, then what was given up. */
    private static Disposition dispositionOf(Circle circle, List<Tried<Outcome>> reports) {
        Optional<Tried<Outcome>> rejected = reports.stream()
                .filter(tried -> tried.result().kind() == Outcome.Kind.REJECTED)
                .findFirst();
        if (rejected.isPresent()) {
            return deadLettered(DeadLetterReason.REJECTED, "WeChat Pay rejected the report: ", circle, rejected.get());
        }
        return reports.stream()
                .filter(tried -> tried.result().kind() != Outcome.Kind.ACCEPTED)
                .findFirst()
                .map(tried -> deadLettered(
                        DeadLetterReason.RETRIES_EXHAUSTED,
                        "the report was not taken while the event mattered: ",
                        circle,
                        tried))
                .orElseGet(Disposition.Forwarded::new);
    }

    private static Disposition deadLettered(
            DeadLetterReason reason, String explanation, Circle circle, Tried<Outcome> tried) {
        return new Disposition.DeadLettered(
                reason,
                explanation + tried.result().facts().note(),
                circle.name(),
                tried.attempts(),
                Optional.of(tried.result().facts()));
    }

    private static List<Plate> platesOf(PassageEvent event) {
        return event.plate() instanceof PlateReading.Legible legible ? legible.all() : List.of();
    }
}
