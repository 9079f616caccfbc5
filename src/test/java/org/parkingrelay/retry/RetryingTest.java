package org.parkingrelay.retry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.parkingrelay.retry.Retrying.Tried;
import org.parkingrelay.testing.ManualTimer;
import org.parkingrelay.testing.MutableClock;

class RetryingTest {

    private static final Instant NEVER = Instant.MAX;

    private final MutableClock clock = new MutableClock("2026-03-01T00:00:00Z");
    private final ManualTimer timer = new ManualTimer(clock);
    private final Retrying retrying =
            new Retrying(new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(4), () -> 1.0), new Waits(timer), clock);
    private final Claim claim = new Claim();
    private final List<Instant> attempts = new ArrayList<>();

    private CompletableFuture<Tried<String>> run(Instant until, String... results) {
        return retrying.run(
                        attempt -> {
                            attempts.add(clock.instant());
                            String result = results[Math.min(attempt, results.length) - 1];
                            if (result.equals("throw")) {
                                throw new IllegalStateException("thrown");
                            }
                            return result.equals("fail")
                                    ? CompletableFuture.failedStage(new IllegalStateException("failed"))
                                    : CompletableFuture.completedStage(result);
                        },
                        result -> result.equals("again"),
                        until,
                        claim)
                .toCompletableFuture();
    }

    @Test
    void ends_at_once_when_the_first_attempt_will_do() {
        assertThat(run(NEVER, "done")).isCompletedWithValue(new Tried<>("done", 1));
    }

    @Test
    void waits_longer_from_attempt_to_attempt() {
        CompletableFuture<Tried<String>> result = run(NEVER, "again", "again", "again", "again", "done");

        timer.advance(Duration.ofMinutes(1));

        assertThat(result).isCompletedWithValue(new Tried<>("done", 5));
        assertThat(attempts)
                .extracting(attempt -> Duration.between(Instant.parse("2026-03-01T00:00:00Z"), attempt)
                        .toSeconds())
                .containsExactly(0L, 1L, 3L, 7L, 11L);
    }

    @Test
    void a_step_that_fails_or_throws_is_tried_again() {
        CompletableFuture<Tried<String>> result = run(NEVER, "fail", "throw", "done");

        timer.advance(Duration.ofMinutes(1));

        assertThat(result).isCompletedWithValue(new Tried<>("done", 3));
    }

    @Test
    void begins_no_attempt_after_the_end_and_gives_the_last_result() {
        CompletableFuture<Tried<String>> result = run(clock.instant().plusSeconds(3), "again");

        timer.advance(Duration.ofMinutes(1));

        assertThat(result).isCompletedWithValue(new Tried<>("again", 2));
        assertThat(timer.waiting()).isZero();
    }

    @Test
    void fails_with_the_last_failure_when_time_is_up() {
        CompletableFuture<Tried<String>> result = run(clock.instant(), "fail");

        assertThat(result).isCompletedExceptionally();
        assertThat(attempts).hasSize(1);
    }

    @Test
    void gives_the_last_result_at_once_when_the_claim_ends() {
        CompletableFuture<Tried<String>> result = run(NEVER, "again", "again", "never reached");
        timer.advance(Duration.ofSeconds(1));
        assertThat(result).isNotCompleted();

        claim.end();

        assertThat(result).isCompletedWithValue(new Tried<>("again", 2));
        timer.advance(Duration.ofMinutes(1));
        assertThat(attempts).hasSize(2);
    }
}
