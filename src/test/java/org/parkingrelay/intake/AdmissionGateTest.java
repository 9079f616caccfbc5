package org.parkingrelay.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class AdmissionGateTest {

    private final AdmissionGate gate = new AdmissionGate(2, 100);

    private CompletableFuture<Void> room() {
        return gate.roomForNext().toCompletableFuture();
    }

    @Test
    void holds_the_next_back_while_all_permits_are_taken() {
        gate.enter(10);
        assertThat(room()).isCompleted();
        gate.enter(10);

        CompletableFuture<Void> next = room();

        assertThat(next).isNotCompleted();
        gate.leave(10);
        assertThat(next).isCompleted();
        assertThat(gate.inFlight()).isEqualTo(1);
    }

    @Test
    void holds_the_next_back_while_too_many_bytes_are_inside() {
        gate.enter(150);
        CompletableFuture<Void> next = room();

        assertThat(next).isNotCompleted();
        gate.leave(150);
        assertThat(next).isCompleted();
        assertThat(gate.bytesInFlight()).isZero();
    }

    @Test
    void lets_nobody_in_once_closed_and_the_rest_out() {
        gate.enter(10);
        gate.enter(10);
        CompletableFuture<Void> next = room();

        gate.close();
        gate.leave(10);

        assertThat(gate.enter(10)).isFalse();
        assertThat(next).isNotCompleted();
        assertThat(room()).isNotCompleted();
        assertThat(gate.inFlight()).isEqualTo(1);
    }
}
