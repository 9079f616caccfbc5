package org.parkingrelay.console;

import jakarta.ws.rs.core.Response.Status;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.parkingrelay.circle.Circle;
import org.parkingrelay.circle.Circles;
import org.parkingrelay.event.Plate;
import org.parkingrelay.lookup.LookupResult;
import org.parkingrelay.lookup.MemberLookup;
import org.parkingrelay.outcome.CarHistory;
import org.parkingrelay.outcome.ForeignCursorException;
import org.parkingrelay.outcome.OutcomesUnavailableException;
import org.parkingrelay.outcome.Sentences;

/** Where a person asks what became of a car's events, and whether anybody bound its plate. Nothing of the answer is personal. */
public final class CarDesk {

    private static final ZoneOffset BEIJING = ZoneOffset.ofHours(8);

    /** Where no event and no request names a circle, and there are no more than these, all are asked. */
    private static final int MOST_CIRCLES = 20;

    static final String NO_CURSOR = "is none of this search; leave it away to begin again";

    private final CarHistory history;
    private final MemberLookup lookup;
    private final Circles circles;
    private final Steps steps;
    private final Clock clock;
    private final Executor blocking;

    /**
     * A desk.
     *
     * @param lookup what deliveries ask too
     * @param blocking where Kafka may be waited for
     */
    CarDesk(CarHistory history, MemberLookup lookup, Circles circles, Steps steps, Clock clock, Executor blocking) {
        this.history = history;
        this.lookup = lookup;
        this.circles = circles;
        this.steps = steps;
        this.clock = clock;
        this.blocking = blocking;
    }

    /** A desk that words its answers so. */
    public static CarDesk of(
            CarHistory history,
            MemberLookup lookup,
            Circles circles,
            Sentences sentences,
            Clock clock,
            Executor blocking) {
        return new CarDesk(history, lookup, circles, new Steps(sentences), clock, blocking);
    }

    /**
     * Traces a car for less than a second; the answer's cursor goes on. A wrong request is thrown as {@link ProblemException}, a topic
     * that cannot be read fails the stage with one.
     */
    public CompletionStage<CarTrace> trace(String user, CarRequest request) {
        List<Plate> plates = PlateField.read("plateNumber", request.plateNumber());
        LocalDate day = day(request);
        Optional<Circle> circle = Optional.ofNullable(request.circle())
                .map(name -> circles.named(name)
                        .orElseThrow(() -> ProblemException.field(
                                "circle", "is not configured; expected is one of " + Scope.names(circles))));
        return CompletableFuture.supplyAsync(() -> read(user, request, plates, day), blocking)
                .thenCompose(slice -> boundNow(plates, asked(circle, slice))
                        .thenApply(bound -> new CarTrace(
                                Masks.of(plates.get(0)),
                                day.toString(),
                                slice.events().stream().map(steps::event).toList(),
                                slice.isCut(),
                                bound,
                                slice.progress(),
                                slice.cursor())));
    }

    private LocalDate day(CarRequest request) {
        if (request.day() == null) {
            return LocalDate.ofInstant(clock.instant(), BEIJING);
        }
        try {
            return LocalDate.parse(request.day());
        } catch (DateTimeException e) {
            throw ProblemException.field("day", "is none; expected is one such as 2026-11-22");
        }
    }

    private CarHistory.Slice read(String user, CarRequest request, List<Plate> plates, LocalDate day) {
        try {
            CarHistory.Slice slice =
                    history.read(plates, day, Optional.ofNullable(request.cursor()), request.everywhere());
            if (request.cursor() == null) {
                AuditLog.acted(user, Action.FIND_CAR, slice.events().isEmpty() ? "none" : "found");
            }
            return slice;
        } catch (ForeignCursorException e) {
            throw new CompletionException(ProblemException.field("cursor", NO_CURSOR));
        } catch (OutcomesUnavailableException e) {
            AuditLog.acted(user, Action.FIND_CAR, "unavailable");
            throw new CompletionException(new ProblemException(Status.SERVICE_UNAVAILABLE, e.why()));
        }
    }

    /** Whose members are asked: the one that was named, or those of the events, or all where there are few. */
    private Set<Circle> asked(Optional<Circle> named, CarHistory.Slice slice) {
        Set<Circle> asked = new LinkedHashSet<>();
        named.ifPresent(asked::add);
        if (asked.isEmpty()) {
            slice.events().forEach(story -> circles.named(story.last().circle()).ifPresent(asked::add));
        }
        if (asked.isEmpty()) {
            circles.all().forEach(asked::add);
        }
        return asked.size() > MOST_CIRCLES ? Set.of() : asked;
    }

    private CompletionStage<List<CarTrace.BoundNow>> boundNow(List<Plate> plates, Set<Circle> asked) {
        CompletionStage<List<CarTrace.BoundNow>> all = CompletableFuture.completedStage(List.of());
        for (Circle circle : asked) {
            all = all.thenCombine(lookup.membersOf(circle.appId(), plates), (before, result) -> {
                List<CarTrace.BoundNow> more = new ArrayList<>(before);
                more.add(new CarTrace.BoundNow(circle.name(), members(result)));
                return more;
            });
        }
        return all;
    }

    private static Optional<Integer> members(LookupResult result) {
        if (result instanceof LookupResult.Found found) {
            return Optional.of(found.members().size());
        }
        return result instanceof LookupResult.Absent ? Optional.of(0) : Optional.empty();
    }
}
