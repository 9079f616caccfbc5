package org.parkingrelay.outcome;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** What became of records, by their names {@code topic-partition-offset}: asked after a redrive. In slices of less than a second. */
public final class RecordFate {

    /** Records are nobody's, so that one search's cursor may serve another. */
    private static final String SEARCH = ScanCursor.nameOf("records", List.of(), "");

    private final OutcomeTopic topic;

    public RecordFate(OutcomeTopic topic) {
        this.topic = topic;
    }

    /**
     * What this slice found; who asks on keeps what came before.
     *
     * @param outcomes in the order of the topic; a record with several events, or one that was deferred, has several
     * @param cursor asks for the rest; empty where all was read
     */
    public record Slice(List<EventOutcome> outcomes, Progress progress, Optional<String> cursor) {

        public Slice {
            outcomes = List.copyOf(outcomes);
        }
    }

    /**
     * Reads on, for less than a second. Blocks.
     *
     * @param wanted of which records; see {@link SourceRecord#record}
     * @param from nothing that was written before is looked at
     * @param cursor of the slice before; empty for the first
     * @throws ForeignCursorException where the cursor is none
     */
    public Slice read(Predicate<SourceRecord> wanted, Instant from, Optional<String> cursor)
            throws OutcomesUnavailableException {
        List<EventOutcome> found = new ArrayList<>();
        ScanCursor next = topic.scan(SEARCH, cursor, from, Set.of(), record -> {
            OutcomeJson.read(record)
                    .filter(outcome -> !outcome.at().isBefore(from) && wanted.test(outcome.source()))
                    // A car with several readings of its plate has its outcome once for each.
                    .filter(outcome -> !found.contains(outcome))
                    .ifPresent(found::add);
            return false;
        });
        return new Slice(found, next.progress(), next.goesOn());
    }
}
