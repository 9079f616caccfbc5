package org.parkingrelay.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.parkingrelay.delivery.DeliveryKit.NOW;
import static org.parkingrelay.delivery.DeliveryKit.PLATE;
import static org.parkingrelay.delivery.DeliveryKit.passage;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.parkingrelay.event.Direction;
import org.parkingrelay.event.EventKind;
import org.parkingrelay.event.PassageEvent;
import org.parkingrelay.wechatpay.Outcome;

/** How long an event is tried in place, and where it goes then. */
class WaitingTest {

    private static final Disposition FORWARDED = new Disposition.Forwarded(false);
    private static final PassageEvent EVENT = passage("e-1", Direction.IN, Instant.parse(NOW));

    private final DeliveryKit kit = new DeliveryKit();

    private void answer(int times, Outcome.Kind kind) {
        kit.answers.addAll(Collections.nCopies(times, kind));
    }

    private PassageEvent elsewhere(String eventId, String plate) {
        return DeliveryKit.event(eventId, "LOT-E", plate, Direction.IN, kit.clock.instant(), EventKind.PASSAGE, "");
    }

    @ParameterizedTest
    @CsvSource({"UNAVAILABLE, UNAVAILABLE", "THROTTLED, THROTTLED", "IN_DOUBT, UNAVAILABLE"})
    void an_event_that_fails_while_its_lane_flows_is_put_aside_after_the_budget(Outcome.Kind kind, DeferReason reason) {
        kit.bind(PLATE, "oMember");
        kit.bind("粤B00001", "oOther");
        CompletableFuture<Disposition> done = null;
        for (int second = 0; second < DeliveryKit.BUDGET.toSeconds() + 60; second++) {
            kit.answers.clear();
            if (second % 2 == 0) {
                // Others of the same merchant are taken, so that its lane flows.
                kit.deliver(DeliveryKit.event(
                        "o-" + second,
                        "LOT-1",
                        "粤B00001",
                        second % 4 == 0 ? Direction.IN : Direction.OUT,
                        kit.clock.instant(),
                        EventKind.PASSAGE,
                        ""));
            }
            answer(2, kind);
            done = done == null ? kit.begin(EVENT) : done;
            kit.timer.advance(Duration.ofSeconds(1));
        }

        assertThat(done)
                .isCompletedWithValueMatching(disposition ->
                        disposition instanceof Disposition.Deferred deferred && deferred.reason() == reason);
    }

    @Test
    void an_event_of_a_paused_lane_is_put_aside_after_the_budget_while_another_lane_flows() {
        kit.bind(PLATE, "oMember");
        answer(1_000, Outcome.Kind.UNAVAILABLE);

        CompletableFuture<Disposition> done = kit.begin(EVENT);
        kit.timer.advance(DeliveryKit.BUDGET.minusSeconds(1));
        assertThat(done).isNotCompleted();
        kit.timer.advance(Duration.ofSeconds(12));

        assertThat(done)
                .isCompletedWithValueMatching(disposition -> disposition instanceof Disposition.Deferred deferred
                        && deferred.reason() == DeferReason.LANE_PAUSED
                        && deferred.attempts() > 5);
    }

    @Test
    void events_are_held_beyond_the_budget_while_no_lane_flows() {
        kit.bind(PLATE, "oMember");
        kit.bind("粤B00001", "oOther");
        answer(100_000, Outcome.Kind.UNAVAILABLE);

        CompletableFuture<Disposition> here = kit.begin(EVENT);
        CompletableFuture<Disposition> there = kit.begin(elsewhere("e-2", "粤B00001"));
        kit.timer.advance(Duration.ofMinutes(30));

        assertThat(here).isNotDone();
        assertThat(there).isNotDone();
        kit.answers.clear();
        kit.timer.advance(Duration.ofMinutes(1));
        assertThat(here).isCompletedWithValue(FORWARDED);
        assertThat(there).isCompletedWithValue(FORWARDED);
    }

    @Test
    void what_an_outage_made_useless_is_skipped_and_needs_no_person() {
        kit.bind(PLATE, "oMember");
        kit.bind("粤B00001", "oOther");
        answer(1_000_000, Outcome.Kind.UNAVAILABLE);

        CompletableFuture<Disposition> done = kit.begin(EVENT);
        kit.begin(elsewhere("e-2", "粤B00001"));
        kit.timer.advance(Duration.ofHours(13));

        assertThat(done).isCompletedWithValue(new Disposition.Skipped(SkipReason.EXPIRED));
    }

    @Test
    void an_event_that_failed_by_itself_until_it_was_useless_is_a_dead_letter() {
        kit.bind(PLATE, "oMember");
        Past past = new Past(40, Optional.of(DeferReason.UNAVAILABLE), false);
        kit.clock.advance(Duration.ofHours(13));

        assertThat(kit.begin(EVENT, past))
                .isCompletedWithValueMatching(disposition -> disposition instanceof Disposition.DeadLettered dead
                        && dead.reason() == DeadLetterReason.RETRIES_EXHAUSTED
                        && dead.attempts() == 40);
    }

    @Test
    void an_event_that_only_waited_for_its_lane_expires() {
        kit.bind(PLATE, "oMember");
        Past past = new Past(3, Optional.of(DeferReason.LANE_PAUSED), false);
        kit.clock.advance(Duration.ofHours(13));

        assertThat(kit.begin(EVENT, past)).isCompletedWithValue(new Disposition.Skipped(SkipReason.EXPIRED));
    }

    @Test
    void a_rejection_of_one_member_is_told_even_if_another_waits_until_the_event_is_of_no_use() {
        kit.bind(PLATE, "oOne", "oTwo");
        answer(1, Outcome.Kind.REJECTED);
        answer(1_000, Outcome.Kind.UNAVAILABLE);
        CompletableFuture<Disposition> done = kit.begin(EVENT);
        kit.timer.advance(DeliveryKit.BUDGET.plusMinutes(1));
        assertThat(done)
                .isCompletedWithValueMatching(
                        disposition -> disposition instanceof Disposition.Deferred deferred && deferred.rejected());

        kit.clock.advance(Duration.ofHours(13));
        assertThat(kit.begin(EVENT, new Past(9, Optional.of(DeferReason.LANE_PAUSED), true)))
                .isCompletedWithValueMatching(disposition -> disposition instanceof Disposition.DeadLettered dead
                        && dead.reason() == DeadLetterReason.REJECTED);
    }

    @Test
    void attempts_go_on_being_counted_after_the_retry_topic() {
        kit.bind(PLATE, "oMember");
        answer(1, Outcome.Kind.REJECTED);

        assertThat(kit.begin(EVENT, new Past(40, Optional.of(DeferReason.UNAVAILABLE), false)))
                .isCompletedWithValueMatching(
                        disposition -> disposition instanceof Disposition.DeadLettered dead && dead.attempts() == 41);
    }

    @Test
    void the_end_of_the_claim_cuts_a_wait_short_and_leaves_the_event() {
        kit.bind(PLATE, "oMember");
        answer(1_000, Outcome.Kind.UNAVAILABLE);
        CompletableFuture<Disposition> done = kit.begin(EVENT);
        kit.timer.advance(Duration.ofSeconds(30));

        kit.claim.end();

        assertThat(done).isCompletedWithValue(new Disposition.Left());
        int calls = kit.sent.size();
        kit.timer.advance(Duration.ofMinutes(5));
        assertThat(kit.sent).hasSize(calls);
    }

    @Test
    void the_end_of_the_claim_cuts_the_wait_for_the_store_short() {
        kit.storeAnswers = false;
        CompletableFuture<Disposition> done = kit.begin(EVENT);

        kit.claim.end();

        assertThat(done).isCompletedWithValue(new Disposition.Left());
    }

    @Test
    void a_call_that_is_under_way_when_the_claim_ends_is_finished_and_counts() {
        kit.bind(PLATE, "oMember");
        kit.answersItself = false;
        CompletableFuture<Disposition> done = kit.begin(EVENT);

        kit.claim.end();
        assertThat(done).isNotCompleted();
        kit.calls.poll().complete(DeliveryKit.outcome(Outcome.Kind.ACCEPTED));

        assertThat(done).isCompletedWithValue(FORWARDED);
    }

    @Test
    void only_the_members_that_are_missing_are_told_again() {
        kit.bind(PLATE, "oOne", "oTwo");
        kit.answers.addAll(List.of(Outcome.Kind.ACCEPTED, Outcome.Kind.UNAVAILABLE));
        CompletableFuture<Disposition> done = kit.begin(EVENT);
        kit.claim.end();
        assertThat(done).isCompletedWithValue(new Disposition.Left());

        kit.sent.clear();
        assertThat(kit.redeliver(EVENT)).isCompletedWithValue(FORWARDED);
        assertThat(kit.told()).containsExactly("oTwo IN");
    }
}
