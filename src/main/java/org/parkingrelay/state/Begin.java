package org.parkingrelay.state;

import java.time.Duration;
import java.time.Instant;
import org.parkingrelay.event.Direction;

/** The answer to: may this state be reported now? */
public sealed interface Begin {

    /**
     * Yes; nobody else reports for this key before the lease ends.
     *
     * @param lease to be handed back with {@link ReportedStates#accepted} or {@link ReportedStates#givenUp}
     * @param direction what to report
     * @param at since when it is so
     */
    record Proceed(Lease lease, Direction direction, Instant at) implements Begin {}

    /** No: a later state has been accepted, or the event was taken back. */
    record Superseded() implements Begin {}

    /** No: this event, or another of the same passage, has been accepted. */
    record Duplicate() implements Begin {}

    /**
     * Not now: somebody is reporting for this key.
     *
     * @param atMost until the other's lease ends by itself
     */
    record Busy(Duration atMost) implements Begin {}
}
