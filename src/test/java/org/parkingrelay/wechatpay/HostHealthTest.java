package org.parkingrelay.wechatpay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.parkingrelay.testing.MutableClock;

class HostHealthTest {

    private final MutableClock clock = new MutableClock("2026-03-01T00:00:00Z");
    private final HostHealth health = new HostHealth(clock);

    private void record(int count, boolean answered) {
        for (int i = 0; i < count; i++) {
            health.record(answered);
        }
    }

    @Test
    void the_primary_goes_first_while_nine_of_ten_calls_are_answered() {
        record(90, true);
        record(10, false);

        assertThat(health.isPrimaryFirst()).isTrue();
        health.record(false);
        assertThat(health.isHealthy()).isFalse();
    }

    @Test
    void a_few_lost_calls_at_the_beginning_say_nothing() {
        record(9, false);

        assertThat(health.isPrimaryFirst()).isTrue();
        health.record(false);
        assertThat(health.isPrimaryFirst()).isFalse();
    }

    @Test
    void one_call_in_twenty_still_tries_the_primary() {
        record(20, false);
        int primary = 0;
        for (int i = 0; i < 200; i++) {
            primary += health.isPrimaryFirst() ? 1 : 0;
        }

        assertThat(primary).isEqualTo(10);
    }

    @Test
    void only_the_last_hundred_results_count() {
        record(100, false);
        record(89, true);
        assertThat(health.isHealthy()).isFalse();

        record(1, true);
        assertThat(health.isHealthy()).isTrue();
    }

    @Test
    void the_primary_comes_back_by_itself_after_ten_minutes() {
        record(100, false);

        clock.advance(Duration.ofMinutes(10).plusSeconds(1));

        assertThat(health.isPrimaryFirst()).isTrue();
    }
}
