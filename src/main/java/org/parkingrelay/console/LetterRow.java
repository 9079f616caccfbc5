package org.parkingrelay.console;

import java.time.Instant;
import java.util.List;

/**
 * A dead letter in a list.
 *
 * @param id its name, {@code partition-offset}
 * @param at when it was written
 * @param state as {@link org.parkingrelay.deadletter.LetterState#tag} has it
 * @param reason such as {@code INVALID}
 * @param explanation in a sentence
 * @param code WeChat Pay's, like status and request id; empty where it was not called
 * @param status of HTTP
 * @param attempts calls of WeChat Pay
 * @param circle the circle's name; empty where it is not known
 * @param source the record that it is a copy of, {@code topic-partition-offset}; empty where nobody knows
 * @param redrives how often it was redriven before
 * @param cause its group
 * @param events the first of the events in it
 * @param moreEvents how many there are beyond
 */
public record LetterRow(
        String id,
        Instant at,
        String state,
        String reason,
        String explanation,
        String code,
        String status,
        String requestId,
        int attempts,
        String circle,
        String source,
        int redrives,
        String cause,
        List<EventRow> events,
        int moreEvents) {

    public LetterRow {
        events = List.copyOf(events);
    }

    /**
     * An event of a letter.
     *
     * @param direction {@code IN} or {@code OUT}
     * @param plate masked unless revealed; empty where there is none
     * @param lot the car park
     * @param gate the lane; empty where the event has none
     * @param occurredAt by the gate's clock
     */
    public record EventRow(
            String eventId, String kind, String direction, String plate, String lot, String gate, Instant occurredAt) {

        /** Hides the car. */
        @Override
        public String toString() {
            return "EventRow[hidden]";
        }
    }

    /** Hides the cars. */
    @Override
    public String toString() {
        return "LetterRow[" + id + "]";
    }
}
