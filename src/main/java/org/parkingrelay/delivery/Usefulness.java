package org.parkingrelay.delivery;

import java.time.Duration;
import java.time.Instant;
import org.parkingrelay.event.Direction;
import org.parkingrelay.event.PassageEvent;

/**
 * Until when a passage is worth reporting. An IN without an OUT counts until 23:59:59 of its day (D:4016111728), so after
 * that day it changes nothing; that the day is Beijing's is inferred.
 */
final class Usefulness {

    /** Ahead of UTC, without summer time since 1991. */
    private static final long BEIJING_SECONDS = 8 * 3_600;

    private static final long SECONDS_OF_A_DAY = 24 * 3_600;

    /** For clocks that differ, the store's from this one. */
    private static final Duration SLACK = Duration.ofMinutes(10);

    private final Duration maxAge;

    Usefulness(Duration maxAge) {
        this.maxAge = maxAge;
    }

    /** The first instant at which reporting the event would be of no use. */
    Instant endOf(PassageEvent event) {
        return endOf(event.direction(), event.occurredAt());
    }

    /** The first instant at which reporting this state would be of no use. */
    Instant endOf(Direction direction, Instant occurredAt) {
        Instant tooOld = occurredAt.plus(maxAge);
        if (direction == Direction.OUT) {
            return tooOld;
        }
        long day = Math.floorDiv(occurredAt.getEpochSecond() + BEIJING_SECONDS, SECONDS_OF_A_DAY);
        Instant nextDay = Instant.ofEpochSecond((day + 1) * SECONDS_OF_A_DAY - BEIJING_SECONDS);
        return tooOld.isBefore(nextDay) ? tooOld : nextDay;
    }

    /** When a state of this instant may be forgotten: no older state is of use by then. */
    Instant forget(Instant occurredAt) {
        return occurredAt.plus(maxAge).plus(SLACK);
    }
}
