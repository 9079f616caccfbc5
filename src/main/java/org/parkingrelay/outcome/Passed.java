package org.parkingrelay.outcome;

import java.time.Instant;
import org.parkingrelay.event.Direction;
import org.parkingrelay.event.EventKind;

/**
 * What an event told, without its car.
 *
 * @param lane the vendor's name of the gate, empty where it does not tell
 */
public record Passed(Instant occurredAt, String lot, String lane, Direction direction, EventKind kind) {}
