package org.parkingrelay.delivery;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.parkingrelay.circle.Circle;
import org.parkingrelay.circle.Circles;
import org.parkingrelay.event.Direction;
import org.parkingrelay.event.PassageEvent;
import org.parkingrelay.retry.Claim;
import org.parkingrelay.retry.Retrying;
import org.parkingrelay.retry.Retrying.Tried;
import org.parkingrelay.state.Candidate;
import org.parkingrelay.state.ReportedStates;
import org.parkingrelay.state.Told;
import org.parkingrelay.telemetry.Trace;

/**
 * Takes back what an earlier event had members told: each is told the state before it, with the earlier event's own time. An
 * earlier event that is still on its way is told to nobody from then on.
 */
final class Retraction {

    private static final String PREFIX = "retract/";

    private final ReportedStates states;
    private final Circles circles;
    private final Reporting reporting;
    private final Usefulness usefulness;
    private final Retrying asking;

    Retraction(Circles circles, Reporting reporting, Usefulness usefulness, Retrying asking) {
        this.states = reporting.states();
        this.circles = circles;
        this.reporting = reporting;
        this.usefulness = usefulness;
        this.asking = asking;
    }

    /**
     * What came of it.
     *
     * @param results one for each member who had been told
     * @param rank above which a corrected state ranks
     */
    record Retracted(List<MemberResult> results, int rank) {}

    /** Takes back the event that {@code event} supersedes. */
    CompletionStage<Retracted> of(PassageEvent event, Past past, Claim claim, Trace trace) {
        String target = event.supersedes().orElseThrow();
        Instant end = usefulness.endOf(Direction.OUT, event.occurredAt());
        return asking.run(
                        attempt -> states.retract(event.lotId(), target, usefulness.forget(event.occurredAt())),
                        told -> false,
                        end,
                        claim)
                .thenApply(Tried::result)
                .thenCompose(told -> takeBack(event, target, told, past, claim, trace));
    }

    private CompletionStage<Retracted> takeBack(
            PassageEvent event, String target, List<Told> told, Past past, Claim claim, Trace trace) {
        int rank = told.stream().mapToInt(Told::rank).max().orElse(0) + 1;
        List<CompletionStage<MemberResult>> results = told.stream()
                .flatMap(one -> circles
                        .named(one.circle())
                        .map(circle -> reporting.tell(assignment(event, target, one, circle, past, claim, trace)))
                        .stream())
                .toList();
        return Stages.all(results).thenApply(all -> new Retracted(all, rank));
    }

    private Assignment assignment(
            PassageEvent event, String target, Told told, Circle circle, Past past, Claim claim, Trace trace) {
        Candidate candidate = new Candidate(
                event.lotId(),
                // Its own for each correction, so that two of one event do not take each other's lease.
                PREFIX + event.eventId() + "/" + target,
                told.direction(),
                told.occurredAt(),
                told.rank() + 1,
                Optional.of(target),
                usefulness.forget(told.occurredAt()));
        return new Assignment(
                circle,
                told.key(),
                candidate,
                // Long ago: the member may have withdrawn since.
                Instant.EPOCH,
                usefulness.endOf(Direction.OUT, told.occurredAt()),
                past.attempts(),
                claim,
                trace);
    }
}
