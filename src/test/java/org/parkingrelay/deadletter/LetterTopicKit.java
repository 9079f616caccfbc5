package org.parkingrelay.deadletter;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.parkingrelay.config.ConfigProblems;
import org.parkingrelay.mapping.Mappings;
import org.parkingrelay.retry.TimerThread;
import org.parkingrelay.testing.DeadLetters;
import org.parkingrelay.testing.TestBroker;

/** A topic of dead letters on a real broker, and who reads it. */
final class LetterTopicKit implements AutoCloseable {

    static final TestBroker BROKER = TestBroker.shared();
    static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    static final LetterReading READING =
            new LetterReading(Mappings.open(Map.of(), Optional.empty(), new ConfigProblems()));

    private final TimerThread timer = new TimerThread();
    private final LetterConsumers consumers;

    final String topic = "letters-" + UUID.randomUUID().toString().substring(0, 8);
    final Map<LetterId, LetterState> states = new HashMap<>();

    LetterTopicKit() {
        this(BROKER.bootstrapServers());
    }

    LetterTopicKit(String servers) {
        this.consumers = LetterConsumers.from(Map.of("bootstrap.servers", servers), timer);
    }

    /** Makes the topic and waits for it: of what is sent at once before, the second batch may come first. */
    void create(int partitions) {
        BROKER.createTopic(topic, partitions);
        BROKER.read(topic);
    }

    LetterTopic topic() {
        return topic(ScanLimits.OF_A_REQUEST);
    }

    LetterTopic topic(ScanLimits limits) {
        return new LetterTopic(
                topic, consumers, READING, id -> states.getOrDefault(id, LetterState.OPEN), limits, System::nanoTime);
    }

    /** Writes a letter so many seconds after the start. */
    void write(DeadLetters letter, int partition, long second) {
        BROKER.publish(letter.record(topic, partition, START.plusSeconds(second)));
    }

    static String event(String plate, String lot, String lane) {
        return """
                {"eventId":"e-1","direction":"IN","plateNumber":"%s","lotId":"%s","laneId":"%s","occurredAt":"2026-03-01T10:15:30+08:00"}""".formatted(plate, lot, lane);
    }

    /** All letters of a filter, page by page. */
    static List<DeadLetter> all(LetterTopic topic, LetterFilter filter, LetterOrder order, int most) {
        List<DeadLetter> all = new ArrayList<>();
        Optional<LetterCursor> cursor = Optional.empty();
        do {
            LetterSlice<List<DeadLetter>> slice = topic.letters(filter, letter -> true, order, cursor, most);
            all.addAll(slice.found());
            cursor = slice.next().flatMap(next -> LetterCursor.parse(next.text()));
        } while (cursor.isPresent());
        return all;
    }

    @Override
    public void close() {
        consumers.close();
        timer.close();
    }
}
