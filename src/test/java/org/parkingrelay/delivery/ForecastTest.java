package org.parkingrelay.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.parkingrelay.circle.Circle;
import org.parkingrelay.delivery.Forecast.Foreseen;
import org.parkingrelay.event.Boundary;
import org.parkingrelay.event.Direction;
import org.parkingrelay.event.EventKind;
import org.parkingrelay.event.PassageEvent;
import org.parkingrelay.event.PlateNormaliser;
import org.parkingrelay.testing.MutableClock;
import org.parkingrelay.testing.Settings;
import org.parkingrelay.testing.TestCircles;

class ForecastTest {

    private static final Instant NOW = Instant.parse("2026-01-31T02:15:30Z");

    private final MutableClock clock = new MutableClock(NOW.toString());
    private final Forecast forecast = new Forecast(Settings.delivery(), Optional.of(TestCircles.read()), clock);

    private static PassageEvent event(String lotId, String plate, Instant occurredAt, EventKind kind) {
        return new PassageEvent(
                "e-1",
                lotId,
                Direction.IN,
                PlateNormaliser.read(plate),
                occurredAt,
                kind,
                kind == EventKind.PASSAGE ? Optional.empty() : Optional.of("e-0"),
                Boundary.OUTER,
                Optional.empty(),
                false);
    }

    private static PassageEvent passage(Instant occurredAt) {
        return event("LOT-1", "粤B12345", occurredAt, EventKind.PASSAGE);
    }

    private Optional<DeadLetterReason> deadLetter(PassageEvent event) {
        return forecast.of(event).end().map(end -> ((Disposition.DeadLettered) end).reason());
    }

    private Optional<SkipReason> skip(PassageEvent event) {
        return forecast.of(event).end().map(end -> ((Disposition.Skipped) end).reason());
    }

    @Test
    void an_event_of_a_known_car_park_goes_on_to_its_circle_with_its_own_time() {
        Foreseen foreseen = forecast.of(passage(NOW.minusSeconds(60)));

        assertThat(foreseen.end()).isEmpty();
        assertThat(foreseen.circle()).map(Circle::name).contains("mall");
        assertThat(foreseen.reportedAt()).isEqualTo(NOW.minusSeconds(60));
        assertThat(foreseen.isExpiredNow()).isFalse();
    }

    @Test
    void an_old_sample_is_judged_as_if_it_came_at_once_and_its_age_told_beside_that() {
        Foreseen foreseen = forecast.of(passage(NOW.minus(Duration.ofDays(700))));

        assertThat(foreseen.end()).isEmpty();
        assertThat(foreseen.isExpiredNow()).isTrue();
    }

    @Test
    void an_entry_of_the_last_second_of_a_day_is_of_use_when_it_happens() {
        assertThat(skip(passage(Instant.parse("2026-01-30T15:59:59.999Z")))).isEmpty();
    }

    @Test
    void a_clock_a_little_ahead_is_reported_as_now_and_one_far_ahead_is_a_dead_letter() {
        Foreseen ahead = forecast.of(passage(NOW.plusSeconds(120)));
        assertThat(ahead.end()).isEmpty();
        assertThat(ahead.reportedAt()).isEqualTo(NOW);

        assertThat(deadLetter(passage(NOW.plus(Duration.ofHours(8))))).contains(DeadLetterReason.FUTURE_TIME);
        clock.advance(Duration.ofHours(8));
        assertThat(deadLetter(passage(NOW.plus(Duration.ofHours(8))))).isEmpty();
    }

    @Test
    void a_car_park_of_no_circle_is_a_dead_letter_unless_none_is_configured() {
        PassageEvent elsewhere = event("LOT-9", "粤B12345", NOW, EventKind.PASSAGE);

        assertThat(deadLetter(elsewhere)).contains(DeadLetterReason.UNKNOWN_LOT);
        Foreseen unjudged = new Forecast(Settings.delivery(), Optional.empty(), clock).of(elsewhere);
        assertThat(unjudged.end()).isEmpty();
        assertThat(unjudged.isLotJudged()).isFalse();
    }

    @Test
    void a_plate_that_is_none_ends_a_passage_and_not_what_takes_something_back() {
        assertThat(skip(event("LOT-1", "无牌车", NOW, EventKind.PASSAGE))).contains(SkipReason.NO_PLATE);
        assertThat(skip(event("LOT-1", "", NOW, EventKind.CANCELLATION))).isEmpty();
        assertThat(skip(event("LOT-1", "", NOW, EventKind.CORRECTION))).isEmpty();
    }

    @Test
    void a_kind_that_nobody_knows_is_left_whatever_else_it_says() {
        assertThat(skip(event("LOT-9", "", NOW, EventKind.OTHER))).contains(SkipReason.FILTERED);
    }
}
