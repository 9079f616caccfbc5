package org.parkingrelay.retry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private static final Duration INITIAL = Duration.ofMillis(500);
    private static final Duration MAX = Duration.ofSeconds(30);

    @Test
    void doubles_up_to_the_longest_wait() {
        Backoff upper = new Backoff(INITIAL, MAX, () -> 1.0);

        assertThat(upper.after(1)).isEqualTo(Duration.ofMillis(500));
        assertThat(upper.after(2)).isEqualTo(Duration.ofMillis(1000));
        assertThat(upper.after(6)).isEqualTo(Duration.ofMillis(16_000));
        assertThat(upper.after(7)).isEqualTo(MAX);
        assertThat(upper.after(5000)).isEqualTo(MAX);
    }

    @Test
    void spreads_each_wait_over_its_upper_half() {
        assertThat(new Backoff(INITIAL, MAX, () -> 0.0).after(3)).isEqualTo(Duration.ofMillis(1000));
        assertThat(new Backoff(INITIAL, MAX, () -> 0.5).after(3)).isEqualTo(Duration.ofMillis(1500));
    }
}
