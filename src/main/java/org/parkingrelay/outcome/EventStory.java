package org.parkingrelay.outcome;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All that became of one event, in order.
 *
 * @param last what counts: where WeChat Pay took it, that it did, since a record that is read again after a crash is then skipped
 * @param earlier what was so before, or after, the first first
 */
public record EventStory(EventOutcome last, List<EventOutcome> earlier) {

    public EventStory {
        earlier = List.copyOf(earlier);
    }

    /** A dry run reads what another relay delivers. */
    private record Event(SourceRecord source, boolean isDryRun) {}

    /** One for each event, by the time of the passage. */
    static List<EventStory> of(List<EventOutcome> outcomes) {
        Map<Event, List<EventOutcome>> byEvent = new LinkedHashMap<>();
        outcomes.stream()
                .distinct()
                .sorted(Comparator.comparing(EventOutcome::at))
                .forEach(outcome -> byEvent.computeIfAbsent(
                                new Event(outcome.source(), outcome.isDryRun()), first -> new ArrayList<>())
                        .add(outcome));
        return byEvent.values().stream()
                .map(EventStory::told)
                .sorted(Comparator.comparing((EventStory story) -> story.last().time())
                        .thenComparing(story -> story.last().at()))
                .toList();
    }

    private static EventStory told(List<EventOutcome> steps) {
        EventOutcome last = steps.get(steps.size() - 1);
        for (EventOutcome step : steps) {
            if (step.isForwarded()) {
                last = step;
            }
        }
        List<EventOutcome> earlier = new ArrayList<>(steps);
        earlier.remove(last);
        return new EventStory(last, earlier);
    }
}
