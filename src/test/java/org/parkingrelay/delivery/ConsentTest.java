package org.parkingrelay.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.parkingrelay.delivery.DeliveryKit.NOW;
import static org.parkingrelay.delivery.DeliveryKit.PLATE;
import static org.parkingrelay.delivery.DeliveryKit.passage;
import static org.parkingrelay.event.Direction.IN;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.parkingrelay.event.EventKind;
import org.parkingrelay.event.PassageEvent;
import org.parkingrelay.wechatpay.Outcome;

/** A member who withdraws is not told of from then on, whatever still waits. */
class ConsentTest {

    private static final Disposition FORWARDED = new Disposition.Forwarded(false);
    private static final Disposition NOT_A_MEMBER = new Disposition.Skipped(SkipReason.NOT_A_MEMBER);
    private static final PassageEvent EVENT = passage("e-1", IN, Instant.parse(NOW));

    private final DeliveryKit kit = new DeliveryKit();

    private void answer(int times, Outcome.Kind kind) {
        kit.answers.addAll(Collections.nCopies(times, kind));
    }

    @Test
    void who_withdraws_while_an_event_waits_in_place_is_not_told_of() {
        kit.bind(PLATE, "oMember");
        answer(1, Outcome.Kind.UNAVAILABLE);
        CompletableFuture<Disposition> done = kit.begin(EVENT);
        assertThat(kit.sent).hasSize(1);

        kit.unbind(PLATE);
        kit.timer.advance(Duration.ofMinutes(1));

        assertThat(done).isCompletedWithValue(NOT_A_MEMBER);
        assertThat(kit.sent).hasSize(1);
    }

    @Test
    void who_withdraws_during_an_outage_is_not_told_of_after_it() {
        kit.bind(PLATE, "oMember");
        answer(200, Outcome.Kind.UNAVAILABLE);
        CompletableFuture<Disposition> done = kit.begin(EVENT);
        kit.timer.advance(Duration.ofSeconds(90));
        assertThat(done).isNotCompleted();
        int before = kit.sent.size();

        kit.unbind(PLATE);
        kit.answers.clear();
        kit.timer.advance(Duration.ofMinutes(2));

        assertThat(done).isCompletedWithValue(NOT_A_MEMBER);
        assertThat(kit.sent).hasSize(before);
    }

    @Test
    void an_event_that_comes_back_from_the_retry_topic_is_not_told_of_either() {
        kit.bind(PLATE, "oMember");
        kit.unbind(PLATE);

        assertThat(kit.begin(EVENT, new Past(3, Optional.of(DeferReason.UNAVAILABLE), false)))
                .isCompletedWithValue(NOT_A_MEMBER);
        assertThat(kit.sent).isEmpty();
    }

    @Test
    void the_other_members_of_a_plate_are_still_told() {
        kit.bind(PLATE, "oStays", "oWithdraws");
        answer(2, Outcome.Kind.UNAVAILABLE);
        CompletableFuture<Disposition> done = kit.begin(EVENT);

        kit.bind(PLATE, "oStays");
        kit.sent.clear();
        kit.timer.advance(Duration.ofMinutes(1));

        assertThat(done).isCompletedWithValue(FORWARDED);
        assertThat(kit.told()).containsExactly("oStays IN");
    }

    @Test
    void a_member_who_stays_is_told_however_long_it_takes() {
        kit.bind(PLATE, "oMember");
        answer(5, Outcome.Kind.UNAVAILABLE);
        CompletableFuture<Disposition> done = kit.begin(EVENT);

        kit.timer.advance(Duration.ofMinutes(2));

        assertThat(done).isCompletedWithValue(FORWARDED);
    }

    @Test
    void a_correction_takes_nothing_back_from_who_has_withdrawn() {
        kit.bind("粤B10001", "oWrong");
        kit.bind(PLATE, "oRight");
        Instant at = Instant.parse(NOW);
        kit.deliver(DeliveryKit.event("wrong", "LOT-1", "粤B10001", IN, at, EventKind.PASSAGE, ""));

        kit.unbind("粤B10001");
        kit.deliver(DeliveryKit.event("right", "LOT-1", PLATE, IN, at, EventKind.CORRECTION, "wrong"));

        assertThat(kit.told()).containsExactly("oWrong IN", "oRight IN");
    }

    @Test
    void while_the_store_cannot_say_nobody_is_told_of() {
        kit.bind(PLATE, "oMember");
        answer(1, Outcome.Kind.UNAVAILABLE);
        CompletableFuture<Disposition> done = kit.begin(EVENT);
        kit.storeAnswers = false;
        kit.timer.advance(Duration.ofMinutes(10));
        assertThat(done).isNotCompleted();
        assertThat(kit.sent).hasSize(1);

        kit.storeAnswers = true;
        kit.timer.advance(Duration.ofMinutes(2));

        assertThat(done).isCompletedWithValue(FORWARDED);
    }
}
