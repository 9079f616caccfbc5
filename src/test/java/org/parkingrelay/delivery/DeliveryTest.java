package org.parkingrelay.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.parkingrelay.delivery.DeliveryKit.NOW;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.parkingrelay.event.Boundary;
import org.parkingrelay.event.Direction;
import org.parkingrelay.event.EventKind;
import org.parkingrelay.event.PassageEvent;
import org.parkingrelay.wechatpay.Outcome;
import org.parkingrelay.wechatpay.ParkingReport;
import org.parkingrelay.wechatpay.ParkingState;

class DeliveryTest {

    private static final Disposition FORWARDED = new Disposition.Forwarded(false);

    private final DeliveryKit kit = new DeliveryKit();

    private static PassageEvent event(String plate, Direction direction, Instant occurredAt) {
        return DeliveryKit.event("e-1", "LOT-1", plate, direction, occurredAt, EventKind.PASSAGE, "");
    }

    private static PassageEvent event() {
        return event("粤B888888", Direction.IN, Instant.parse(NOW));
    }

    @Test
    void reports_the_member_of_the_plate() {
        kit.bind(DeliveryKit.PLATE, "oUpF8uMuAJOM2pxb1Q");

        assertThat(kit.deliver(event())).isEqualTo(FORWARDED);
        assertThat(kit.sent)
                .containsExactly(new ParkingReport(
                        Optional.empty(),
                        1000,
                        "wx931386123456789e",
                        "oUpF8uMuAJOM2pxb1Q",
                        "粤B888888",
                        ParkingState.IN,
                        Instant.parse(NOW)));
    }

    @Test
    void a_report_that_was_taken_is_told_with_wechat_pays_name_of_the_call_for_each_member() {
        kit.bind(DeliveryKit.PLATE, "oOne", "oTwo");
        kit.answers.addAll(List.of(Outcome.Kind.ACCEPTED, Outcome.Kind.ACCEPTED));

        // DeliveryKit.outcome names each call "request".
        assertThat(kit.beginAndTell(event(), new Past(3, Optional.of(DeferReason.BUSY), false)))
                .isCompletedWithValue(new Disposition.Forwarded(false, 4, List.of("request", "request")));
    }

    @Test
    void reports_every_member_even_if_one_is_rejected() {
        kit.bind(DeliveryKit.PLATE, "oOne", "oTwo", "oThree");
        kit.answers.addAll(List.of(Outcome.Kind.ACCEPTED, Outcome.Kind.REJECTED, Outcome.Kind.ACCEPTED));

        Disposition disposition = kit.deliver(event());

        assertThat(kit.sent).extracting(ParkingReport::openid).containsExactly("oOne", "oTwo", "oThree");
        assertThat(disposition).isInstanceOfSatisfying(Disposition.DeadLettered.class, dead -> {
            assertThat(dead.reason()).isEqualTo(DeadLetterReason.REJECTED);
            assertThat(dead.circle()).isEqualTo("mall");
            assertThat(dead.attempts()).isEqualTo(1);
            assertThat(dead.call())
                    .hasValueSatisfying(call -> assertThat(call.code()).isEqualTo("CODE"));
        });
    }

    @ParameterizedTest
    @EnumSource(
            value = Outcome.Kind.class,
            names = {"REFUSED", "THROTTLED", "UNAVAILABLE", "IN_DOUBT"})
    void tries_again_what_may_be_taken_later(Outcome.Kind kind) {
        kit.bind(DeliveryKit.PLATE, "oMember");
        kit.answers.addAll(List.of(kind, kind));

        CompletableFuture<Disposition> done = kit.begin(event());

        assertThat(done).isNotCompleted();
        kit.timer.advance(Duration.ofSeconds(10));
        assertThat(done).isCompletedWithValue(FORWARDED);
        assertThat(kit.sent).hasSize(3);
    }

    @Test
    void a_stranger_whom_the_look_up_knows_is_not_asked_for_and_a_member_is() {
        kit.knowingStrangers();
        kit.storeAnswers = false;
        Disposition stranger = new Disposition.Skipped(SkipReason.NOT_A_MEMBER);

        assertThat(kit.delivery().known(event(), Past.NONE, kit.clock.instant()))
                .contains(stranger);
        assertThat(kit.deliver(event())).isEqualTo(stranger);

        kit.bind(DeliveryKit.PLATE, "oMember");

        assertThat(kit.delivery().known(event(), Past.NONE, kit.clock.instant()))
                .isEmpty();
        assertThat(kit.begin(event())).isNotDone();
    }

    @Test
    void waits_for_the_store_and_takes_nobody_for_a_stranger() {
        kit.bind(DeliveryKit.PLATE, "oMember");
        kit.storeAnswers = false;

        CompletableFuture<Disposition> done = kit.begin(event());
        kit.timer.advance(Duration.ofMinutes(10));

        assertThat(done).isNotCompleted();
        kit.storeAnswers = true;
        kit.timer.advance(Duration.ofMinutes(2));
        assertThat(done).isCompletedWithValue(FORWARDED);
    }

    @Test
    void an_event_of_nobody_is_skipped_without_a_call() {
        assertThat(kit.deliver(event())).isEqualTo(new Disposition.Skipped(SkipReason.NOT_A_MEMBER));
        assertThat(kit.sent).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "无牌车, NO_PLATE",
        "粤B1?345, UNREADABLE_PLATE",
        "粤B123, UNREADABLE_PLATE",
        "014578使, PLATE_NOT_REPORTABLE",
        "NOP0001, PLATE_NOT_REPORTABLE",
    })
    void a_plate_that_cannot_be_reported_is_skipped(String plate, SkipReason reason) {
        assertThat(kit.deliver(event(plate, Direction.IN, Instant.parse(NOW))))
                .isEqualTo(new Disposition.Skipped(reason));
    }

    @ParameterizedTest
    @CsvSource({
        // An entry lives until midnight in Beijing, 16:00 UTC, and no longer than 12 hours.
        "IN,  2022-05-31T15:59:59Z, false",
        "IN,  2022-05-31T16:00:00Z, true",
        "OUT, 2022-05-31T14:43:39Z, false",
        "OUT, 2022-05-31T14:43:40Z, true",
    })
    void only_what_still_matters_is_reported(Direction direction, String occurredAt, boolean reported) {
        kit.bind(DeliveryKit.PLATE, "oMember");

        Disposition disposition = kit.deliver(event("粤B888888", direction, Instant.parse(occurredAt)));

        assertThat(disposition).isEqualTo(reported ? FORWARDED : new Disposition.Skipped(SkipReason.EXPIRED));
    }

    @Test
    void a_clock_a_little_ahead_is_reported_as_now_and_one_far_ahead_is_not() {
        kit.bind(DeliveryKit.PLATE, "oMember");

        assertThat(kit.deliver(
                        event("粤B888888", Direction.IN, kit.clock.instant().plusSeconds(300))))
                .isEqualTo(FORWARDED);
        assertThat(kit.sent.get(0).time()).isEqualTo(Instant.parse(NOW));
        assertThat(kit.deliver(
                        event("粤B888888", Direction.IN, kit.clock.instant().plusSeconds(301))))
                .isInstanceOfSatisfying(
                        Disposition.DeadLettered.class,
                        dead -> assertThat(dead.reason()).isEqualTo(DeadLetterReason.FUTURE_TIME));
    }

    @Test
    void what_is_not_the_relays_to_report_is_told_apart() {
        PassageEvent passage = event();

        assertThat(kit.deliver(with(passage, EventKind.OTHER, Boundary.OUTER, "LOT-1")))
                .isEqualTo(new Disposition.Skipped(SkipReason.FILTERED));
        assertThat(kit.deliver(with(passage, EventKind.PASSAGE, Boundary.INNER, "LOT-1")))
                .isEqualTo(new Disposition.Skipped(SkipReason.INNER_GATE));
        assertThat(kit.deliver(with(passage, EventKind.PASSAGE, Boundary.OUTER, "LOT-9")))
                .isInstanceOfSatisfying(
                        Disposition.DeadLettered.class,
                        dead -> assertThat(dead.reason()).isEqualTo(DeadLetterReason.UNKNOWN_LOT));
    }

    private static PassageEvent with(PassageEvent event, EventKind kind, Boundary boundary, String lotId) {
        return new PassageEvent(
                event.eventId(),
                lotId,
                event.direction(),
                event.plate(),
                event.occurredAt(),
                kind,
                Optional.empty(),
                boundary,
                event.laneId(),
                event.replayed());
    }
}
