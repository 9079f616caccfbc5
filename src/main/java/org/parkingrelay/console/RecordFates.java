package org.parkingrelay.console;

import java.util.List;
import java.util.Optional;
import org.parkingrelay.outcome.Progress;

/**
 * What this slice of the search found; who asks on keeps what came before.
 *
 * @param events each as it was at one time, so that one may show again later; in the order of the topic
 * @param cursor to ask for the rest with; empty where all was read
 */
public record RecordFates(List<TracedEvent> events, Progress progress, Optional<String> cursor) {

    public RecordFates {
        events = List.copyOf(events);
    }
}
