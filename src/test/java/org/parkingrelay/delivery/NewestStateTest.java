package org.parkingrelay.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.parkingrelay.delivery.DeliveryKit.NOW;
import static org.parkingrelay.delivery.DeliveryKit.PLATE;
import static org.parkingrelay.delivery.DeliveryKit.passage;
import static org.parkingrelay.event.Direction.IN;
import static org.parkingrelay.event.Direction.OUT;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.parkingrelay.event.Direction;
import org.parkingrelay.event.EventKind;
import org.parkingrelay.event.PassageEvent;
import org.parkingrelay.wechatpay.Outcome;

/** What WeChat Pay is told, and what not, when events repeat, come in another order, or are corrected. */
class NewestStateTest {

    private static final Disposition FORWARDED = new Disposition.Forwarded(false);
    private static final String WRONG = "粤B00001";

    private final DeliveryKit kit = new DeliveryKit();

    @BeforeEach
    void bind() {
        kit.bind(PLATE, "oMember");
        kit.bind(WRONG, "oWrong");
    }

    /** Minutes before now. */
    private static Instant ago(int minutes) {
        return Instant.parse(NOW).minus(Duration.ofMinutes(minutes));
    }

    private static Disposition skipped(SkipReason reason) {
        return new Disposition.Skipped(reason);
    }

    private static PassageEvent of(String eventId, String plate, Direction direction, EventKind kind, String about) {
        return DeliveryKit.event(eventId, "LOT-1", plate, direction, ago(10), kind, about);
    }

    @Test
    void the_same_event_is_reported_once() {
        assertThat(kit.deliver(passage("e-1", IN, ago(10)))).isEqualTo(FORWARDED);
        assertThat(kit.deliver(passage("e-1", IN, ago(10)))).isEqualTo(skipped(SkipReason.DUPLICATE));
        assertThat(kit.told()).containsExactly("oMember IN");
    }

    @Test
    void an_older_state_never_follows_a_newer_one() {
        kit.deliver(passage("e-2", OUT, ago(5)));

        assertThat(kit.deliver(passage("e-1", IN, ago(10)))).isEqualTo(skipped(SkipReason.SUPERSEDED));
        assertThat(kit.told()).containsExactly("oMember OUT");
    }

    @Test
    void the_same_passage_told_twice_within_the_window_is_reported_once_and_still_overtakes() {
        Instant first = ago(10);
        kit.deliver(passage("e-1", IN, first));

        assertThat(kit.deliver(passage("e-3", IN, first.plusSeconds(60)))).isEqualTo(skipped(SkipReason.DUPLICATE));
        assertThat(kit.deliver(passage("e-2", OUT, first.plusSeconds(30)))).isEqualTo(skipped(SkipReason.SUPERSEDED));
        assertThat(kit.deliver(passage("e-4", IN, first.plusSeconds(121)))).isEqualTo(FORWARDED);
        assertThat(kit.told()).containsExactly("oMember IN", "oMember IN");
    }

    @Test
    void a_car_that_goes_from_one_lot_of_the_circle_to_the_other_is_out_and_in_again() {
        Instant left = ago(10);
        kit.deliver(DeliveryKit.event("e-1", "LOT-1", PLATE, IN, ago(60), EventKind.PASSAGE, ""));
        kit.deliver(DeliveryKit.event("e-2", "LOT-1", PLATE, OUT, left, EventKind.PASSAGE, ""));
        kit.deliver(DeliveryKit.event("e-3", "LOT-2", PLATE, IN, left.plusSeconds(20), EventKind.PASSAGE, ""));

        assertThat(kit.told()).containsExactly("oMember IN", "oMember OUT", "oMember IN");
    }

    @Test
    void the_same_state_at_another_lot_is_no_repeat() {
        kit.deliver(DeliveryKit.event("e-1", "LOT-1", PLATE, IN, ago(10), EventKind.PASSAGE, ""));

        assertThat(kit.deliver(
                        DeliveryKit.event("e-2", "LOT-2", PLATE, IN, ago(10).plusSeconds(5), EventKind.PASSAGE, "")))
                .isEqualTo(FORWARDED);
    }

    @Test
    void one_call_at_a_time_is_made_for_a_member_and_car() {
        kit.answersItself = false;
        CompletableFuture<Disposition> in = kit.begin(passage("e-1", IN, ago(10)));
        CompletableFuture<Disposition> out = kit.begin(passage("e-2", OUT, ago(5)));
        kit.timer.advance(Duration.ofSeconds(3));
        assertThat(kit.told()).containsExactly("oMember IN");

        kit.calls.poll().complete(DeliveryKit.outcome(Outcome.Kind.ACCEPTED));
        assertThat(in).isCompletedWithValue(FORWARDED);
        kit.timer.advance(Duration.ofSeconds(5));
        kit.calls.poll().complete(DeliveryKit.outcome(Outcome.Kind.ACCEPTED));

        assertThat(out).isCompletedWithValue(FORWARDED);
        assertThat(kit.told()).containsExactly("oMember IN", "oMember OUT");
    }

    @Test
    void a_state_that_may_have_come_in_late_has_the_newest_one_repeated() {
        kit.answersItself = false;
        CompletableFuture<Disposition> in = kit.begin(passage("e-1", IN, ago(10)));
        // Nobody knows whether the entry was taken; before it is tried again, the exit is.
        kit.calls.poll().complete(DeliveryKit.outcome(Outcome.Kind.IN_DOUBT));
        CompletableFuture<Disposition> out = kit.begin(passage("e-2", OUT, ago(5)));
        kit.calls.poll().complete(DeliveryKit.outcome(Outcome.Kind.ACCEPTED));
        assertThat(out).isCompletedWithValue(FORWARDED);

        kit.answersItself = true;
        kit.timer.advance(Duration.ofSeconds(5));

        assertThat(in).isCompletedWithValue(skipped(SkipReason.SUPERSEDED));
        assertThat(kit.told()).containsExactly("oMember IN", "oMember OUT", "oMember OUT");
    }

    @Test
    void a_corrected_plate_takes_the_wrong_member_out_and_the_right_one_in() {
        kit.deliver(of("e-1", WRONG, IN, EventKind.PASSAGE, ""));

        assertThat(kit.deliver(of("e-2", PLATE, IN, EventKind.CORRECTION, "e-1")))
                .isEqualTo(FORWARDED);
        assertThat(kit.told()).containsExactly("oWrong IN", "oWrong OUT", "oMember IN");
        assertThat(kit.sent).allMatch(report -> report.time().equals(ago(10)));
    }

    @Test
    void a_correction_that_comes_again_changes_nothing() {
        kit.deliver(of("e-1", WRONG, IN, EventKind.PASSAGE, ""));
        kit.deliver(of("e-2", PLATE, IN, EventKind.CORRECTION, "e-1"));
        kit.sent.clear();

        assertThat(kit.deliver(of("e-2", PLATE, IN, EventKind.CORRECTION, "e-1")))
                .isEqualTo(skipped(SkipReason.DUPLICATE));
        assertThat(kit.sent).isEmpty();
    }

    @Test
    void what_was_corrected_before_it_was_reported_is_never_reported() {
        kit.deliver(of("e-2", PLATE, IN, EventKind.CORRECTION, "e-1"));

        assertThat(kit.deliver(of("e-1", WRONG, IN, EventKind.PASSAGE, ""))).isEqualTo(skipped(SkipReason.SUPERSEDED));
        assertThat(kit.told()).containsExactly("oMember IN");
    }

    @Test
    void two_cancellations_of_one_event_take_it_back_once() {
        kit.deliver(of("e-1", PLATE, IN, EventKind.PASSAGE, ""));
        kit.deliver(of("e-2", PLATE, IN, EventKind.CANCELLATION, "e-1"));

        assertThat(kit.deliver(of("e-3", PLATE, IN, EventKind.CANCELLATION, "e-1")))
                .isEqualTo(skipped(SkipReason.SUPERSEDED));
        assertThat(kit.told()).containsExactly("oMember IN", "oMember OUT");
    }

    @Test
    void a_correction_of_a_correction_moves_on_to_the_next_member() {
        kit.bind("粤B00002", "oThird");
        kit.deliver(of("e-1", WRONG, IN, EventKind.PASSAGE, ""));
        kit.deliver(of("e-2", PLATE, IN, EventKind.CORRECTION, "e-1"));
        kit.sent.clear();

        kit.deliver(of("e-3", "粤B00002", IN, EventKind.CORRECTION, "e-2"));

        assertThat(kit.told()).containsExactly("oMember OUT", "oThird IN");
    }

    @Test
    void a_corrected_direction_wins_over_the_wrong_one() {
        kit.deliver(of("e-1", PLATE, OUT, EventKind.PASSAGE, ""));

        kit.deliver(of("e-2", PLATE, IN, EventKind.CORRECTION, "e-1"));

        assertThat(kit.told()).last().isEqualTo("oMember IN");
    }

    @Test
    void a_cancelled_entry_is_taken_back() {
        kit.deliver(of("e-1", PLATE, IN, EventKind.PASSAGE, ""));

        assertThat(kit.deliver(of("e-2", PLATE, IN, EventKind.CANCELLATION, "e-1")))
                .isEqualTo(FORWARDED);
        assertThat(kit.told()).containsExactly("oMember IN", "oMember OUT");
    }

    @Test
    void a_cancelled_exit_leaves_the_car_inside() {
        kit.deliver(passage("e-0", IN, ago(60)));
        kit.deliver(of("e-1", PLATE, OUT, EventKind.PASSAGE, ""));

        kit.deliver(of("e-2", PLATE, OUT, EventKind.CANCELLATION, "e-1"));

        assertThat(kit.told()).containsExactly("oMember IN", "oMember OUT", "oMember IN");
    }

    @Test
    void a_cancellation_does_not_undo_what_happened_since() {
        kit.deliver(of("e-1", PLATE, IN, EventKind.PASSAGE, ""));
        kit.deliver(passage("e-2", OUT, ago(5)));
        kit.deliver(passage("e-3", IN, ago(2)));

        assertThat(kit.deliver(of("e-4", PLATE, IN, EventKind.CANCELLATION, "e-1")))
                .isEqualTo(skipped(SkipReason.SUPERSEDED));
        assertThat(kit.told()).last().isEqualTo("oMember IN");
    }

    @Test
    void a_cancellation_of_what_nobody_was_told_tells_nobody() {
        assertThat(kit.deliver(of("e-2", PLATE, IN, EventKind.CANCELLATION, "e-1")))
                .isEqualTo(skipped(SkipReason.NOT_A_MEMBER));
        assertThat(kit.sent).isEmpty();
    }
}
