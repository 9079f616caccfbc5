package org.parkingrelay.outcome;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What became of records, by their names {@code topic-partition-offset}: asked after a redrive. In slices of less than a second. */
public final class RecordFate {

    /** Records are nobody's, so that one search's cursor may serve another. */
    private static final String SEARCH = ScanCursor.nameOf("records", List.of(), "");

    /** A name, with its offset. */
    private static final Pattern NAME = Pattern.compile(".*-(\\d{1,18})", Pattern.DOTALL);

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
     * @param records their names, as {@link SourceRecord#record} has them
     * @param from nothing that was written before is looked at
     * @param cursor of the slice before; empty for the first
     * @throws ForeignCursorException where the cursor is none
     */
    public Slice read(Set<String> records, Instant from, Optional<String> cursor) throws OutcomesUnavailableException {
        long[] offsets = offsets(records);
        List<EventOutcome> found = new ArrayList<>();
        PageLines.Test isWanted = (page, begin, end) -> {
            if (Arrays.binarySearch(offsets, PageLines.offset(page, begin, end)) >= 0) {
                OutcomeJson.read(page, begin, end)
                        .filter(outcome -> !outcome.at().isBefore(from)
                                && records.contains(outcome.source().record()))
                        // A car with several readings of its plate has its outcome once for each.
                        .filter(outcome -> !found.contains(outcome))
                        .ifPresent(found::add);
            }
            // Each slice tells only of its own.
            return false;
        };
        ScanCursor next = topic.scan(
                new OutcomeTopic.Search(SEARCH, Set.of(), true, from), cursor, page -> PageLines.pick(page, isWanted));
        return new Slice(found, next.progress(), next.goesOn());
    }

    /** By which lines can be told apart before they are read. */
    private static long[] offsets(Set<String> records) {
        return records.stream()
                .map(NAME::matcher)
                .filter(Matcher::matches)
                .mapToLong(name -> Long.parseLong(name.group(1)))
                .sorted()
                .toArray();
    }
}
