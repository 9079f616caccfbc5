package org.parkingrelay.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.parkingrelay.circle.Circles;
import org.parkingrelay.circle.CirclesConfig.CircleConfig;
import org.parkingrelay.config.ConfigProblems;
import org.parkingrelay.event.Boundary;
import org.parkingrelay.event.Direction;
import org.parkingrelay.event.EventKind;
import org.parkingrelay.event.PassageEvent;
import org.parkingrelay.event.PlateNormaliser;
import org.parkingrelay.event.PlateReading;
import org.parkingrelay.lookup.LookupResult;
import org.parkingrelay.lookup.Openid;
import org.parkingrelay.retry.Backoff;
import org.parkingrelay.retry.Retrying;
import org.parkingrelay.telemetry.Meters;
import org.parkingrelay.testing.ManualTimer;
import org.parkingrelay.testing.MutableClock;
import org.parkingrelay.wechatpay.CallFacts;
import org.parkingrelay.wechatpay.Outcome;
import org.parkingrelay.wechatpay.ParkingReport;
import org.parkingrelay.wechatpay.ParkingState;

class DeliveryTest {

    /** 10:43:39 in Beijing, as in the API's own example. */
    private static final String NOW = "2022-06-01T02:43:39Z";

    private final MutableClock clock = new MutableClock(NOW);
    private final ManualTimer timer = new ManualTimer(clock);
    private final List<ParkingReport> sent = new ArrayList<>();
    private final Deque<Outcome.Kind> answers = new ArrayDeque<>();
    private LookupResult members = new LookupResult.Absent();

    private final Delivery delivery = delivery();

    private Delivery delivery() {
        Retrying retrying =
                new Retrying(new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1), () -> 1.0), timer, clock);
        Reporting reporting = new Reporting(
                (credential, report) -> {
                    assertThat(credential).isEqualTo("main");
                    sent.add(report);
                    Outcome.Kind kind = answers.isEmpty() ? Outcome.Kind.ACCEPTED : answers.poll();
                    return CompletableFuture.completedStage(
                            new Outcome(kind, new CallFacts("host", 200, "CODE", "request", "note")));
                },
                retrying,
                new Meters(new SimpleMeterRegistry()));
        return new Delivery(
                config(),
                circles(),
                (appId, plates) -> {
                    assertThat(appId).isEqualTo("wx931386123456789e");
                    return CompletableFuture.completedStage(members);
                },
                reporting,
                retrying,
                clock);
    }

    private static DeliveryConfig config() {
        return new DeliveryConfig() {
            @Override
            public Duration maxAge() {
                return Duration.ofHours(12);
            }

            @Override
            public Duration maxClockLead() {
                return Duration.ofMinutes(5);
            }

            @Override
            public Duration samePassageWindow() {
                return Duration.ofSeconds(60);
            }

            @Override
            public boolean dryRun() {
                return false;
            }

            @Override
            public Optional<String> hashKeyFile() {
                return Optional.empty();
            }
        };
    }

    private static Circles circles() {
        CircleConfig mall = new CircleConfig() {
            @Override
            public Optional<String> appId() {
                return Optional.of("wx931386123456789e");
            }

            @Override
            public Optional<String> brandId() {
                return Optional.of("1000");
            }

            @Override
            public Optional<String> subMchid() {
                return Optional.empty();
            }

            @Override
            public Optional<String> credential() {
                return Optional.of("main");
            }
        };
        ConfigProblems problems = new ConfigProblems();
        Circles circles = Circles.from(() -> Map.of("mall", mall), () -> Map.of("LOT-1", "mall"), problems);
        assertThat(problems.lines()).isEmpty();
        return circles;
    }

    private static PassageEvent event(String plate, Direction direction, Instant occurredAt) {
        return new PassageEvent(
                "e-1", "LOT-1", direction, PlateNormaliser.read(plate), occurredAt, EventKind.PASSAGE, Boundary.OUTER);
    }

    private static PassageEvent event() {
        return event("粤B888888", Direction.IN, Instant.parse(NOW));
    }

    private void bound(String... openids) {
        members = new LookupResult.Found(
                ((PlateReading.Legible) PlateNormaliser.read("粤B888888")).plate(),
                List.of(openids).stream().map(Openid::new).toList());
    }

    private Disposition deliver(PassageEvent event) {
        CompletableFuture<Disposition> done = delivery.deliver(event).toCompletableFuture();
        assertThat(done).isCompleted();
        return done.join();
    }

    @Test
    void reports_the_member_of_the_plate() {
        bound("oUpF8uMuAJOM2pxb1Q");

        assertThat(deliver(event())).isEqualTo(new Disposition.Forwarded());
        assertThat(sent)
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
    void reports_every_member_even_if_one_is_rejected() {
        bound("oOne", "oTwo", "oThree");
        answers.addAll(List.of(Outcome.Kind.ACCEPTED, Outcome.Kind.REJECTED, Outcome.Kind.ACCEPTED));

        Disposition disposition = deliver(event());

        assertThat(sent).extracting(ParkingReport::openid).containsExactly("oOne", "oTwo", "oThree");
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
        bound("oMember");
        answers.addAll(List.of(kind, kind));

        CompletableFuture<Disposition> done = delivery.deliver(event()).toCompletableFuture();

        assertThat(done).isNotCompleted();
        timer.advance(Duration.ofSeconds(3));
        assertThat(done).isCompletedWithValue(new Disposition.Forwarded());
        assertThat(sent).hasSize(3);
    }

    @Test
    void waits_for_the_store_and_takes_nobody_for_a_stranger() {
        members = new LookupResult.Unavailable("StoreDown");

        CompletableFuture<Disposition> done = delivery.deliver(event()).toCompletableFuture();
        timer.advance(Duration.ofMinutes(10));

        assertThat(done).isNotCompleted();
        bound("oMember");
        timer.advance(Duration.ofMinutes(2));
        assertThat(done).isCompletedWithValue(new Disposition.Forwarded());
    }

    @Test
    void gives_an_entry_up_when_its_day_ends() {
        bound("oMember");
        for (int i = 0; i < 10_000; i++) {
            answers.add(Outcome.Kind.UNAVAILABLE);
        }
        PassageEvent late = event("粤B888888", Direction.IN, Instant.parse("2022-06-01T15:00:00Z"));
        clock.advance(Duration.between(clock.instant(), late.occurredAt()));

        CompletableFuture<Disposition> done = delivery.deliver(late).toCompletableFuture();
        timer.advance(Duration.ofMinutes(58));
        assertThat(done).isNotCompleted();
        timer.advance(Duration.ofMinutes(2));

        assertThat(done)
                .isCompletedWithValueMatching(disposition -> disposition instanceof Disposition.DeadLettered dead
                        && dead.reason() == DeadLetterReason.RETRIES_EXHAUSTED);
        assertThat(sent).allMatch(report -> report.time().equals(late.occurredAt()));
    }

    @Test
    void an_event_of_nobody_is_skipped_without_a_call() {
        assertThat(deliver(event())).isEqualTo(new Disposition.Skipped(SkipReason.NOT_A_MEMBER));
        assertThat(sent).isEmpty();
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
        assertThat(deliver(event(plate, Direction.IN, Instant.parse(NOW)))).isEqualTo(new Disposition.Skipped(reason));
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
        bound("oMember");

        Disposition disposition = deliver(event("粤B888888", direction, Instant.parse(occurredAt)));

        assertThat(disposition)
                .isEqualTo(reported ? new Disposition.Forwarded() : new Disposition.Skipped(SkipReason.EXPIRED));
    }

    @Test
    void a_clock_a_little_ahead_is_reported_as_now_and_one_far_ahead_is_not() {
        bound("oMember");

        assertThat(deliver(event("粤B888888", Direction.IN, clock.instant().plusSeconds(300))))
                .isEqualTo(new Disposition.Forwarded());
        assertThat(sent.get(0).time()).isEqualTo(Instant.parse(NOW));
        assertThat(deliver(event("粤B888888", Direction.IN, clock.instant().plusSeconds(301))))
                .isInstanceOfSatisfying(
                        Disposition.DeadLettered.class,
                        dead -> assertThat(dead.reason()).isEqualTo(DeadLetterReason.FUTURE_TIME));
    }

    @Test
    void what_is_not_the_relays_to_report_is_told_apart() {
        PassageEvent passage = event();

        assertThat(deliver(with(passage, EventKind.OTHER, Boundary.OUTER, "LOT-1")))
                .isEqualTo(new Disposition.Skipped(SkipReason.FILTERED));
        assertThat(deliver(with(passage, EventKind.PASSAGE, Boundary.INNER, "LOT-1")))
                .isEqualTo(new Disposition.Skipped(SkipReason.INNER_GATE));
        assertThat(deliver(with(passage, EventKind.PASSAGE, Boundary.OUTER, "LOT-9")))
                .isInstanceOfSatisfying(
                        Disposition.DeadLettered.class,
                        dead -> assertThat(dead.reason()).isEqualTo(DeadLetterReason.UNKNOWN_LOT));
        assertThat(deliver(with(passage, EventKind.CORRECTION, Boundary.OUTER, "LOT-1")))
                .isInstanceOfSatisfying(
                        Disposition.DeadLettered.class,
                        dead -> assertThat(dead.reason()).isEqualTo(DeadLetterReason.INVALID));
    }

    private static PassageEvent with(PassageEvent event, EventKind kind, Boundary boundary, String lotId) {
        return new PassageEvent(
                event.eventId(), lotId, event.direction(), event.plate(), event.occurredAt(), kind, boundary);
    }
}
