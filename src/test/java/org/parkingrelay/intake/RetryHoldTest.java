package org.parkingrelay.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.parkingrelay.retry.Claim;
import org.parkingrelay.retry.Waits;
import org.parkingrelay.testing.ManualTimer;
import org.parkingrelay.testing.MutableClock;

class RetryHoldTest {

    private final MutableClock clock = new MutableClock("2026-01-31T02:00:00Z");
    private final ManualTimer timer = new ManualTimer(clock);
    private final RetryHold hold = new RetryHold(Duration.ofMinutes(1), new Waits(timer), clock);

    private CompletableFuture<Void> held(long timestamp, Claim claim) {
        return hold.until(hold.dueAt(timestamp), claim);
    }

    @Test
    void holds_a_record_until_the_delay_has_passed_since_it_was_written() {
        CompletableFuture<Void> due = held(clock.millis() - 20_000, new Claim());

        timer.advance(Duration.ofSeconds(39));
        assertThat(due).isNotCompleted();
        timer.advance(Duration.ofSeconds(1));
        assertThat(due).isCompleted();
    }

    @Test
    void does_not_hold_what_is_due() {
        assertThat(held(clock.millis() - 60_000, new Claim())).isCompleted();
        assertThat(timer.waiting()).isZero();
    }

    @Test
    void holds_nothing_longer_than_the_delay_whatever_its_timestamp() {
        CompletableFuture<Void> due = held(clock.millis() + 3_600_000, new Claim());

        timer.advance(Duration.ofMinutes(1));
        assertThat(due).isCompleted();
    }

    @Test
    void the_end_of_the_claim_ends_the_wait_once() {
        Claim claim = new Claim();
        CompletableFuture<Void> due = held(clock.millis(), claim);

        claim.end();
        assertThat(due).isCompleted();
        timer.advance(Duration.ofMinutes(2));
        assertThat(held(clock.millis(), claim)).isCompleted();
    }
}
