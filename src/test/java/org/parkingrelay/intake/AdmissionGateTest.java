package org.parkingrelay.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
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
}
