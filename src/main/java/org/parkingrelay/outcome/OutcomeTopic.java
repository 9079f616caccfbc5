package org.parkingrelay.outcome;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.parkingrelay.outbox.KafkaRefusal;
import org.parkingrelay.outcome.ScanCursor.Spot;
import org.parkingrelay.outcome.ScanCursor.Stretch;

/** Looks through the topic of outcomes in slices, each of less than a second. Thread-safe. */
public final class OutcomeTopic implements AutoCloseable {

    /** So long a slice may take: people wait for it. */
    private static final Duration SLICE = Duration.ofMillis(700);

    private static final byte[] NOTHING = {};
    private static final Duration POLL = Duration.ofMillis(100);
    private static final long PATIENCE_SECONDS = 3;

    /** More than these at a time would be many operators. */
    private static final int MOST_IDLE = 2;

    /** Found lines are asked for again by the next slice, most often of this process. */
    private static final int MOST_KEPT = 1_000;

    /** Lines of a page, of which other searches find others. */
    private record Found(String search, Spot spot) {}

    private final Map<Found, byte[]> kept = Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Found, byte[]> eldest) {
            return size() > MOST_KEPT;
        }
    });

    private final Optional<String> name;
    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final ConcurrentLinkedQueue<Consumer<byte[], byte[]>> idle = new ConcurrentLinkedQueue<>();

    /**
     * A topic that is not looked at yet.
     *
     * @param name empty where there is none
     * @param consumers makes what reads, in no group
     */
    public OutcomeTopic(Optional<String> name, Supplier<Consumer<byte[], byte[]>> consumers) {
        this.name = name;
        this.consumers = consumers;
    }

    /** The topic's name, where there is one. */
    public Optional<String> name() {
        return name;
    }

    /**
     * What is looked for.
     *
     * @param name see {@link ScanCursor#nameOf}
     * @param keys of the pages that are looked at; all, where it is empty
     * @param isEverywhere whether to read all partitions, and not those of the keys alone
     * @param from when the pages were handed over that are looked at first; what is on a page is older than that, so that nothing of
     *     this time or later is passed over
     */
    record Search(String name, Set<String> keys, boolean isEverywhere, Instant from) {

        boolean isOn(ConsumerRecord<byte[], byte[]> page) {
            if (keys.isEmpty()) {
                return true;
            }
            return page.key() != null && keys.contains(new String(page.key(), StandardCharsets.ISO_8859_1));
        }
    }

    /**
     * Reads a slice.
     *
     * @param cursor of the slice before; where it is empty, the search begins
     * @param pick takes the lines of a page, and returns those that are to be looked at again for each further slice
     * @return how far it is then
     * @throws ForeignCursorException where the cursor is none of this search
     */
    ScanCursor scan(Search search, Optional<String> cursor, UnaryOperator<byte[]> pick)
            throws OutcomesUnavailableException {
        String topic = name.orElseThrow(() -> new OutcomesUnavailableException(OutcomeCheck.KEY
                + " is none, so that nobody writes down what becomes of events; set it to a topic's name"));
        // One that is wrong must not begin a search that nobody asked for, and that nobody wrote down.
        Optional<ScanCursor> before =
                cursor.map(text -> ScanCursor.parse(text, search.name()).orElseThrow(ForeignCursorException::new));
        Consumer<byte[], byte[]> consumer = null;
        try {
            consumer = opened();
            ScanCursor start = before.isPresent() ? before.get() : begun(consumer, topic, search);
            return new Slice(consumer, topic, search, pick, kept, System.nanoTime() + SLICE.toNanos()).read(start);
        } catch (KafkaException | ConfigurationException e) {
            if (consumer != null) {
                consumer.close();
                consumer = null;
            }
            throw new OutcomesUnavailableException(why(topic, e));
        } finally {
            giveBack(consumer);
        }
    }

    private Consumer<byte[], byte[]> opened() {
        Consumer<byte[], byte[]> waiting = idle.poll();
        return waiting == null ? consumers.get() : waiting;
    }

    private void giveBack(@Nullable Consumer<byte[], byte[]> consumer) {
        if (consumer == null) {
            return;
        }
        consumer.unsubscribe();
        if (idle.size() < MOST_IDLE) {
            idle.add(consumer);
        } else {
            consumer.close();
        }
    }

    private static ScanCursor begun(Consumer<byte[], byte[]> consumer, String topic, Search search)
            throws OutcomesUnavailableException {
        List<PartitionInfo> known = consumer.partitionsFor(topic);
        if (known == null || known.isEmpty()) {
            throw new OutcomesUnavailableException(missing(topic));
        }
        Collection<TopicPartition> partitions = partitions(topic, known.size(), search);
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions.forEach(partition -> times.put(partition, search.from().toEpochMilli()));
        var begins = consumer.offsetsForTimes(times);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        List<Stretch> stretches = new ArrayList<>();
        for (TopicPartition partition : partitions) {
            var begin = begins.get(partition);
            long end = ends.getOrDefault(partition, 0L);
            // None of so late a time: nothing to read.
            if (begin != null && begin.offset() < end) {
                stretches.add(new Stretch(partition.partition(), begin.offset(), end));
            }
        }
        long total = stretches.stream().mapToLong(one -> one.to() - one.from()).sum();
        return new ScanCursor(search.name(), stretches, total, List.of(), false);
    }

    /** As the producer's own partitioner chooses by key. */
    private static Collection<TopicPartition> partitions(String topic, int count, Search search) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int partition = i;
            if (search.isEverywhere()
                    || search.keys().stream()
                            .anyMatch(key ->
                                    BuiltInPartitioner.partitionForKey(key.getBytes(StandardCharsets.ISO_8859_1), count)
                                            == partition)) {
                partitions.add(new TopicPartition(topic, partition));
            }
        }
        return partitions;
    }

    private static String missing(String topic) {
        return "there is no topic " + topic + ", so that nobody writes down what becomes of events; create it, or set "
                + OutcomeCheck.KEY;
    }

    private static String why(String topic, RuntimeException failure) {
        Optional<KafkaRefusal> refusal = KafkaRefusal.of(failure);
        if (refusal.isPresent()) {
            return refusal.get().sentence();
        }
        if (failure instanceof AuthorizationException) {
            return "Kafka does not let the relay read topic " + topic + "; allow its user READ on it";
        }
        if (failure instanceof UnknownTopicOrPartitionException) {
            return missing(topic);
        }
        return "topic " + topic + " cannot be read (" + failure.getClass().getSimpleName()
                + "); check kafka.bootstrap.servers and the topic, or try again in a while";
    }

    /** The secret of the keyed hashes, which the store may have. */
    static byte[] await(CompletionStage<byte[]> secret) throws OutcomesUnavailableException {
        try {
            return secret.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new OutcomesUnavailableException(
                    "the store, which has the key of the cars' hashes, does not answer; try again in a while");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OutcomesUnavailableException("the relay ends");
        }
    }

    @Override
    public void close() {
        for (Consumer<byte[], byte[]> one = idle.poll(); one != null; one = idle.poll()) {
            one.close();
        }
    }

    /** One slice being read. */
    private record Slice(
            Consumer<byte[], byte[]> consumer,
            String topic,
            Search search,
            UnaryOperator<byte[]> pick,
            Map<Found, byte[]> kept,
            long deadline) {

        ScanCursor read(ScanCursor start) {
            for (Spot spot : start.found()) {
                readAgain(spot);
            }
            List<Spot> found = new ArrayList<>(start.found());
            List<Stretch> left = new ArrayList<>();
            boolean isCut = start.isCut();
            for (Stretch stretch : start.stretches()) {
                long position = stretch.from();
                TopicPartition partition = new TopicPartition(topic, stretch.partition());
                if (System.nanoTime() < deadline) {
                    consumer.assign(List.of(partition));
                    consumer.seek(partition, position);
                }
                while (position < stretch.to() && System.nanoTime() < deadline) {
                    for (ConsumerRecord<byte[], byte[]> page : consumer.poll(POLL)) {
                        byte[] picked = page.offset() < stretch.to() ? picked(page) : NOTHING;
                        if (picked.length > 0) {
                            isCut |= found.size() >= ScanCursor.MOST_FOUND;
                            if (found.size() < ScanCursor.MOST_FOUND) {
                                Spot spot = new Spot(page.partition(), page.offset());
                                found.add(spot);
                                kept.put(new Found(search.name(), spot), picked);
                            }
                        }
                    }
                    position = Math.min(stretch.to(), consumer.position(partition));
                }
                if (position < stretch.to()) {
                    left.add(new Stretch(stretch.partition(), position, stretch.to()));
                }
            }
            return new ScanCursor(start.search(), left, start.total(), found, isCut);
        }

        private byte[] picked(ConsumerRecord<byte[], byte[]> page) {
            return search.isOn(page) && page.value() != null ? pick.apply(page.value()) : NOTHING;
        }

        /** What was found before; nothing, where the retention has taken it away. */
        private void readAgain(Spot spot) {
            byte[] known = kept.get(new Found(search.name(), spot));
            if (known != null) {
                byte[] unused = pick.apply(known);
                return;
            }
            TopicPartition partition = new TopicPartition(topic, spot.partition());
            consumer.assign(List.of(partition));
            consumer.seek(partition, spot.offset());
            while (System.nanoTime() < deadline && consumer.position(partition) <= spot.offset()) {
                for (ConsumerRecord<byte[], byte[]> page : consumer.poll(POLL)) {
                    if (page.offset() == spot.offset()) {
                        byte[] unused = picked(page);
                    }
                }
            }
        }
    }
}
