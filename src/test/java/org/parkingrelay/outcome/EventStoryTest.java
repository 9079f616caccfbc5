package org.parkingrelay.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.parkingrelay.outcome.Outcomes.outcome;

import java.util.List;
import org.junit.jupiter.api.Test;

class EventStoryTest {

    private static final EventOutcome WAITED = outcome("2026-03-01T02:00:01Z", "deferred", "UNAVAILABLE", 1);
    private static final EventOutcome WAITED_ON = outcome("2026-03-01T02:01:01Z", "deferred", "LANE_PAUSED", 1);
    private static final EventOutcome TAKEN = outcome("2026-03-01T02:02:01Z", "forwarded", "", 1);
    private static final EventOutcome READ_AGAIN = outcome("2026-03-01T02:03:01Z", "skipped", "DUPLICATE", 1);
    private static final EventOutcome OTHER = outcome("2026-03-01T02:00:02Z", "skipped", "NOT_A_MEMBER", 2);

    @Test
    void the_last_counts_and_what_was_before_is_kept_in_order() {
        assertThat(EventStory.of(List.of(WAITED_ON, OTHER, WAITED)))
                .containsExactly(new EventStory(OTHER, List.of()), new EventStory(WAITED_ON, List.of(WAITED)));
    }

    @Test
    void what_was_taken_stays_so_when_its_record_is_read_again() {
        assertThat(EventStory.of(List.of(WAITED, TAKEN, READ_AGAIN)))
                .containsExactly(new EventStory(TAKEN, List.of(WAITED, READ_AGAIN)));
    }

    @Test
    void an_outcome_that_stands_under_two_plates_of_a_car_is_one() {
        assertThat(EventStory.of(List.of(TAKEN, TAKEN))).containsExactly(new EventStory(TAKEN, List.of()));
    }
}
