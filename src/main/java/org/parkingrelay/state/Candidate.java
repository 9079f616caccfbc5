package org.parkingrelay.state;

import java.time.Instant;
import java.util.Optional;
import org.parkingrelay.event.Direction;

/**
 * A state that somebody wants to report.
 *
 * @param lotId the car park that the event is from
 * @param eventId the event; unique within its car park
 * @param direction what the event says
 * @param occurredAt orders the states of a key, to the microsecond
 * @param rank orders states of the same instant: 0 a passage, higher what corrects one
 * @param retracts the event that is taken back: then what is reported is the state before it, whatever {@code direction} says
 * @param forgetAt from when on no older state could still be reported, and this one need not be remembered
 */
public record Candidate(
        String lotId,
        String eventId,
        Direction direction,
        Instant occurredAt,
        int rank,
        Optional<String> retracts,
        Instant forgetAt) {

    long micros() {
        return occurredAt.getEpochSecond() * 1_000_000 + occurredAt.getNano() / 1_000;
    }
}
