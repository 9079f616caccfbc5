package org.parkingrelay.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.parkingrelay.intake.PartitionWindow.Taken;
import org.parkingrelay.testing.ManualTimer;
import org.parkingrelay.testing.MutableClock;

class UnsettledWatchTest {

    private final MutableClock clock = new MutableClock("2026-01-31T02:00:00Z");
    private final ManualTimer timer = new ManualTimer(clock);
    private final Windows windows = new Windows(10, clock, () -> {});
    private final AtomicInteger told = new AtomicInteger();

    @Test
    void tells_of_a_record_that_stays_unsettled_once_in_five_minutes() {
        new UnsettledWatch(windows, timer, told::incrementAndGet).start();
        PartitionWindow window = windows.open("events-0", 1, settled -> {});
        Taken taken = window.take(1, clock.instant());

        timer.advance(Duration.ofMinutes(5));
        assertThat(told).hasValue(0);
        timer.advance(Duration.ofMinutes(4));
        assertThat(told).hasValue(1);
        timer.advance(Duration.ofMinutes(2));
        assertThat(told).hasValue(2);
        assertThat(windows.oldestUnsettledSeconds())
                .isEqualTo(Duration.ofMinutes(11).toSeconds());

        taken.settle();
        timer.advance(Duration.ofMinutes(30));
        assertThat(told).hasValue(2);
        assertThat(windows.oldestUnsettledSeconds()).isZero();
    }

    @Test
    void a_record_that_waits_until_it_is_due_is_not_old() {
        new UnsettledWatch(windows, timer, told::incrementAndGet).start();
        windows.open("retry-0", 1, settled -> {}).take(1, clock.instant().plus(Duration.ofHours(1)));

        timer.advance(Duration.ofMinutes(59));

        assertThat(told).hasValue(0);
        assertThat(windows.oldestUnsettledSeconds()).isZero();
        assertThat(windows.largest()).isEqualTo(1);
    }

    @Test
    void a_window_opened_after_the_end_has_no_claim() {
        windows.endClaims();

        assertThat(windows.open("events-0", 1, settled -> {}).claim().isEnded()).isTrue();
    }
}
