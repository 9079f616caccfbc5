package org.parkingrelay.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class AdmissionGateTest {

    private final AdmissionGate gate = new AdmissionGate(2);

    private CompletableFuture<Void> room() {
        return gate.roomForNext().toCompletableFuture();
    }

    @Test
    void holds_the_next_back_while_all_permits_are_taken() {
        gate.enter();
        assertThat(room()).isCompleted();
        gate.enter();

        CompletableFuture<Void> next = room();

        assertThat(next).isNotCompleted();
        gate.leave();
        assertThat(next).isCompleted();
        assertThat(gate.inFlight()).isEqualTo(1);
    }

    @Test
    void lets_nobody_in_once_closed_and_the_rest_out() {
        gate.enter();
        gate.enter();
        CompletableFuture<Void> next = room();

        gate.close();
        gate.leave();

        assertThat(gate.enter()).isFalse();
        assertThat(next).isNotCompleted();
        assertThat(room()).isNotCompleted();
        assertThat(gate.inFlight()).isEqualTo(1);
    }
}
