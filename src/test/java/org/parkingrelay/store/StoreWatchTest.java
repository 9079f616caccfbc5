package org.parkingrelay.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.redis.client.impl.types.ErrorType;
import java.net.ConnectException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.h2.mvstore.MVStoreException;
import org.junit.jupiter.api.Test;
import org.parkingrelay.telemetry.Meters;
import org.parkingrelay.testing.MutableClock;

class StoreWatchTest {

    private static final Instant START = Instant.parse("2026-05-01T10:00:00Z");

    private final MutableClock clock = new MutableClock(START.toString());
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final StoreWatch watch = new StoreWatch(clock, new Meters(registry));

    private void answered(StoreStep step) {
        watch.watch(step, CompletableFuture.completedStage("answer"));
    }

    private void failed(StoreStep step, Throwable failure) {
        watch.watch(step, CompletableFuture.failedStage(failure));
    }

    private double failingSeconds(StoreStep step) {
        return registry.get("relay.store.failing")
                .tag("step", step.tag())
                .gauge()
                .value();
    }

    @Test
    void an_outage_is_told_with_its_beginning_and_first_reason() {
        failed(StoreStep.LOOKUP, new TimeoutException());
        clock.advance(Duration.ofSeconds(7));
        failed(StoreStep.LOOKUP, new ConnectException());

        assertThat(watch.failing(StoreStep.LOOKUP))
                .contains(new StoreWatch.Failing(START, START.plusSeconds(7), false, "timeout"));
        assertThat(failingSeconds(StoreStep.LOOKUP)).isEqualTo(7);
        assertThat(registry.get("relay.store.failures")
                        .tag("step", "lookup")
                        .tag("reason", "unreachable")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void steps_fail_apart() {
        failed(StoreStep.STATE, ErrorType.create("OOM command not allowed when used memory > 'maxmemory'."));
        answered(StoreStep.LOOKUP);

        assertThat(watch.failing(StoreStep.STATE))
                .hasValueSatisfying(failing -> assertThat(failing.reason()).isEqualTo("oom"));
        assertThat(watch.failing(StoreStep.LOOKUP)).isEmpty();
        assertThat(failingSeconds(StoreStep.STATE)).isEqualTo(1);
        assertThat(failingSeconds(StoreStep.LOOKUP)).isZero();
    }

    @Test
    void an_outage_is_over_when_nothing_has_failed_for_two_seconds() {
        failed(StoreStep.STATE, new TimeoutException());
        answered(StoreStep.STATE);
        assertThat(watch.failing(StoreStep.STATE)).isPresent();

        clock.advance(Duration.ofSeconds(2));
        answered(StoreStep.STATE);
        assertThat(watch.failing(StoreStep.STATE)).isEmpty();
        assertThat(failingSeconds(StoreStep.STATE)).isZero();
    }

    @Test
    void a_failure_after_which_only_answers_came_is_over_though_nobody_asks_any_more() {
        failed(StoreStep.STATE, new TimeoutException());
        answered(StoreStep.STATE);
        clock.advance(Duration.ofSeconds(2));

        assertThat(watch.failing(StoreStep.STATE)).isEmpty();
    }

    @Test
    void a_failure_after_which_nobody_asked_is_forgotten() {
        failed(StoreStep.STATE, new TimeoutException());
        clock.advance(Duration.ofSeconds(14));
        assertThat(watch.failing(StoreStep.STATE)).isPresent();
        clock.advance(Duration.ofSeconds(1));

        assertThat(watch.failing(StoreStep.STATE)).isEmpty();
    }

    @Test
    void what_redis_says_of_one_key_or_one_script_is_an_answer() {
        failed(StoreStep.STATE, ErrorType.create("NOSCRIPT No matching script. Please use EVAL."));
        failed(StoreStep.STATE, ErrorType.create("WRONGTYPE Operation against a key holding the wrong kind of value"));

        assertThat(watch.failing(StoreStep.STATE)).isEmpty();
    }

    @Test
    void reasons_are_a_short_list_of_words() {
        assertThat(StoreFault.of(new TimeoutException())).isEqualTo("timeout");
        assertThat(StoreFault.of(new CompletionException(new ConnectException())))
                .isEqualTo("unreachable");
        assertThat(StoreFault.of(new MVStoreException(1, "disk"))).isEqualTo("file");
        assertThat(StoreFault.of(new StoreRefusedException("data_lost"))).isEqualTo("data_lost");
        assertThat(StoreFault.of(ErrorType.create("WRONGPASS invalid username-password pair")))
                .isEqualTo("wrongpass");
        assertThat(StoreFault.of(ErrorType.create("ERR something about 粤B12345")))
                .isEqualTo("error");
    }
}
