package org.parkingrelay.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.parkingrelay.testing.MutableClock;

class GuessesTest {

    private final MutableClock clock = new MutableClock("2026-11-22T10:00:00Z");
    private final Guesses guesses = new Guesses(clock);

    private void fail(int times, String name, String address) {
        for (int i = 0; i < times; i++) {
            guesses.failed(name, address);
        }
    }

    @Test
    void a_few_slips_cost_nothing() {
        fail(Guesses.FREE_OF_A_NAME - 1, "vera", "10.0.0.1");

        assertThat(guesses.left("vera", "10.0.0.1")).isEmpty();
    }

    @Test
    void then_each_takes_twice_as_long_up_to_a_quarter_of_an_hour() {
        fail(Guesses.FREE_OF_A_NAME, "vera", "10.0.0.1");
        assertThat(guesses.left("vera", "10.0.0.1")).contains(Duration.ofSeconds(1));
        clock.advance(Duration.ofSeconds(1));
        assertThat(guesses.left("vera", "10.0.0.1")).isEmpty();
        fail(1, "vera", "10.0.0.1");
        assertThat(guesses.left("vera", "10.0.0.1")).contains(Duration.ofSeconds(2));
        fail(1, "vera", "10.0.0.1");
        assertThat(guesses.left("vera", "10.0.0.1")).contains(Duration.ofSeconds(4));
        fail(30, "vera", "10.0.0.1");
        assertThat(guesses.left("vera", "10.0.0.1")).contains(Duration.ofMinutes(15));
    }

    @Test
    void who_has_the_name_and_another_address_is_not_held_up() {
        fail(50, "vera", "10.0.0.1");

        assertThat(guesses.left("vera", "10.0.0.2")).isEmpty();
        assertThat(guesses.left("otto", "10.0.0.1")).isEmpty();
    }

    @Test
    void who_tries_one_name_after_another_is_held_up_for_all() {
        for (int i = 0; i < Guesses.FREE_OF_AN_ADDRESS; i++) {
            guesses.failed("name" + i, "10.0.0.1");
        }

        assertThat(guesses.left("otto", "10.0.0.1")).isPresent();
        assertThat(guesses.left("otto", "10.0.0.2")).isEmpty();
    }

    @Test
    void who_lately_came_in_from_there_is_not_held_up_for_what_others_tried() {
        guesses.succeeded("otto", "10.0.0.1");
        for (int i = 0; i < Guesses.FREE_OF_AN_ADDRESS + 20; i++) {
            guesses.failed("name" + i, "10.0.0.1");
        }

        assertThat(guesses.left("otto", "10.0.0.1")).isEmpty();
        assertThat(guesses.left("vera", "10.0.0.1")).isPresent();
        fail(Guesses.FREE_OF_A_NAME, "otto", "10.0.0.1");
        assertThat(guesses.left("otto", "10.0.0.1")).contains(Duration.ofSeconds(1));
        clock.advance(Duration.ofDays(1));
        fail(Guesses.FREE_OF_AN_ADDRESS + 20, "vera", "10.0.0.1");
        assertThat(guesses.left("otto", "10.0.0.1")).isPresent();
    }

    @Test
    void the_right_password_makes_good_and_so_does_time() {
        fail(Guesses.FREE_OF_A_NAME, "vera", "10.0.0.1");
        guesses.succeeded("vera", "10.0.0.1");
        assertThat(guesses.left("vera", "10.0.0.1")).isEmpty();

        fail(Guesses.FREE_OF_A_NAME + 20, "otto", "10.0.0.1");
        clock.advance(Duration.ofMinutes(16));
        fail(1, "otto", "10.0.0.1");
        assertThat(guesses.left("otto", "10.0.0.1")).isEmpty();
    }

    @Test
    void so_many_names_are_remembered_and_no_more() {
        fail(Guesses.FREE_OF_A_NAME + 5, "vera", "10.0.0.1");
        for (int i = 0; i < 20_000; i++) {
            guesses.failed("name", "address" + i);
        }

        assertThat(guesses.left("vera", "10.0.0.1")).isEmpty();
    }
}
