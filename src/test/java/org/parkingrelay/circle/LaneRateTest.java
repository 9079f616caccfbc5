package org.parkingrelay.circle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LaneRateTest {

    private static final long START = 1_700_000_000_000L;

    private static int takenAt(CallRate rate, long now) {
        int taken = 0;
        while (rate.take(now)) {
            taken++;
        }
        return taken;
    }

    @Test
    void a_second_of_calls_may_go_at_once_and_then_as_many_as_the_rate() {
        CallRate rate = new CallRate(100, START);

        assertThat(takenAt(rate, START)).isEqualTo(100);
        assertThat(rate.untilReady(START)).isEqualTo(10);
        assertThat(takenAt(rate, START + 500)).isEqualTo(50);
        assertThat(takenAt(rate, START + 60_000)).isEqualTo(100);
    }

    @Test
    void less_than_one_a_second_is_one_every_so_often() {
        CallRate rate = new CallRate(0.5, START);

        assertThat(takenAt(rate, START)).isEqualTo(1);
        assertThat(rate.untilReady(START)).isEqualTo(2000);
        assertThat(takenAt(rate, START + 1999)).isZero();
        assertThat(takenAt(rate, START + 2000)).isEqualTo(1);
        rate.throttled(START + 2000, true);
        assertThat(rate.perSecond(START + 2000)).isEqualTo(0.5);
    }

    @Test
    void what_was_not_used_may_be_taken_again() {
        CallRate rate = new CallRate(2, START);
        takenAt(rate, START);

        rate.giveBack(START);

        assertThat(takenAt(rate, START)).isEqualTo(1);
    }

    @Test
    void throttling_halves_what_was_called_once_a_second() {
        CallRate rate = new CallRate(10_000, START);
        for (int i = 0; i < 300; i++) {
            rate.take(START + i);
        }

        rate.throttled(START + 400, true);
        rate.throttled(START + 500, true);
        rate.throttled(START + 1399, true);
        assertThat(rate.perSecond(START + 1399)).isEqualTo(150);

        rate.throttled(START + 1400, false);
        assertThat(rate.perSecond(START + 1400)).isEqualTo(75);
        assertThat(takenAt(rate, START + 1400)).as("no burst").isEqualTo(1);
    }

    @Test
    void it_falls_to_one_a_second_and_no_further() {
        CallRate rate = new CallRate(10_000, START);

        rate.throttled(START, true);

        assertThat(rate.perSecond(START)).isEqualTo(1);
    }

    @Test
    void it_recovers_by_a_tenth_or_a_sixtieth_of_the_most_each_second() {
        CallRate rate = new CallRate(600, START);
        takenAt(rate, START);
        rate.throttled(START, true);
        assertThat(rate.perSecond(START)).isEqualTo(300);

        assertThat(rate.perSecond(START + 999)).isEqualTo(300);
        assertThat(rate.perSecond(START + 1000)).isEqualTo(310);
        assertThat(rate.perSecond(START + 30_000)).isEqualTo(600);

        for (long second = 0; second < 5; second++) {
            rate.throttled(START + 40_000 + second * 1000, false);
            rate.throttled(START + 40_500 + second * 1000, false);
        }
        assertThat(rate.perSecond(START + 45_499)).isEqualTo(18.75);
        assertThat(rate.perSecond(START + 45_500)).isCloseTo(20.625, within(0.001));
    }

    @Test
    void even_the_default_recovers_from_one_a_second_within_two_minutes() {
        CallRate rate = new CallRate(10_000, START);
        rate.throttled(START, true);

        assertThat(rate.perSecond(START + 30_000)).isLessThan(100);
        assertThat(rate.perSecond(START + 120_000)).isEqualTo(10_000);
    }

    @Test
    void a_clock_that_is_set_back_neither_stops_nor_opens_it() {
        CallRate rate = new CallRate(10, START);
        takenAt(rate, START);

        assertThat(takenAt(rate, START - 3_600_000)).isZero();
        assertThat(takenAt(rate, START - 3_599_000)).isEqualTo(10);
    }
}
