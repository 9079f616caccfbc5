package org.parkingrelay.state;

import java.time.Instant;
import org.parkingrelay.event.Direction;

/**
 * What an event had the relay tell WeChat Pay of one member, kept so that a correction can take it back. Personal data; a
 * store sees it sealed.
 *
 * @param circle the circle's configured name
 * @param occurredAt the event's
 * @param rank the event's
 */
public record Told(String circle, StateKey key, Direction direction, Instant occurredAt, int rank) {

    static Told of(String circle, StateKey key, Candidate candidate) {
        return new Told(circle, key, candidate.direction(), candidate.occurredAt(), candidate.rank());
    }
}
