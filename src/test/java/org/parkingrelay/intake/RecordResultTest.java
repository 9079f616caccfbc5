package org.parkingrelay.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.parkingrelay.delivery.DeadLetterReason;
import org.parkingrelay.delivery.DeferReason;
import org.parkingrelay.delivery.Disposition;
import org.parkingrelay.delivery.Disposition.DeadLettered;
import org.parkingrelay.delivery.Disposition.Deferred;
import org.parkingrelay.delivery.Past;
import org.parkingrelay.delivery.SkipReason;
import org.parkingrelay.outbox.Unfinished;

class RecordResultTest {

    private static final Disposition FORWARDED = new Disposition.Forwarded(false);
    private static final Disposition SKIPPED = new Disposition.Skipped(SkipReason.NOT_A_MEMBER);
    private static final DeadLettered INVALID = dead(DeadLetterReason.INVALID, "direction: expected IN or OUT");
    private static final Disposition LEFT = new Disposition.Left();

    private static DeadLettered dead(DeadLetterReason reason, String explanation) {
        return new DeadLettered(reason, explanation, "mall", 2, Optional.empty());
    }

    private static RecordResult of(Disposition... events) {
        TreeMap<Integer, Disposition> byPlace = new TreeMap<>();
        for (int i = 0; i < events.length; i++) {
            byPlace.put(i, events[i]);
        }
        return RecordResult.of(byPlace, events.length);
    }

    private static RecordResult settled(Disposition disposition) {
        return new RecordResult(disposition, Optional.empty(), Optional.empty(), Unfinished.ALL, Map.of());
    }

    @Test
    void the_one_event_of_a_record_decides_for_it() {
        Deferred deferred = new Deferred(DeferReason.BUSY, 4, true);

        assertThat(of(INVALID))
                .isEqualTo(new RecordResult(
                        INVALID, Optional.of(INVALID), Optional.empty(), Unfinished.ALL, Map.of(0, INVALID)));
        assertThat(of(deferred))
                .isEqualTo(new RecordResult(
                        deferred, Optional.empty(), Optional.of(deferred), Unfinished.ALL, Map.of(0, deferred)));
        assertThat(of(SKIPPED)).isEqualTo(settled(SKIPPED));
    }

    @Test
    void what_was_forwarded_outshines_what_was_skipped() {
        assertThat(of(SKIPPED, FORWARDED, SKIPPED)).isEqualTo(settled(FORWARDED));
        assertThat(of(SKIPPED, new Disposition.Skipped(SkipReason.NO_PLATE))).isEqualTo(settled(SKIPPED));
    }

    @Test
    void one_bad_event_makes_a_dead_letter_that_says_which() {
        assertThat(of(FORWARDED, INVALID, SKIPPED).deadLetter())
                .contains(dead(DeadLetterReason.INVALID, "event 2 of 3: direction: expected IN or OUT"));
        assertThat(of(INVALID, FORWARDED, dead(DeadLetterReason.UNKNOWN_LOT, "lotId"))
                        .deadLetter())
                .contains(dead(
                        DeadLetterReason.INVALID,
                        "event 1 of 3: direction: expected IN or OUT (and 1 more of its events)"));
    }

    @Test
    void what_is_kept_is_named_by_its_place() {
        Deferred deferred = new Deferred(DeferReason.BUSY, 4, true);

        assertThat(of(FORWARDED, INVALID, SKIPPED, deferred).kept()).isEqualTo(Map.of(1, INVALID, 3, deferred));
        assertThat(of(INVALID, LEFT).kept()).isEmpty();
    }

    @Test
    void what_needs_a_person_is_told_at_once_and_what_waits_comes_back_each_with_its_own_past() {
        RecordResult result = of(
                FORWARDED,
                new Deferred(DeferReason.UNAVAILABLE, 3, false),
                INVALID,
                new Deferred(DeferReason.LANE_PAUSED, 0, true),
                SKIPPED);

        assertThat(result.deadLetter())
                .contains(dead(DeadLetterReason.INVALID, "event 3 of 5: direction: expected IN or OUT"));
        assertThat(result.disposition()).isEqualTo(result.deadLetter().orElseThrow());
        assertThat(result.putAside()).isPresent();
        assertThat(result.unfinished())
                .isEqualTo(new Unfinished(
                        Map.of(
                                1, new Past(3, Optional.of(DeferReason.UNAVAILABLE), false),
                                3, new Past(0, Optional.of(DeferReason.LANE_PAUSED), true)),
                        5));
    }

    @Test
    void nothing_is_settled_or_copied_while_one_event_is_left() {
        assertThat(of(FORWARDED, INVALID, LEFT, new Deferred(DeferReason.BUSY, 0, false)))
                .isEqualTo(settled(LEFT));
    }

    @Test
    void events_that_were_done_before_are_not_among_those_that_decide() {
        TreeMap<Integer, Disposition> second = new TreeMap<>();
        second.put(3, INVALID);

        assertThat(RecordResult.of(second, 5).disposition())
                .isEqualTo(dead(DeadLetterReason.INVALID, "event 4 of 5: direction: expected IN or OUT"));
    }
}
