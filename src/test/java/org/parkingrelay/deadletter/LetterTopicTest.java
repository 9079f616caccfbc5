package org.parkingrelay.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.parkingrelay.deadletter.LetterTopicKit.BROKER;
import static org.parkingrelay.deadletter.LetterTopicKit.START;
import static org.parkingrelay.deadletter.LetterTopicKit.all;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.parkingrelay.testing.ChildProcess;
import org.parkingrelay.testing.DeadLetters;

/** The dead-letter topic, read from a real broker. */
class LetterTopicTest {

    private static final DeadLetters LETTER = DeadLetters.of("INVALID", "lotId: expected a string", "{}");

    private final LetterTopicKit kit = new LetterTopicKit();

    @AfterEach
    void close() {
        kit.close();
    }

    private static List<Long> seconds(List<DeadLetter> letters) {
        return letters.stream()
                .map(letter -> Duration.between(START, letter.at()).toSeconds())
                .toList();
    }

    /** Letters over three partitions, one each second, as chance has it; returns how many. */
    private long writeMany(int count) {
        kit.create(3);
        Random random = new Random(4711);
        for (int second = 0; second < count; second++) {
            BROKER.publishLater(LETTER.record(kit.topic, random.nextInt(3), START.plusSeconds(second)));
        }
        BROKER.flush();
        return count;
    }

    @ParameterizedTest
    @EnumSource(LetterOrder.class)
    void all_partitions_are_one_list_in_order_of_time_whatever_the_size_of_a_page(LetterOrder order) {
        writeMany(700);
        List<Long> expected = new ArrayList<>();
        for (long second = 0; second < 700; second++) {
            expected.add(second);
        }
        if (order == LetterOrder.NEWEST_FIRST) {
            Collections.reverse(expected);
        }

        assertThat(seconds(all(kit.topic(), LetterFilter.ALL, order, 37))).isEqualTo(expected);
        assertThat(seconds(all(kit.topic(), LetterFilter.ALL, order, 200))).isEqualTo(expected);
    }

    @Test
    void a_page_has_as_many_as_are_wanted_and_says_how_far_the_scan_is() {
        writeMany(100);

        LetterSlice<List<DeadLetter>> page =
                kit.topic().letters(LetterFilter.ALL, any -> true, LetterOrder.NEWEST_FIRST, Optional.empty(), 30);

        assertThat(seconds(page.found())).hasSize(30).startsWith(99L, 98L).endsWith(71L, 70L);
        assertThat(page.scanned()).isEqualTo(30);
        assertThat(page.total()).isEqualTo(100);
    }

    @Test
    void what_is_written_while_somebody_reads_is_not_part_of_their_list() {
        writeMany(50);
        LetterSlice<List<DeadLetter>> first =
                kit.topic().letters(LetterFilter.ALL, any -> true, LetterOrder.OLDEST_FIRST, Optional.empty(), 20);
        kit.write(LETTER, 1, 1_000);

        List<DeadLetter> rest = new ArrayList<>();
        Optional<LetterCursor> cursor = first.next();
        while (cursor.isPresent()) {
            LetterSlice<List<DeadLetter>> next =
                    kit.topic().letters(LetterFilter.ALL, any -> true, LetterOrder.OLDEST_FIRST, cursor, 20);
            rest.addAll(next.found());
            cursor = next.next();
            assertThat(next.total()).isEqualTo(50);
        }

        assertThat(seconds(rest)).hasSize(30).startsWith(20L).endsWith(49L);
    }

    @Test
    void a_slice_ends_at_its_limit_and_the_next_goes_on() {
        long written = writeMany(300);
        ScanLimits limits = new ScanLimits(40, Duration.ofSeconds(30), 1_000_000, Duration.ofSeconds(5));
        LetterFilter nothing = with(new FilterParts());
        Optional<LetterCursor> cursor = Optional.empty();
        int slices = 0;
        long scanned = 0;
        do {
            LetterSlice<List<DeadLetter>> slice =
                    kit.topic(limits).letters(nothing, any -> false, LetterOrder.NEWEST_FIRST, cursor, 10);
            assertThat(slice.found()).isEmpty();
            assertThat(slice.scanned()).isGreaterThan(scanned).isLessThanOrEqualTo(scanned + 40);
            scanned = slice.scanned();
            cursor = slice.next();
            slices++;
        } while (cursor.isPresent());

        assertThat(scanned).isEqualTo(written);
        assertThat(slices).isEqualTo(8);
    }

    @Test
    void a_slice_ends_in_time_though_nothing_is_found() {
        writeMany(300);
        ScanLimits limits = new ScanLimits(1_000_000, Duration.ZERO, 1_000_000, Duration.ofSeconds(5));

        assertThat(all(kit.topic(limits), LetterFilter.ALL, LetterOrder.NEWEST_FIRST, 200))
                .hasSize(300);
        LetterSlice<List<DeadLetter>> slice = kit.topic(limits)
                .letters(LetterFilter.ALL, any -> false, LetterOrder.NEWEST_FIRST, Optional.empty(), 200);

        assertThat(slice.scanned()).isBetween(1L, 64L);
        assertThat(slice.next()).isPresent();
    }

    @Test
    void letters_larger_than_what_may_be_held_come_all_the_same() {
        kit.create(2);
        for (int second = 0; second < 24; second++) {
            kit.write(LETTER.value(new byte[200_000]), second % 2, second);
        }
        ScanLimits limits = new ScanLimits(1_000, Duration.ofSeconds(30), 300_000, Duration.ofSeconds(5));

        for (LetterOrder order : LetterOrder.values()) {
            assertThat(seconds(all(kit.topic(limits), LetterFilter.ALL, order, 200)))
                    .hasSize(24)
                    .isSortedAccordingTo(
                            order == LetterOrder.OLDEST_FIRST ? Long::compare : Collections.reverseOrder());
        }
    }

    @Test
    void marks_of_transactions_what_was_taken_back_and_what_is_deleted_are_passed_over()
            throws ExecutionException, InterruptedException {
        kit.create(1);
        Map<String, Object> config =
                Map.of("bootstrap.servers", BROKER.bootstrapServers(), "transactional.id", "t-" + kit.topic);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            for (int second = 0; second < 600; second++) {
                producer.beginTransaction();
                producer.send(LETTER.record(kit.topic, 0, START.plusSeconds(second)))
                        .get();
                if (second % 3 == 0) {
                    producer.commitTransaction();
                } else {
                    producer.abortTransaction();
                }
            }
        }
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", BROKER.bootstrapServers()))) {
            admin.deleteRecords(Map.of(new TopicPartition(kit.topic, 0), RecordsToDelete.beforeOffset(301)))
                    .all()
                    .get();
        }

        for (LetterOrder order : LetterOrder.values()) {
            // Each took two positions, so those before second 151 are gone.
            assertThat(seconds(all(kit.topic(), LetterFilter.ALL, order, 200)))
                    .hasSize(149)
                    .contains(153L, 597L)
                    .allMatch(second -> second % 3 == 0);
        }
        assertThat(kit.topic().letter(new LetterId(0, 306))).isPresent();
        assertThat(kit.topic().letter(new LetterId(0, 307))).isEmpty();
        assertThat(kit.topic().letter(new LetterId(0, 308))).isEmpty();
    }

    @Test
    void what_retention_takes_during_a_scan_is_missing_and_no_more() throws ExecutionException, InterruptedException {
        kit.create(1);
        for (int second = 0; second < 60; second++) {
            kit.write(LETTER, 0, second);
        }
        LetterSlice<List<DeadLetter>> first =
                kit.topic().letters(LetterFilter.ALL, any -> true, LetterOrder.NEWEST_FIRST, Optional.empty(), 20);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", BROKER.bootstrapServers()))) {
            admin.deleteRecords(Map.of(new TopicPartition(kit.topic, 0), RecordsToDelete.beforeOffset(30)))
                    .all()
                    .get();
        }

        LetterSlice<List<DeadLetter>> second =
                kit.topic().letters(LetterFilter.ALL, any -> true, LetterOrder.NEWEST_FIRST, first.next(), 20);

        assertThat(seconds(second.found())).hasSize(10).startsWith(39L).endsWith(30L);
        assertThat(second.next()).isEmpty();
    }

    @Test
    void a_topic_that_is_not_there_is_not_made_and_one_without_letters_has_none() {
        LetterTopic missing = kit.topic();
        assertThat(missing.letters(LetterFilter.ALL, any -> true, LetterOrder.NEWEST_FIRST, Optional.empty(), 10))
                .isEqualTo(new LetterSlice<>(false, List.of(), 0, 0, Optional.empty()));
        assertThat(missing.letter(new LetterId(0, 0))).isEmpty();
        assertThat(BROKER.hasTopic(kit.topic)).isFalse();

        kit.create(2);
        assertThat(kit.topic().letters(LetterFilter.ALL, any -> true, LetterOrder.NEWEST_FIRST, Optional.empty(), 10))
                .isEqualTo(new LetterSlice<>(true, List.of(), 0, 0, Optional.empty()));
    }

    @Test
    void one_letter_is_found_by_its_name() {
        kit.create(2);
        kit.write(LETTER, 1, 1);
        kit.write(DeadLetters.rejected("PARAM_ERROR", 3, "{\"a\":1}"), 1, 2);

        DeadLetter letter = kit.topic().letter(new LetterId(1, 1)).orElseThrow();

        assertThat(letter.id().text()).isEqualTo("1-1");
        assertThat(letter.at()).isEqualTo(START.plusSeconds(2));
        assertThat(letter.code()).isEqualTo("PARAM_ERROR");
        assertThat(letter.raw().value()).asString(StandardCharsets.UTF_8).isEqualTo("{\"a\":1}");
        assertThat(kit.topic().letter(new LetterId(1, 2))).isEmpty();
        assertThat(kit.topic().letter(new LetterId(0, 0))).isEmpty();
        assertThat(kit.topic().letter(new LetterId(7, 0))).isEmpty();
    }

    @Test
    void a_range_of_time_is_looked_up_and_not_scanned_for() {
        kit.create(2);
        for (int hour = 0; hour < 100; hour++) {
            kit.write(LETTER, hour % 2, hour * 3_600L);
        }
        FilterParts parts = new FilterParts();
        parts.from = Optional.of(START.plus(Duration.ofHours(40)));
        parts.until = Optional.of(START.plus(Duration.ofHours(50)));

        LetterSlice<List<DeadLetter>> slice =
                kit.topic().letters(with(parts), any -> true, LetterOrder.NEWEST_FIRST, Optional.empty(), 200);

        assertThat(seconds(slice.found())).hasSize(10).startsWith(49 * 3_600L).endsWith(40 * 3_600L);
        // Letters may be minutes out of order, so that one more hour's may be looked at.
        assertThat(slice.total()).isBetween(10L, 12L);
    }

    @Test
    void letters_that_were_written_out_of_order_are_in_their_range_of_time() {
        kit.create(1);
        kit.write(LETTER, 0, 100);
        kit.write(LETTER, 0, 340);
        kit.write(LETTER, 0, 150);
        FilterParts parts = new FilterParts();
        parts.until = Optional.of(START.plusSeconds(200));

        assertThat(seconds(all(kit.topic(), with(parts), LetterOrder.OLDEST_FIRST, 200)))
                .containsExactlyInAnyOrder(100L, 150L);
    }

    /** Of which tests set one. */
    private static final class FilterParts {
        private Optional<Instant> from = Optional.empty();
        private Optional<Instant> until = Optional.empty();
    }

    private static LetterFilter with(FilterParts parts) {
        LetterFilter all = LetterFilter.ALL;
        return new LetterFilter(
                parts.from,
                parts.until,
                all.reasons(),
                all.codes(),
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

    @Test
    void groups_of_slices_add_up_to_those_of_all() {
        kit.create(3);
        Map<String, Long> expected = new TreeMap<>();
        for (int second = 0; second < 200; second++) {
            String code = second % 7 == 0 ? "NO_AUTH" : "PARAM_ERROR";
            expected.merge(code, 1L, Long::sum);
            BROKER.publishLater(DeadLetters.rejected(code, 1, "{}")
                    .with("dead-letter-reason", "rejected in call " + second)
                    .record(kit.topic, second % 3, START.plusSeconds(second)));
        }
        BROKER.flush();
        ScanLimits limits = new ScanLimits(30, Duration.ofSeconds(30), 1_000_000, Duration.ofSeconds(5));
        LetterGroups sum = new LetterGroups();
        Optional<LetterCursor> cursor = Optional.empty();
        int slices = 0;
        do {
            LetterSlice<LetterGroups> slice = kit.topic(limits).groups(LetterFilter.ALL, any -> true, cursor);
            sum.add(slice.found());
            cursor = slice.next();
            slices++;
        } while (cursor.isPresent());

        assertThat(slices).isEqualTo(7);
        Map<String, Long> counts = new TreeMap<>();
        sum.groups().forEach(group -> counts.put(group.cause().code(), group.letters()));
        assertThat(counts).isEqualTo(expected);
        LetterGroup largest = sum.groups().get(0);
        assertThat(largest.cause().explanation()).isEqualTo("rejected in call #");
        assertThat(largest.first()).isEqualTo(START.plusSeconds(1));
        assertThat(largest.last()).isEqualTo(START.plusSeconds(199));
        assertThat(kit.topic().letter(largest.sample()).orElseThrow().at()).isEqualTo(START.plusSeconds(199));
    }

    @Test
    void a_kafka_that_does_not_answer_is_told_in_time() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                LetterTopicKit mute = new LetterTopicKit("localhost:" + silent.getLocalPort());
                LetterTopicKit nobody = new LetterTopicKit("localhost:" + ChildProcess.freePort())) {
            for (LetterTopicKit away : List.of(mute, nobody)) {
                long begun = System.nanoTime();
                assertThatThrownBy(() -> away.topic().letter(new LetterId(0, 0)))
                        .isInstanceOf(LetterTopicException.class)
                        .hasMessage("Kafka does not answer; try again in a while, and check kafka.bootstrap.servers")
                        .hasNoCause();
                assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(12));
            }
        }
    }
}
