package org.parkingrelay.console;

import java.util.List;

/**
 * One event and all that became of it.
 *
 * @param occurredAt by the gate's clock, with Beijing's offset; empty where the event could not be read
 * @param lane the vendor's name of the gate, empty where it does not tell
 * @param direction {@code IN} or {@code OUT}; empty where the event could not be read
 * @param kind such as {@code PASSAGE}
 * @param circle of the car park, empty where it has none
 * @param record that it was read from, as {@code topic-partition-offset}
 * @param place of the event in the record, from 0
 * @param last what counts
 * @param earlier what was so before, the first first
 */
public record TracedEvent(
        String occurredAt,
        String lot,
        String lane,
        String direction,
        String kind,
        String circle,
        String record,
        int place,
        OutcomeStep last,
        List<OutcomeStep> earlier) {

    public TracedEvent {
        earlier = List.copyOf(earlier);
    }
}
