package org.parkingrelay.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.parkingrelay.delivery.DeadLetterReason;
import org.parkingrelay.delivery.DeferReason;
import org.parkingrelay.delivery.Disposition;
import org.parkingrelay.delivery.SkipReason;
import org.parkingrelay.outbox.Unfinished;

class RecordResultTest {

    private static final Disposition FORWARDED = new Disposition.Forwarded(false);
    private static final Disposition SKIPPED = new Disposition.Skipped(SkipReason.NOT_A_MEMBER);
    private static final Disposition INVALID = dead(DeadLetterReason.INVALID, "direction: expected IN or OUT");
    private static final Disposition LEFT = new Disposition.Left();

    private static Disposition dead(DeadLetterReason reason, String explanation) {
        return new Disposition.DeadLettered(reason, explanation, "mall", 2, Optional.empty());
    }

    private static Disposition deferred(DeferReason reason, int attempts) {
        return new Disposition.Deferred(reason, attempts, false);
    }

    private static RecordResult of(Disposition... events) {
        TreeMap<Integer, Disposition> byPlace = new TreeMap<>();
        for (int i = 0; i < events.length; i++) {
            byPlace.put(i, events[i]);
        }
        return RecordResult.of(byPlace, events.length);
    }

    @Test
    void the_one_event_of_a_record_decides_for_it() {
        assertThat(of(INVALID)).isEqualTo(new RecordResult(INVALID, Unfinished.ALL));
    }

    @Test
    void what_was_forwarded_outshines_what_was_skipped() {
        assertThat(of(SKIPPED, FORWARDED, SKIPPED)).isEqualTo(new RecordResult(FORWARDED, Unfinished.ALL));
        assertThat(of(SKIPPED, new Disposition.Skipped(SkipReason.NO_PLATE)).disposition())
                .isEqualTo(SKIPPED);
    }

    @Test
    void one_bad_event_makes_a_dead_letter_that_says_which() {
        assertThat(of(FORWARDED, INVALID, SKIPPED).disposition())
                .isEqualTo(dead(DeadLetterReason.INVALID, "event 2 of 3: direction: expected IN or OUT"));
        assertThat(of(INVALID, FORWARDED, dead(DeadLetterReason.UNKNOWN_LOT, "lotId"))
                        .disposition())
                .isEqualTo(dead(
                        DeadLetterReason.INVALID,
                        "event 1 of 3: direction: expected IN or OUT (and 1 more of its events)"));
    }

    @Test
    void a_record_that_comes_back_repeats_what_is_missing_and_what_a_person_must_hear_of() {
        RecordResult result =
                of(FORWARDED, deferred(DeferReason.UNAVAILABLE, 3), INVALID, deferred(DeferReason.BUSY, 7), SKIPPED);

        assertThat(result.disposition()).isEqualTo(deferred(DeferReason.UNAVAILABLE, 7));
        assertThat(result.unfinished()).isEqualTo(new Unfinished(Set.of(1, 2, 3), 5));
    }

    @Test
    void a_rejection_is_remembered_while_another_event_waits() {
        assertThat(of(dead(DeadLetterReason.REJECTED, "no"), deferred(DeferReason.THROTTLED, 1))
                        .disposition())
                .isEqualTo(new Disposition.Deferred(DeferReason.THROTTLED, 1, true));
    }

    @Test
    void nothing_is_settled_while_one_event_is_left() {
        assertThat(of(FORWARDED, INVALID, LEFT, deferred(DeferReason.BUSY, 0)).disposition())
                .isEqualTo(LEFT);
    }

    @Test
    void events_that_were_done_before_are_not_among_those_that_decide() {
        TreeMap<Integer, Disposition> second = new TreeMap<>();
        second.put(3, INVALID);

        assertThat(RecordResult.of(second, 5).disposition())
                .isEqualTo(dead(DeadLetterReason.INVALID, "event 4 of 5: direction: expected IN or OUT"));
    }
}
