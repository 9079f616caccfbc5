package org.parkingrelay.event;

import java.time.Instant;
import java.util.Optional;

/**
 * One vehicle passed one gate: what every vendor's record becomes.
 *
 * @param eventId 1 to 128 characters, unique within its source; a repeated event keeps it
 * @param lotId 1 to 64 characters, the operator's name of the car park
 * @param direction which way the car went
 * @param plate what the camera's text was read as
 * @param occurredAt the gate's clock at the passage; it may be wrong
 * @param kind whether this is a passage or says something about an earlier one
 * @param supersedes the {@code eventId} of the earlier event that a correction or cancellation is about
 * @param boundary whether the gate is the car park's own or lies inside it
 * @param laneId the vendor's name of the lane, where it tells
 * @param replayed whether it was sent from an offline buffer, so that its age says nothing of the gate's clock
 */
public record PassageEvent(
        String eventId,
        String lotId,
        Direction direction,
        PlateReading plate,
        Instant occurredAt,
        EventKind kind,
        Optional<String> supersedes,
        Boundary boundary,
        Optional<String> laneId,
        boolean replayed) {

    /** Longest {@code eventId} of the contract, in characters (code points). */
    public static final int MAX_EVENT_ID_LENGTH = 128;

    /** Longest {@code lotId} of the contract, in characters (code points). */
    public static final int MAX_LOT_ID_LENGTH = 64;

    /** Longest {@code plateNumber} of the contract, in characters (code points), as recognised. */
    public static final int MAX_PLATE_LENGTH = 64;
}
