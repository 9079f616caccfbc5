package org.parkingrelay.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The framework tells of an end twice; what hangs is waited for once. */
class DrainTest {

    private static final Duration TIMEOUT = Duration.ofMillis(200);

    private final AdmissionGate gate = new AdmissionGate(10, 1_000);
    private final Windows windows = new Windows(10, Clock.systemUTC(), () -> {});
    private final Drain drain = new Drain(gate, windows, TIMEOUT);

    private Duration timeOf(Runnable run) {
        Instant begun = Instant.now();
        run.run();
        return Duration.between(begun, Instant.now());
    }

    @Test
    void what_is_in_flight_is_waited_for_until_the_timeout_and_only_once() {
        gate.enter(1);

        assertThat(timeOf(drain::run)).isGreaterThanOrEqualTo(TIMEOUT);
        assertThat(timeOf(drain::run)).isLessThan(TIMEOUT);
    }

    @Test
    void nothing_is_let_in_any_more() {
        drain.run();

        assertThat(gate.isClosed()).isTrue();
        assertThat(gate.enter(1)).isNotDone();
        assertThat(windows.open("events-0", 1, settled -> {}).claim().isEnded()).isTrue();
    }
}
