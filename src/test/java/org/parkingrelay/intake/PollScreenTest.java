package org.parkingrelay.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.parkingrelay.testing.MutableClock;

class PollScreenTest {

    private static final String NOW = "2026-01-31T02:00:00Z";
    private static final TopicPartition FIRST = new TopicPartition("events", 0);
    private static final TopicPartition SECOND = new TopicPartition("events", 1);
    private static final byte[] STRANGER = "stranger".getBytes(StandardCharsets.UTF_8);
    private static final byte[] MEMBER = "member".getBytes(StandardCharsets.UTF_8);
    private static final byte[] FAULT = "fault".getBytes(StandardCharsets.UTF_8);

    private final MutableClock clock = new MutableClock(NOW);
    private final Windows windows = new Windows(4, clock, () -> {});
    private final List<Long> seen = new ArrayList<>();
    private final PollScreen screen = new PollScreen(windows, this::look, clock);

    private BitSet look(List<ConsumerRecord<byte[], byte[]>> records, Instant now) {
        assertThat(now).isEqualTo(Instant.parse(NOW));
        BitSet passing = new BitSet();
        for (int i = 0; i < records.size(); i++) {
            if (records.get(i).value() == FAULT) {
                throw new IllegalStateException("a fault");
            }
            seen.add(records.get(i).offset());
            passing.set(i, records.get(i).value() == STRANGER);
        }
        return passing;
    }

    private static List<ConsumerRecord<byte[], byte[]>> records(TopicPartition of, long from, byte[]... values) {
        return LongStream.range(from, from + values.length)
                .mapToObj(offset -> new ConsumerRecord<byte[], byte[]>(
                        of.topic(), of.partition(), offset, null, values[(int) (offset - from)]))
                .toList();
    }

    private static ConsumerRecords<byte[], byte[]> poll(
            Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records) {
        return new ConsumerRecords<>(records, Map.of(FIRST, new OffsetAndMetadata(99)));
    }

    private List<Long> left(ConsumerRecords<byte[], byte[]> poll, TopicPartition of) {
        return screen.screened(poll).records(of).stream()
                .map(ConsumerRecord::offset)
                .toList();
    }

    @Test
    void what_passes_is_settled_and_the_rest_is_left_in_its_order() {
        PartitionWindow window = windows.openAssigned(FIRST, 1, settled -> {});

        assertThat(left(poll(Map.of(FIRST, records(FIRST, 7, STRANGER, MEMBER, STRANGER, MEMBER))), FIRST))
                .containsExactly(8L, 10L);

        assertThat(window.committable()).hasValue(8);
        window.take(8, Instant.MAX).settle();
        assertThat(window.committable()).hasValue(10);
        assertThat(window.oldest().orElseThrow().since()).isEqualTo(Instant.parse(NOW));
    }

    @Test
    void a_poll_of_which_nothing_is_left_is_empty_and_its_position_stays() {
        windows.openAssigned(FIRST, 1, settled -> {});

        ConsumerRecords<byte[], byte[]> left =
                screen.screened(poll(Map.of(FIRST, records(FIRST, 7, STRANGER, STRANGER))));

        assertThat(left.isEmpty()).isTrue();
        assertThat(left.nextOffsets()).containsOnlyKeys(FIRST);
    }

    @Test
    void a_partition_whose_window_has_not_seen_all_its_records_is_left_as_it_is() {
        windows.open("events-1", 1, settled -> {});

        assertThat(left(poll(Map.of(SECOND, records(SECOND, 0, STRANGER, MEMBER))), SECOND))
                .containsExactly(0L, 1L);
        assertThat(seen).isEmpty();
    }

    @Test
    void a_partition_that_was_given_back_is_left_as_it_is() {
        PartitionWindow window = windows.openAssigned(FIRST, 1, settled -> {});
        windows.drop(FIRST, window);

        assertThat(left(poll(Map.of(FIRST, records(FIRST, 0, STRANGER))), FIRST))
                .containsExactly(0L);
    }

    @Test
    void nothing_passes_once_the_claim_has_ended_and_nothing_is_to_be_committed() {
        PartitionWindow window = windows.openAssigned(FIRST, 1, settled -> {});
        windows.endClaims();

        assertThat(left(poll(Map.of(FIRST, records(FIRST, 0, STRANGER))), FIRST))
                .containsExactly(0L);
        assertThat(seen).isEmpty();
        assertThat(window.committable()).isEmpty();
    }

    @Test
    void any_number_passes_behind_an_unsettled_record() {
        PartitionWindow window = windows.openAssigned(FIRST, 1, settled -> {});
        byte[][] values = {MEMBER, STRANGER, STRANGER, STRANGER, STRANGER, STRANGER};

        assertThat(left(poll(Map.of(FIRST, records(FIRST, 0, values))), FIRST)).containsExactly(0L);

        window.take(0, Instant.MAX).settle();
        assertThat(window.committable()).hasValue(6);
    }

    @Test
    void of_several_partitions_each_has_its_own() {
        PartitionWindow first = windows.openAssigned(FIRST, 1, settled -> {});
        PartitionWindow second = windows.openAssigned(SECOND, 1, settled -> {});

        ConsumerRecords<byte[], byte[]> left = screen.screened(poll(Map.of(
                FIRST, records(FIRST, 7, STRANGER, MEMBER), SECOND, records(SECOND, 3, MEMBER, STRANGER, STRANGER))));

        assertThat(left.records(FIRST)).extracting(ConsumerRecord::offset).containsExactly(8L);
        assertThat(left.records(SECOND)).extracting(ConsumerRecord::offset).containsExactly(3L);
        assertThat(first.committable()).hasValue(8);
        second.take(3, Instant.MAX).settle();
        assertThat(second.committable()).hasValue(6);
    }

    @Test
    void a_fault_leaves_the_poll_to_the_longer_way() {
        PartitionWindow window = windows.openAssigned(FIRST, 1, settled -> {});

        assertThat(left(poll(Map.of(FIRST, records(FIRST, 0, FAULT, STRANGER))), FIRST))
                .containsExactly(0L, 1L);
        assertThat(window.committable()).isEmpty();
    }

    @Test
    void a_clients_own_interceptors_see_its_polls_first() {
        Map<String, Object> client = new HashMap<>();
        client.put(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG, "one.Interceptor, another.Interceptor");

        assertThat(PollInterceptor.configured(client, screen))
                .containsEntry(
                        ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG,
                        List.of("one.Interceptor", "another.Interceptor", PollInterceptor.class.getName()));
        assertThat(PollInterceptor.configured(new HashMap<>(), screen))
                .containsEntry(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG, List.of(PollInterceptor.class.getName()));
    }

    @Test
    void the_interceptor_finds_its_screen_in_the_clients_configuration() {
        windows.openAssigned(FIRST, 1, settled -> {});
        try (PollInterceptor interceptor = new PollInterceptor()) {
            interceptor.configure(PollInterceptor.configured(new HashMap<>(), screen));

            assertThat(interceptor
                            .onConsume(poll(Map.of(FIRST, records(FIRST, 0, STRANGER))))
                            .isEmpty())
                    .isTrue();
        }
    }
}
