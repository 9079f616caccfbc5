package org.parkingrelay.outcome;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.parkingrelay.event.Plate;

/**
 * What became of the events of one car on one day, in slices that each take less than a second. Only the partitions of the car's keyed
 * hashes are read, from the beginning of the day to now, since a gate may send late what it saw.
 */
public final class CarHistory {

    /** China has one time zone, without summer time. */
    private static final ZoneOffset BEIJING = ZoneOffset.ofHours(8);

    /** A gate's clock may be ahead, so that an outcome is older than its event. */
    private static final Duration CLOCK_LEAD = Duration.ofHours(1);

    private final OutcomeTopic topic;
    private final Supplier<CompletionStage<byte[]>> secret;

    /**
     * A history.
     *
     * @param secret of the keyed hashes, as {@link OutcomeWriter} has it
     */
    public CarHistory(OutcomeTopic topic, Supplier<CompletionStage<byte[]>> secret) {
        this.topic = topic;
        this.secret = secret;
    }

    /**
     * What is known so far: each answer holds all that was found, that of earlier slices too.
     *
     * @param events by the time of the passage
     * @param isCut whether there were more events than are kept
     * @param cursor asks for the rest; empty where all was read
     */
    public record Slice(List<EventStory> events, boolean isCut, Progress progress, Optional<String> cursor) {

        public Slice {
            events = List.copyOf(events);
        }
    }

    /**
     * Reads on, for less than a second. Blocks.
     *
     * @param plates the readings of one car's plate
     * @param cursor of the slice before; empty for the first
     * @param everywhere whether to read all partitions: for what was written before partitions were added
     * @throws ForeignCursorException where the cursor is none of this car's, of this day
     */
    public Slice read(List<Plate> plates, LocalDate day, Optional<String> cursor, boolean everywhere)
            throws OutcomesUnavailableException {
        PlateHash hash = new PlateHash(OutcomeTopic.await(secret.get()));
        Set<String> hashes = plates.stream().map(hash::of).collect(Collectors.toSet());
        Instant from = day.atStartOfDay().toInstant(BEIJING);
        Instant until = day.plusDays(1).atStartOfDay().toInstant(BEIJING);
        // By the keyed hashes, so that nobody can make one for a car that was not asked for.
        String search = ScanCursor.nameOf(everywhere ? "car everywhere" : "car", hashes, day.toString());
        List<EventOutcome> found = new ArrayList<>();
        PageLines.Test isOfDay = (page, begin, end) -> {
            Optional<EventOutcome> outcome = OutcomeJson.read(page, begin, end)
                    .filter(one -> !one.time().isBefore(from) && one.time().isBefore(until));
            outcome.ifPresent(found::add);
            return outcome.isPresent();
        };
        ScanCursor next = topic.scan(
                new OutcomeTopic.Search(search, pagesOf(hashes), everywhere, from.minus(CLOCK_LEAD)),
                cursor,
                page -> PageLines.pick(page, isOfCar(hashes, isOfDay)));
        // A page may have several.
        int most = Math.min(found.size(), ScanCursor.MOST_FOUND);
        return new Slice(
                EventStory.of(found.subList(0, most)),
                next.isCut() || most < found.size(),
                next.progress(),
                next.goesOn());
    }

    private static Set<String> pagesOf(Set<String> hashes) {
        return hashes.stream().map(OutcomePages::keyOf).collect(Collectors.toSet());
    }

    /** Whether a line is of the car and passes the test, which is asked of no other. */
    private static PageLines.Test isOfCar(Set<String> hashes, PageLines.Test test) {
        List<byte[]> wanted = hashes.stream()
                .map(hash -> hash.getBytes(StandardCharsets.ISO_8859_1))
                .toList();
        return (page, begin, end) -> {
            for (byte[] hash : wanted) {
                if (PageLines.isOf(hash, page, begin, end)) {
                    return test.is(page, begin, end);
                }
            }
            return false;
        };
    }
}
