package org.parkingrelay.delivery;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.parkingrelay.circle.Circle;
import org.parkingrelay.circle.Circles;
import org.parkingrelay.event.EventKind;
import org.parkingrelay.event.PassageEvent;
import org.parkingrelay.event.PlateReading;
import org.parkingrelay.lookup.LookupResult;
import org.parkingrelay.lookup.MemberLookup;
import org.parkingrelay.state.Candidate;
import org.parkingrelay.state.ReportedStates;
import org.parkingrelay.state.ReportedStates.Prospect;
import org.parkingrelay.state.StateKey;

/** Says what {@link Delivery} would do with an event now, asking the stores, and changing nothing. */
public final class Foresight {

    private final Forecast forecast;
    private final Usefulness usefulness;
    private final MemberLookup lookup;
    private final ReportedStates states;

    public Foresight(DeliveryConfig config, Circles circles, MemberLookup lookup, ReportedStates states, Clock clock) {
        this.forecast = new Forecast(config, Optional.of(circles), clock);
        this.usefulness = new Usefulness(config.maxAge());
        this.lookup = lookup;
        this.states = states;
    }

    /** What would become of an event. */
    public enum Outlook {
        /** It matters, or may. */
        OPEN,
        /** It is too old to matter. */
        EXPIRED,
        /** Of each member something later was reported, or the same. */
        SUPERSEDED,
        /** A store does not answer. */
        UNKNOWN
    }

    /** The outlook of an event. Never fails. */
    public CompletionStage<Outlook> of(PassageEvent event) {
        Forecast.Foreseen foreseen = forecast.of(event);
        if (foreseen.isExpiredNow()) {
            return CompletableFuture.completedStage(Outlook.EXPIRED);
        }
        if (foreseen.end().isPresent()
                || foreseen.circle().isEmpty()
                || event.kind() != EventKind.PASSAGE
                || !(event.plate() instanceof PlateReading.Legible legible)) {
            return CompletableFuture.completedStage(Outlook.OPEN);
        }
        Circle circle = foreseen.circle().get();
        return lookup.membersOf(circle.appId(), legible.all())
                .thenCompose(found -> outlook(event, circle, found))
                .exceptionally(failure -> Outlook.UNKNOWN);
    }

    private CompletionStage<Outlook> outlook(PassageEvent event, Circle circle, LookupResult result) {
        if (!(result instanceof LookupResult.Found found)) {
            return CompletableFuture.completedStage(
                    result instanceof LookupResult.Absent ? Outlook.OPEN : Outlook.UNKNOWN);
        }
        Candidate candidate = new Candidate(
                event.lotId(),
                event.eventId(),
                event.direction(),
                event.occurredAt(),
                0,
                Optional.empty(),
                usefulness.forget(event.occurredAt()));
        List<CompletionStage<Prospect>> prospects = found.members().stream()
                .map(member -> states.foresee(
                        new StateKey(
                                circle.brandId(), member.text(), found.plate().text()),
                        candidate))
                .toList();
        return Stages.all(prospects)
                .thenApply(all -> all.contains(Prospect.REPORTED) ? Outlook.OPEN : Outlook.SUPERSEDED);
    }
}
