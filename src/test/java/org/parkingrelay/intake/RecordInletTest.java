package org.parkingrelay.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.parkingrelay.delivery.Disposition;
import org.parkingrelay.delivery.SkipReason;
import org.parkingrelay.retry.Waits;
import org.parkingrelay.testing.ManualTimer;
import org.parkingrelay.testing.MutableClock;

class RecordInletTest {

    private static final Instant NOW = Instant.parse("2026-01-31T02:00:00Z");
    private static final Disposition SKIPPED = new Disposition.Skipped(SkipReason.NOT_A_MEMBER);

    private final MutableClock clock = new MutableClock(NOW.toString());
    private final ManualTimer timer = new ManualTimer(clock);
    private final AdmissionGate gate = new AdmissionGate(2, 1_000);
    private final PartitionWindow window = new PartitionWindow("events-0", 1, 3, settled -> {});
    private final Map<Long, CompletableFuture<Disposition>> begun = new HashMap<>();
    private final RecordInlet inlet = new RecordInlet(
            (record, claim) -> begun.computeIfAbsent(record.offset(), offset -> new CompletableFuture<>()),
            gate,
            new RetryHold(Duration.ofMinutes(1), new Waits(timer), clock),
            clock,
            Runnable::run);

    private static Instant atOnce(long timestamp) {
        return Instant.MIN;
    }

    private static List<ConsumerRecord<byte[], byte[]>> poll(long from, long to) {
        return LongStream.range(from, to)
                .mapToObj(offset -> new ConsumerRecord<byte[], byte[]>("events", 0, offset, null, new byte[10]))
                .toList();
    }

    private CompletableFuture<Void> letIn(long from, long to) {
        return inlet.letIn(poll(from, to), partition -> window, RecordInletTest::atOnce, Runnable::run)
                .toCompletableFuture();
    }

    private void end(long offset, Disposition disposition) {
        begun.get(offset).complete(disposition);
    }

    @Test
    void the_next_poll_may_come_when_the_last_record_is_in() {
        CompletableFuture<Void> in = letIn(0, 3);
        assertThat(begun).containsOnlyKeys(0L, 1L);
        assertThat(in).isNotDone();

        end(1, SKIPPED);

        assertThat(begun).containsOnlyKeys(0L, 1L, 2L);
        assertThat(in).isCompleted();
    }

    @Test
    void a_record_is_settled_when_its_work_has_ended() {
        letIn(0, 2);

        end(1, SKIPPED);
        assertThat(window.committable()).isEmpty();
        end(0, SKIPPED);
        assertThat(window.committable()).hasValue(2);
        assertThat(gate.inFlight()).isZero();
        assertThat(gate.bytesInFlight()).isZero();
    }

    @Test
    void a_record_that_is_left_or_whose_work_failed_gives_its_permit_back_and_is_not_settled() {
        letIn(0, 2);

        end(0, new Disposition.Left());
        begun.get(1L).completeExceptionally(new IllegalStateException("a fault"));

        assertThat(gate.inFlight()).isZero();
        assertThat(window.committable()).isEmpty();
        assertThat(window.idle()).isCompleted();
    }

    @Test
    void work_that_throws_holds_up_nothing_but_its_own_record() {
        RecordInlet faulty = new RecordInlet(
                (record, claim) -> {
                    if (record.offset() == 0) {
                        throw new IllegalStateException("meant by the test");
                    }
                    return CompletableFuture.completedStage(SKIPPED);
                },
                gate,
                new RetryHold(Duration.ofMinutes(1), new Waits(timer), clock),
                clock,
                Runnable::run);

        assertThat(faulty.letIn(poll(0, 3), partition -> window, RecordInletTest::atOnce, Runnable::run)
                        .toCompletableFuture())
                .isCompleted();
        assertThat(gate.inFlight()).isZero();
        assertThat(window.committable()).isEmpty();
        assertThat(window.size()).isEqualTo(3);
    }

    @Test
    void a_full_window_holds_the_next_record_back_until_there_is_room() {
        letIn(0, 2);
        end(1, SKIPPED);
        letIn(2, 3);
        end(2, SKIPPED);
        CompletableFuture<Void> fourth = letIn(3, 4);
        assertThat(begun).doesNotContainKey(3L);

        end(0, SKIPPED);

        assertThat(fourth).isCompleted();
        assertThat(begun).containsKey(3L);
    }

    @Test
    void what_waits_for_room_in_a_partition_that_is_taken_away_is_left_out() {
        letIn(0, 2);
        end(1, SKIPPED);
        letIn(2, 3);
        end(2, SKIPPED);
        CompletableFuture<Void> fourth = letIn(3, 5);

        window.claim().end();

        assertThat(fourth).isCompleted();
        assertThat(begun).doesNotContainKeys(3L, 4L);
    }

    @Test
    void what_waits_for_a_permit_while_its_partition_is_taken_away_gives_it_back() {
        letIn(0, 2);
        CompletableFuture<Void> third = letIn(2, 3);

        window.claim().end();
        end(0, new Disposition.Left());
        end(1, new Disposition.Left());

        assertThat(third).isCompleted();
        assertThat(begun).doesNotContainKey(2L);
        assertThat(gate.inFlight()).isZero();
    }

    @Test
    void once_the_gate_is_closed_nothing_more_comes_in_and_no_further_poll_is_asked_for() {
        gate.close();

        assertThat(letIn(0, 1)).isNotDone();
        assertThat(begun).isEmpty();
    }

    @Test
    void a_record_that_is_not_due_holds_back_those_behind_it_until_it_is() {
        Instant due = NOW.plusSeconds(30);
        CompletableFuture<Void> in = inlet.letIn(poll(0, 2), partition -> window, timestamp -> due, Runnable::run)
                .toCompletableFuture();
        assertThat(begun).isEmpty();
        assertThat(window.oldest().orElseThrow().since()).isEqualTo(due);

        timer.advance(Duration.ofSeconds(30));

        assertThat(in).isCompleted();
        assertThat(begun).containsOnlyKeys(0L, 1L);
    }

    @Test
    void a_record_that_is_not_due_is_left_out_when_its_partition_is_taken_away() {
        CompletableFuture<Void> in = inlet.letIn(
                        poll(0, 1), partition -> window, timestamp -> NOW.plusSeconds(30), Runnable::run)
                .toCompletableFuture();

        window.claim().end();

        assertThat(in).isCompleted();
        assertThat(begun).isEmpty();
    }

    @Test
    void a_poll_that_takes_long_goes_on_when_its_thread_has_done_what_else_waits() {
        List<Long> taken = new ArrayList<>();
        RecordInlet slow = new RecordInlet(
                (record, claim) -> {
                    taken.add(record.offset());
                    timer.advance(Duration.ofMillis(15));
                    return CompletableFuture.completedStage(SKIPPED);
                },
                gate,
                new RetryHold(Duration.ofMinutes(1), new Waits(timer), clock),
                clock,
                Runnable::run);
        Deque<Runnable> later = new ArrayDeque<>();

        CompletableFuture<Void> in = slow.letIn(poll(0, 3), partition -> window, RecordInletTest::atOnce, later::add)
                .toCompletableFuture();

        assertThat(taken).containsExactly(0L, 1L);
        assertThat(in).isNotDone();

        later.remove().run();

        assertThat(taken).containsExactly(0L, 1L, 2L);
        assertThat(in).isCompleted();
        assertThat(later).isEmpty();
    }

    @Test
    void each_record_is_let_in_by_the_window_of_its_own_partition() {
        PartitionWindow other = new PartitionWindow("events-1", 1, 3, settled -> {});
        List<ConsumerRecord<byte[], byte[]>> poll = new ArrayList<>(poll(0, 1));
        poll.add(new ConsumerRecord<>("events", 1, 9, null, new byte[1]));

        inlet.letIn(
                poll, partition -> partition.partition() == 0 ? window : other, RecordInletTest::atOnce, Runnable::run);
        end(9, SKIPPED);

        assertThat(other.committable()).hasValue(10);
        assertThat(window.committable()).isEmpty();
    }
}
