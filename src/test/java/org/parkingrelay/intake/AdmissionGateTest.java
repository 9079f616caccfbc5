package org.parkingrelay.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class AdmissionGateTest {

    private final AdmissionGate gate = new AdmissionGate(2, 100);

    @Test
    void holds_back_whoever_comes_while_all_permits_are_taken() {
        assertThat(gate.enter(10)).isCompleted();
        assertThat(gate.enter(10)).isCompleted();

        CompletableFuture<Void> third = gate.enter(10);

        assertThat(third).isNotCompleted();
        assertThat(gate.inFlight()).isEqualTo(2);
        gate.leave(10);
        assertThat(third).isCompleted();
        assertThat(gate.inFlight()).isEqualTo(2);
    }

    @Test
    void holds_back_whoever_comes_while_too_many_bytes_are_inside() {
        assertThat(gate.enter(150)).isCompleted();
        CompletableFuture<Void> next = gate.enter(10);

        assertThat(next).isNotCompleted();
        gate.leave(150);
        assertThat(next).isCompleted();
        assertThat(gate.bytesInFlight()).isEqualTo(10);
    }

    @Test
    void lets_two_channels_in_by_turns() {
        gate.enter(10);
        gate.enter(10);
        CompletableFuture<Void> ofOne = gate.enter(10);
        CompletableFuture<Void> ofOther = gate.enter(10);

        gate.leave(10);
        CompletableFuture<Void> ofOneAgain = gate.enter(10);
        gate.leave(10);

        assertThat(ofOne).isCompleted();
        assertThat(ofOther).isCompleted();
        assertThat(ofOneAgain).isNotCompleted();
        assertThat(gate.inFlight()).isEqualTo(2);
    }

    @Test
    void a_large_one_that_leaves_makes_room_for_several() {
        gate.enter(150);
        CompletableFuture<Void> one = gate.enter(10);
        CompletableFuture<Void> other = gate.enter(10);

        gate.leave(150);

        assertThat(one).isCompleted();
        assertThat(other).isCompleted();
    }

    @Test
    void lets_nobody_in_once_closed_and_the_rest_out() {
        gate.enter(10);
        gate.enter(10);
        CompletableFuture<Void> waiting = gate.enter(10);
        CompletableFuture<Void> empty = gate.empty().toCompletableFuture();

        gate.close();
        gate.leave(10);

        assertThat(waiting).isNotCompleted();
        assertThat(gate.enter(10)).isNotCompleted();
        assertThat(empty).isNotCompleted();
        gate.leave(10);
        assertThat(empty).isCompleted();
        assertThat(gate.empty().toCompletableFuture()).isCompleted();
    }

    @Test
    void holds_back_whoever_comes_while_the_work_is_behind_until_it_is_told_that_it_is_not() {
        AtomicBoolean isBehind = new AtomicBoolean();
        AdmissionGate before = new AdmissionGate(10, 100, isBehind::get);
        assertThat(before.enter(1)).isCompleted();
        isBehind.set(true);
        CompletableFuture<Void> next = before.enter(1);
        CompletableFuture<Void> afterThat = before.enter(1);

        before.reconsider();
        assertThat(next).isNotCompleted();
        isBehind.set(false);
        before.reconsider();

        assertThat(next).isCompleted();
        assertThat(afterThat).isCompleted();
        assertThat(before.inFlight()).isEqualTo(3);
    }

    @Test
    void once_full_a_large_gate_lets_others_in_only_when_many_may_come_together() {
        AdmissionGate large = new AdmissionGate(160, 1_000);
        for (int i = 0; i < 160; i++) {
            assertThat(large.enter(1)).isCompleted();
        }
        CompletableFuture<Void> next = large.enter(1);

        for (int i = 0; i < 9; i++) {
            large.leave(1);
            assertThat(next).isNotCompleted();
        }
        large.leave(1);

        assertThat(next).isCompleted();
    }

    @Test
    void nobody_comes_in_by_reconsidering_a_closed_gate() {
        AtomicBoolean isBehind = new AtomicBoolean(true);
        AdmissionGate closed = new AdmissionGate(10, 100, isBehind::get);
        CompletableFuture<Void> next = closed.enter(1);
        closed.close();
        isBehind.set(false);

        closed.reconsider();

        assertThat(next).isNotCompleted();
    }
}
