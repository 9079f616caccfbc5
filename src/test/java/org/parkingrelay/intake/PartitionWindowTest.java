package org.parkingrelay.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.parkingrelay.intake.PartitionWindow.Taken;
import org.parkingrelay.intake.PartitionWindow.Unsettled;

class PartitionWindowTest {

    private static final Instant NOW = Instant.parse("2026-01-31T02:00:00Z");

    private final PartitionWindow window = new PartitionWindow("events-0", 1, 3, settled -> {});

    private Taken take(long offset) {
        Taken taken = window.take(offset, NOW.plusSeconds(offset));
        assertThat(taken.begin()).isTrue();
        return taken;
    }

    @Test
    void nothing_is_to_be_committed_before_something_is_settled() {
        take(7);

        assertThat(window.committable()).isEmpty();
    }

    @Test
    void the_offset_after_the_last_of_the_settled_front_is_to_be_committed() {
        Taken first = take(7);
        Taken second = take(8);
        take(9);

        second.settle();
        assertThat(window.committable()).isEmpty();
        first.settle();
        assertThat(window.committable()).hasValue(9);
    }

    @Test
    void gaps_between_offsets_hold_nothing_up() {
        Taken first = take(7);
        Taken second = take(1_000_000);

        first.settle();
        assertThat(window.committable()).hasValue(8);
        second.settle();
        assertThat(window.committable()).hasValue(1_000_001);
    }

    @Test
    void what_is_committed_is_not_to_be_committed_again() {
        Taken first = take(7);
        first.settle();
        window.committed(8);

        assertThat(window.committable()).isEmpty();
        take(8).settle();
        assertThat(window.committable()).hasValue(9);
    }

    @Test
    void what_is_settled_while_a_commit_is_under_way_is_left_for_the_next() {
        take(7).settle();
        long committing = window.committable().orElseThrow();
        take(8).settle();
        window.committed(committing);

        assertThat(window.committable()).hasValue(9);
    }

    @Test
    void settling_again_changes_nothing() {
        Taken first = take(7);
        Taken second = take(8);
        first.settle();
        first.settle();
        first.release();
        second.begin();

        assertThat(window.committable()).hasValue(8);
        assertThat(window.idle().toCompletableFuture()).isNotCompleted();
        second.settle();
        assertThat(window.idle().toCompletableFuture()).isCompleted();
    }

    @Test
    void a_released_record_holds_the_front_and_no_longer_counts_as_work() {
        Taken first = take(7);
        Taken second = take(8);
        CompletableFuture<Void> idle = window.idle().toCompletableFuture();

        second.settle();
        first.release();

        assertThat(idle).isCompleted();
        assertThat(window.committable()).isEmpty();
        assertThat(window.oldest()).contains(new Unsettled("events-0-7", NOW.plusSeconds(7)));
    }

    @Test
    void a_first_record_before_the_committed_offset_is_taken_like_any_other() {
        window.committed(100);
        take(3).settle();

        assertThat(window.committable()).hasValue(4);
    }

    @Test
    void a_position_that_was_set_back_begins_the_window_anew() {
        Taken old = take(50);
        take(51).settle();

        Taken again = take(40);
        old.settle();
        assertThat(window.committable()).isEmpty();
        again.settle();
        assertThat(window.committable()).hasValue(41);
        assertThat(window.size()).isZero();
    }

    @Test
    void a_position_that_was_set_back_after_all_was_settled_begins_anew_too() {
        take(50).settle();

        Taken again = take(40);
        assertThat(window.committable()).isEmpty();
        again.settle();
        assertThat(window.committable()).hasValue(41);
    }

    @Test
    void a_full_window_has_room_when_its_first_is_settled() {
        Taken first = take(1);
        Taken second = take(2);
        assertThat(window.room().toCompletableFuture()).isCompleted();
        take(3);
        CompletableFuture<Void> room = window.room().toCompletableFuture();

        second.settle();
        assertThat(room).isNotCompleted();
        first.settle();
        assertThat(room).isCompleted();
        assertThat(window.size()).isEqualTo(1);
    }

    @Test
    void the_end_of_the_claim_makes_room_and_lets_nothing_begin() {
        LongStream.rangeClosed(1, 3).forEach(this::take);
        CompletableFuture<Void> room = window.room().toCompletableFuture();

        window.claim().end();

        assertThat(room).isCompleted();
        assertThat(window.room().toCompletableFuture()).isCompleted();
        assertThat(window.take(4, NOW).begin()).isFalse();
    }

    @Test
    void work_that_began_before_the_end_of_the_claim_is_settled_after_it() {
        Taken first = take(1);
        window.claim().end();

        first.settle();

        assertThat(window.committable()).hasValue(2);
    }

    @Test
    void what_passes_behind_settled_records_is_to_be_committed_at_once() {
        window.pass(7, 7, 1);
        window.pass(8, 8, 1);

        assertThat(window.committable()).hasValue(9);
        assertThat(window.size()).isZero();
    }

    @Test
    void some_that_pass_together_count_as_each_of_them() {
        List<Integer> settled = new ArrayList<>();
        PartitionWindow counted = new PartitionWindow("events-0", 1, 10, settled::add);
        counted.expect(7, NOW);
        counted.pass(8, 12, 4);

        assertThat(settled).containsExactly(4);
        counted.take(7, NOW).settle();
        assertThat(counted.committable()).hasValue(13);
        assertThat(counted.size()).isZero();
    }

    @Test
    void what_passes_behind_an_unsettled_record_is_to_be_committed_with_it() {
        window.pass(6, 6, 1);
        window.expect(7, NOW);
        window.pass(8, 8, 1);
        window.pass(11, 11, 1);
        assertThat(window.committable()).hasValue(7);
        assertThat(window.oldest()).contains(new Unsettled("events-0-7", NOW));

        take(7).settle();

        assertThat(window.committable()).hasValue(12);
        assertThat(window.size()).isZero();
    }

    @Test
    void neither_what_passes_nor_an_expected_record_takes_room() {
        for (long offset = 0; offset < 100; offset += 2) {
            window.expect(offset, NOW);
            window.pass(offset + 1, offset + 1, 1);
        }
        assertThat(window.size()).isZero();

        Taken first = take(0);
        take(2);
        assertThat(window.room()).isCompleted();
        take(4);
        assertThat(window.size()).isEqualTo(3);
        CompletableFuture<Void> room = window.room();
        assertThat(room).isNotCompleted();
        first.settle();

        assertThat(room).isCompleted();
        assertThat(window.committable()).hasValue(2);
    }

    @Test
    void an_expected_record_from_before_a_position_was_set_back_holds_nothing_up() {
        window.expect(7, NOW);
        window.expect(8, NOW);
        window.expect(7, NOW);
        window.pass(8, 8, 1);

        Taken first = take(7);
        take(8).release();
        first.settle();

        assertThat(window.committable()).hasValue(9);
    }

    @RepeatedTest(50)
    void the_front_never_passes_an_unsettled_record_whatever_has_passed_between(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        PartitionWindow wide = new PartitionWindow("events-0", 1, 1000, settled -> {});
        List<Long> unsettled = new ArrayList<>();
        List<Long> expected = new ArrayList<>();
        List<Taken> takens = new ArrayList<>();
        List<Long> offsets = new ArrayList<>();
        long next = 0;
        for (int i = 0; i < 2_000; i++) {
            switch (random.nextInt(4)) {
                case 0 -> wide.pass(next, next++, 1);
                case 1 -> {
                    unsettled.add(next);
                    expected.add(next);
                    wide.expect(next++, NOW);
                }
                case 2 -> {
                    if (!expected.isEmpty()) {
                        offsets.add(expected.get(0));
                        takens.add(wide.take(expected.remove(0), NOW));
                    }
                }
                default -> {
                    if (!takens.isEmpty()) {
                        int which = random.nextInt(takens.size());
                        takens.remove(which).settle();
                        unsettled.remove(offsets.remove(which));
                    }
                }
            }
            long front = unsettled.isEmpty() ? next : unsettled.get(0);
            assertThat(wide.committable().orElse(0)).isEqualTo(front);
        }
    }

    @RepeatedTest(50)
    void the_front_never_passes_an_unsettled_record_in_whatever_order_they_are_settled(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        PartitionWindow wide = new PartitionWindow("events-0", 1, 1000, settled -> {});
        List<Taken> takens = new ArrayList<>();
        List<Long> offsets = new ArrayList<>();
        long offset = random.nextInt(5);
        for (int i = 0; i < 200; i++) {
            offsets.add(offset);
            takens.add(wide.take(offset, NOW));
            offset += 1 + random.nextInt(3);
        }
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            order.add(i);
        }
        Collections.shuffle(order, random);
        Set<Integer> settled = new HashSet<>();
        for (int index : order) {
            takens.get(index).settle();
            settled.add(index);
            int first = 0;
            while (settled.contains(first)) {
                first++;
            }
            if (first == 0) {
                assertThat(wide.committable()).isEmpty();
            } else {
                assertThat(wide.committable()).hasValue(offsets.get(first - 1) + 1);
                if (first < 200) {
                    assertThat(offsets.get(first)).isGreaterThanOrEqualTo(offsets.get(first - 1) + 1);
                }
            }
            assertThat(wide.size()).isEqualTo(200 - first);
        }
    }
}
