package org.parkingrelay.redrive;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaceTest {

    private static final long SECOND = 1_000_000_000L;

    private long now;

    @ParameterizedTest
    @CsvSource({"1, 1", "4, 1", "200, 40", "2000, 400", "10000, 2000"})
    void a_batch_is_what_a_fifth_of_a_second_brings(int rate, int batch) {
        assertThat(new Pace(rate, () -> now).batch()).isEqualTo(batch);
    }

    @ParameterizedTest
    @CsvSource({"1", "7", "200", "2000"})
    void on_average_no_more_are_done_than_the_rate_however_long_a_batch_takes(int rate) {
        Pace pace = new Pace(rate, () -> now);
        long done = 0;
        while (now < 20 * SECOND) {
            pace.done(pace.batch());
            done += pace.batch();
            now += Math.max(SECOND / 50, pace.waitNanos());
        }

        // One batch begins before its time is over.
        assertThat(done).isBetween(rate * 19L, rate * 20L + pace.batch());
    }

    @Test
    void what_was_missed_for_long_is_not_caught_up() {
        Pace pace = new Pace(100, () -> now);
        now = 60 * SECOND;
        long done = 0;
        while (pace.waitNanos() == 0) {
            pace.done(pace.batch());
            done += pace.batch();
        }

        assertThat(done).isLessThanOrEqualTo(60);
    }
}
