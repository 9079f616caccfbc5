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
import org.apache.kafka.clients.consumer.ConsumerRecord;
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
        Set<String> keys = plates.stream().map(hash::of).collect(Collectors.toSet());
        Instant from = day.atStartOfDay().toInstant(BEIJING);
        Instant until = day.plusDays(1).atStartOfDay().toInstant(BEIJING);
        // By the keyed hashes, so that nobody can make one for a car that was not asked for.
        String search = ScanCursor.nameOf(everywhere ? "car everywhere" : "car", keys, day.toString());
        List<EventOutcome> found = new ArrayList<>();
        ScanCursor next = topic.scan(search, cursor, from.minus(CLOCK_LEAD), everywhere ? Set.of() : keys, record -> {
            Optional<EventOutcome> outcome = isOf(keys, record)
                    ? OutcomeJson.read(record)
                            .filter(one ->
                                    !one.time().isBefore(from) && one.time().isBefore(until))
                    : Optional.empty();
            outcome.ifPresent(found::add);
            return outcome.isPresent();
        });
        return new Slice(EventStory.of(found), next.isCut(), next.progress(), next.goesOn());
    }

    private static boolean isOf(Set<String> keys, ConsumerRecord<byte[], byte[]> record) {
        // Compared as it is: a text of each key would be made for nothing.
        if (record.key() == null || record.key().length != PlateHash.LENGTH) {
            return false;
        }
        return keys.contains(new String(record.key(), StandardCharsets.ISO_8859_1));
    }
}
