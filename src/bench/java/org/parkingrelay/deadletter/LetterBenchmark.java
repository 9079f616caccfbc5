package org.parkingrelay.deadletter;

import io.smallrye.reactive.messaging.kafka.companion.test.EmbeddedKafkaBroker;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.Producer;
import org.parkingrelay.config.ConfigProblems;
import org.parkingrelay.event.PlateNormaliser;
import org.parkingrelay.event.PlateReading;
import org.parkingrelay.mapping.Mappings;
import org.parkingrelay.outbox.OwnProducer;
import org.parkingrelay.retry.TimerThread;
import org.parkingrelay.testing.DeadLetters;

/**
 * How long a person waits who looks at 1,000,000 dead letters: the first page, cold and warm, by filters that find little, groups, one
 * letter, and all of a car; and how much memory it takes.
 *
 * <p>{@code mvn -Pbench package exec:exec -Dbench=org.parkingrelay.deadletter.LetterBenchmark}
 */
public final class LetterBenchmark {

    private static final String TOPIC = "letters";
    private static final int LETTERS = 1_000_000;
    private static final int PARTITIONS = 6;
    private static final int PAGE = 50;
    private static final long MOST_MILLIS = 1_000;
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final LetterFilter NOTHING = filter(Optional.of("nowhere"), "");

    private LetterBenchmark() {}

    /** Runs it; ends with 1 where the first page takes longer than it may. */
    public static void main(String... args) throws Exception {
        EmbeddedKafkaBroker broker = new EmbeddedKafkaBroker().start();
        String listener = broker.getAdvertisedListeners();
        Map<String, Object> kafka = Map.of(
                "bootstrap.servers",
                listener.substring(listener.indexOf("://") + 3).split(",", -1)[0]);
        write(kafka);
        long cold;
        try (TimerThread timer = new TimerThread()) {
            cold = look(kafka, timer);
        } finally {
            broker.close();
        }
        System.exit(cold > MOST_MILLIS ? 1 : 0);
    }

    private static void write(Map<String, Object> kafka) throws Exception {
        try (Admin admin = Admin.create(kafka)) {
            admin.createTopics(List.of(new NewTopic(TOPIC, PARTITIONS, (short) 1)))
                    .all()
                    .get();
        }
        try (Producer<byte[], byte[]> producer = OwnProducer.from(kafka)) {
            for (int i = 0; i < LETTERS; i++) {
                String code = i % 3 == 0 ? "PARAM_ERROR" : "OPENID_MISMATCH";
                var unused = producer.send(DeadLetters.rejected(code, i % 5, event(i))
                        .record(TOPIC, i % PARTITIONS, START.plusMillis(i * 100L)));
            }
            producer.flush();
        }
    }

    private static String event(int i) {
        return """
                {"eventId":"r-20260301-%d:IN","direction":"IN","plateNumber":"粤B%05d","lotId":"LOT-%d","laneId":"E1","occurredAt":"2026-03-01T10:15:30+08:00","plateColor":"BLUE","confidence":97,"sessionId":"r-20260301-%d"}""".formatted(i, i % 100_000, i % 20, i);
    }

    private static LetterFilter filter(Optional<String> lot, String plate) {
        LetterFilter all = LetterFilter.ALL;
        return new LetterFilter(
                all.from(),
                all.until(),
                all.reasons(),
                all.codes(),
                all.circle(),
                lot,
                all.gate(),
                PlateNormaliser.read(plate) instanceof PlateReading.Legible legible
                        ? Set.copyOf(legible.all())
                        : Set.of(),
                all.minAttempts(),
                all.maxAttempts(),
                all.text(),
                all.states(),
                all.cause());
    }

    private static LetterFilter byCode(String code) {
        LetterFilter all = LetterFilter.ALL;
        return new LetterFilter(
                all.from(),
                all.until(),
                all.reasons(),
                Set.of(code),
                all.circle(),
                all.lot(),
                all.gate(),
                all.plates(),
                all.minAttempts(),
                all.maxAttempts(),
                all.text(),
                all.states(),
                all.cause());
    }

    private static long look(Map<String, Object> kafka, TimerThread timer) {
        try (LetterConsumers consumers = LetterConsumers.from(kafka, timer)) {
            LetterReading reading = new LetterReading(Mappings.open(Map.of(), Optional.empty(), new ConfigProblems()));
            LetterTopic topic = new LetterTopic(
                    TOPIC, consumers, reading, id -> LetterState.OPEN, ScanLimits.OF_A_REQUEST, System::nanoTime);
            long cold = timed("first page, with a new consumer", () -> page(topic, LetterFilter.ALL));
            for (int i = 0; i < 3; i++) {
                timed("first page again", () -> page(topic, LetterFilter.ALL));
            }
            timed("first page of a code", () -> page(topic, byCode("PARAM_ERROR")));
            timed("one letter in the middle", () -> topic.letter(new LetterId(3, LETTERS / PARTITIONS / 2)));
            scan("all, by a code that none has", topic, byCode("NONE"));
            scan("all, by a car park that none has", topic, NOTHING);
            scan("all of a car", topic, filter(Optional.empty(), "粤B00077"));
            groups(topic);
            return cold;
        }
    }

    private static LetterSlice<List<DeadLetter>> page(LetterTopic topic, LetterFilter filter) {
        LetterSlice<List<DeadLetter>> page =
                topic.letters(filter, any -> true, LetterOrder.NEWEST_FIRST, Optional.empty(), PAGE);
        if (page.found().size() != PAGE || page.total() != LETTERS) {
            throw new IllegalStateException("found " + page.found().size() + " of " + page.total());
        }
        return page;
    }

    private static long timed(String what, Runnable work) {
        long begun = System.nanoTime();
        work.run();
        long millis = (System.nanoTime() - begun) / 1_000_000;
        System.out.printf("%-36s %6d ms%n", what, millis);
        return millis;
    }

    private static void scan(String what, LetterTopic topic, LetterFilter filter) {
        long begun = System.nanoTime();
        long found = 0;
        int slices = 0;
        long longest = 0;
        Optional<LetterCursor> cursor = Optional.empty();
        do {
            long before = System.nanoTime();
            LetterSlice<List<DeadLetter>> slice =
                    topic.letters(filter, any -> true, LetterOrder.NEWEST_FIRST, cursor, 200);
            longest = Math.max(longest, System.nanoTime() - before);
            found += slice.found().size();
            cursor = slice.next();
            slices++;
        } while (cursor.isPresent());
        tell(what, begun, slices, longest, found);
    }

    private static void groups(LetterTopic topic) {
        long begun = System.nanoTime();
        LetterGroups sum = new LetterGroups();
        int slices = 0;
        long longest = 0;
        Optional<LetterCursor> cursor = Optional.empty();
        do {
            long before = System.nanoTime();
            LetterSlice<LetterGroups> slice = topic.groups(LetterFilter.ALL, any -> true, cursor);
            longest = Math.max(longest, System.nanoTime() - before);
            sum.add(slice.found());
            cursor = slice.next();
            slices++;
        } while (cursor.isPresent());
        tell("groups of all", begun, slices, longest, sum.groups().size());
    }

    private static void tell(String what, long begun, int slices, long longest, long found) {
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        System.out.printf(
                "%-36s %6d ms, %d letters a second, %d slices of at most %d ms, %d found%n",
                what, took.toMillis(), LETTERS * 1_000L / took.toMillis(), slices, longest / 1_000_000, found);
    }
}
