package org.parkingrelay.console;

import jakarta.ws.rs.core.Response.Status;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.parkingrelay.outcome.ForeignCursorException;
import org.parkingrelay.outcome.OutcomesUnavailableException;
import org.parkingrelay.outcome.RecordFate;

/** Where a person asks what became of records, after a redrive above all. */
public final class RecordsDesk {

    private static final Duration DEFAULT_RANGE = Duration.ofDays(1);

    private final RecordFate fate;
    private final Steps steps;
    private final Clock clock;
    private final Executor blocking;

    /**
     * A desk.
     *
     * @param blocking where Kafka may be waited for
     */
    RecordsDesk(RecordFate fate, Steps steps, Clock clock, Executor blocking) {
        this.fate = fate;
        this.steps = steps;
        this.clock = clock;
        this.blocking = blocking;
    }

    /** Searches for less than a second; the answer's cursor goes on. */
    public CompletionStage<RecordFates> fate(String user, FateRequest request) {
        if (request.records() == null || request.records().isEmpty()) {
            throw ProblemException.field(
                    "records", "is missing; expected are names such as parking.gate-events.v1-0-42");
        }
        Set<String> records = Set.copyOf(request.records());
        Instant from = from(request);
        return CompletableFuture.supplyAsync(() -> read(user, request, records, from), blocking);
    }

    private Instant from(FateRequest request) {
        if (request.from() == null) {
            return clock.instant().minus(DEFAULT_RANGE);
        }
        try {
            return OffsetDateTime.parse(request.from()).toInstant();
        } catch (DateTimeException e) {
            throw ProblemException.field("from", "is no time; expected is one such as 2026-11-22T10:15:30+08:00");
        }
    }

    private RecordFates read(String user, FateRequest request, Set<String> records, Instant from) {
        try {
            RecordFate.Slice slice = fate.read(records, from, Optional.ofNullable(request.cursor()));
            if (request.cursor() == null) {
                AuditLog.acted(user, Action.FIND_RECORDS, slice.outcomes().isEmpty() ? "none" : "found");
            }
            List<TracedEvent> events = slice.outcomes().stream()
                    .map(outcome -> steps.event(outcome, List.of()))
                    .toList();
            return new RecordFates(events, slice.progress(), slice.cursor());
        } catch (ForeignCursorException e) {
            throw new CompletionException(ProblemException.field("cursor", CarDesk.NO_CURSOR));
        } catch (OutcomesUnavailableException e) {
            AuditLog.acted(user, Action.FIND_RECORDS, "unavailable");
            throw new CompletionException(new ProblemException(Status.SERVICE_UNAVAILABLE, e.why()));
        }
    }
}
