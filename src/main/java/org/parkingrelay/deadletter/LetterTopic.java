package org.parkingrelay.deadletter;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.parkingrelay.deadletter.LetterCursor.Range;

/**
 * Reads dead letters from their topic, which is the one truth about them: nothing is copied or indexed. Long scans come in slices;
 * whoever wants more asks again with the cursor, and whoever does not has nothing to end. Thread-safe; blocks for a second or so.
 */
public final class LetterTopic {

    /** By so much may what the relays wrote be out of order, since their clocks differ. */
    private static final Duration DISORDER = Duration.ofMinutes(5);

    /** Of what a slice found; beyond, the next slice goes on. */
    private static final long MOST_BYTES_FOUND = 8 * 1024 * 1024;

    private final String topic;
    private final LetterConsumers consumers;
    private final LetterReading reading;
    private final LetterStates states;
    private final ScanLimits limits;
    private final LongSupplier nanos;

    /**
     * A reader of a topic.
     *
     * @param nanos a clock that only goes forwards
     */
    public LetterTopic(
            String topic,
            LetterConsumers consumers,
            LetterReading reading,
            LetterStates states,
            ScanLimits limits,
            LongSupplier nanos) {
        this.topic = topic;
        this.consumers = consumers;
        this.reading = reading;
        this.states = states;
        this.limits = limits;
        this.nanos = nanos;
    }

    /** The topic's name. */
    public String name() {
        return topic;
    }

    /**
     * The next letters that are meant.
     *
     * @param also what must hold beside the filter
     * @param cursor where to go on, or nothing to begin
     * @param most letters wanted
     * @throws LetterTopicException where the topic cannot be read
     */
    public LetterSlice<List<DeadLetter>> letters(
            LetterFilter filter,
            Predicate<DeadLetter> also,
            LetterOrder order,
            Optional<LetterCursor> cursor,
            int most) {
        List<DeadLetter> found = new ArrayList<>();
        long[] bytes = {0};
        return scan(filter, also, order, cursor, found, letter -> {
            found.add(letter);
            bytes[0] += Math.max(0, letter.raw().serializedValueSize());
            return found.size() < most && bytes[0] < MOST_BYTES_FOUND;
        });
    }

    /** The next letters by their cause; what slices found is added up by who asks. */
    public LetterSlice<LetterGroups> groups(
            LetterFilter filter, Predicate<DeadLetter> also, Optional<LetterCursor> cursor) {
        LetterGroups found = new LetterGroups();
        return scan(filter, also, LetterOrder.NEWEST_FIRST, cursor, found, letter -> {
            found.add(letter);
            return true;
        });
    }

    private <T> LetterSlice<T> scan(
            LetterFilter filter,
            Predicate<DeadLetter> also,
            LetterOrder order,
            Optional<LetterCursor> cursor,
            T found,
            Predicate<DeadLetter> goesOn) {
        return consumers.with(topic, consumer -> {
            List<TopicPartition> partitions = partitions(consumer);
            if (partitions.isEmpty()) {
                return new LetterSlice<>(false, found, 0, 0, Optional.empty());
            }
            LetterCursor from = cursor.map(given -> clamped(consumer, partitions, given))
                    .orElseGet(() -> beginning(consumer, partitions, filter));
            LetterScan scan = new LetterScan(consumer, topic, order, from, limits, nanos);
            scan.run(record -> {
                DeadLetter letter = DeadLetter.of(record);
                boolean isMeant = filter.matches(letter, states.of(letter.id()), reading) && also.test(letter);
                return !isMeant || goesOn.test(letter);
            });
            return scan.slice(found);
        });
    }

    private List<TopicPartition> partitions(Consumer<byte[], byte[]> consumer) {
        List<PartitionInfo> known = consumer.partitionsFor(topic);
        return known == null
                ? List.of()
                : known.stream()
                        .map(info -> new TopicPartition(topic, info.partition()))
                        .toList();
    }

    private static Map<TopicPartition, Range> there(
            Consumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
        Map<TopicPartition, Long> starts = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Range> there = new HashMap<>();
        consumer.endOffsets(partitions)
                .forEach((partition, end) -> there.put(partition, new Range(starts.getOrDefault(partition, 0L), end)));
        return there;
    }

    /** Retention may have taken some meanwhile, and the topic may even have been made anew. */
    private static LetterCursor clamped(
            Consumer<byte[], byte[]> consumer, List<TopicPartition> partitions, LetterCursor cursor) {
        SortedMap<Integer, Range> left = new TreeMap<>();
        there(consumer, partitions).forEach((partition, there) -> {
            Range given = cursor.left().get(partition.partition());
            if (given != null) {
                left.put(partition.partition(), given.within(there));
            }
        });
        return new LetterCursor(cursor.total(), left);
    }

    private static LetterCursor beginning(
            Consumer<byte[], byte[]> consumer, List<TopicPartition> partitions, LetterFilter filter) {
        Map<TopicPartition, Range> there = there(consumer, partitions);
        Map<TopicPartition, Long> from =
                filter.from().map(time -> firstSince(consumer, there, time)).orElse(Map.of());
        Map<TopicPartition, Long> until = filter.until()
                .map(time -> firstSince(consumer, there, time.plus(DISORDER)))
                .orElse(Map.of());
        SortedMap<Integer, Range> left = new TreeMap<>();
        there.forEach((partition, range) -> left.put(
                partition.partition(),
                new Range(from.getOrDefault(partition, range.from()), until.getOrDefault(partition, range.to()))
                        .within(range)));
        long total = left.values().stream().mapToLong(Range::size).sum();
        return new LetterCursor(total, left);
    }

    /** Where the first letter of this time or later lies in each partition, or its end. */
    private static Map<TopicPartition, Long> firstSince(
            Consumer<byte[], byte[]> consumer, Map<TopicPartition, Range> there, Instant time) {
        Map<TopicPartition, Long> times = new HashMap<>();
        there.keySet().forEach(partition -> times.put(partition, Math.max(0, time.toEpochMilli())));
        Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(times);
        Map<TopicPartition, Long> first = new HashMap<>();
        there.forEach((partition, range) -> {
            OffsetAndTimestamp at = found.get(partition);
            first.put(partition, at == null ? range.to() : at.offset());
        });
        return first;
    }

    /**
     * One letter; nothing where there is none of this name, or no more.
     *
     * @throws LetterTopicException where the topic cannot be read
     */
    public Optional<DeadLetter> letter(LetterId id) {
        return consumers.with(topic, consumer -> {
            TopicPartition partition = new TopicPartition(topic, id.partition());
            if (!partitions(consumer).contains(partition)) {
                return Optional.empty();
            }
            Range one = new Range(id.offset(), id.offset() + 1)
                    .within(there(consumer, List.of(partition)).getOrDefault(partition, new Range(0, 0)));
            SortedMap<Integer, Range> left = new TreeMap<>(Map.of(id.partition(), one));
            List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
            new LetterScan(consumer, topic, LetterOrder.OLDEST_FIRST, new LetterCursor(1, left), limits, nanos)
                    .run(found::add);
            return found.stream().findFirst().map(DeadLetter::of);
        });
    }
}
