package org.parkingrelay.explain;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import org.parkingrelay.delivery.Forecast.Foreseen;
import org.parkingrelay.event.PassageEvent;

/**
 * What the relay makes of one record.
 *
 * @param parts one for each event, at least one
 */
record Explanation(Sample sample, List<Part> parts) {

    /**
     * One event of the record.
     *
     * @param json the event as it was read, where it could be read so far
     * @param passage the event, where it keeps the contract
     * @param foreseen likewise, what delivery would do with it
     * @param notes further sentences
     */
    record Part(
            Optional<JsonNode> json,
            Optional<PassageEvent> passage,
            Optional<Foreseen> foreseen,
            Fate fate,
            List<String> notes) {}
}
