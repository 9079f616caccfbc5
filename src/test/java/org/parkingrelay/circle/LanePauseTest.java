package org.parkingrelay.circle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.parkingrelay.circle.LaneFixture.SECOND;
import static org.parkingrelay.circle.LaneFixture.circle;
import static org.parkingrelay.circle.LaneFixture.gone;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.parkingrelay.telemetry.RelayMeter;

class LanePauseTest {

    private static final Circle MALL = circle("mall", "main");
    private static final Circle OTHER = circle("other", "main");

    private final LaneFixture fixture = new LaneFixture(Map.of("main", 100.0), 1000);
    private final Lane lane = fixture.lanes.of(MALL);

    private void pause() {
        assertThat(fixture.enter(MALL)).isCompletedWithValue(Pass.GO);
        fixture.tell(MALL, Verdict.REFUSED_CREDENTIAL, "SIGN_ERROR");
    }

    @ParameterizedTest
    @EnumSource(names = {"UNAVAILABLE", "IN_DOUBT", "THROTTLED"})
    void five_failures_in_a_row_pause_the_lane(Verdict failure) {
        fixture.enter(MALL, 9);
        fixture.tell(MALL, failure, 4);
        fixture.tell(MALL, Verdict.TAKEN);
        fixture.tell(MALL, failure, 4);
        assertThat(lane.state()).isEqualTo(LaneState.FLOWING);

        fixture.tell(MALL, failure);

        assertThat(lane.state()).isEqualTo(LaneState.PAUSED);
        assertThat(lane.view().reason())
                .contains(failure == Verdict.THROTTLED ? PauseReason.THROTTLED : PauseReason.OUTAGE);
    }

    @Test
    void a_refused_credential_pauses_the_lane_at_once_and_is_shown() {
        pause();

        assertThat(lane.state()).isEqualTo(LaneState.PAUSED);
        assertThat(lane.view().reason()).contains(PauseReason.REFUSED_CREDENTIAL);
        assertThat(fixture.enter(OTHER)).isNotDone();
        assertThat(fixture.registry
                        .get(RelayMeter.LANE_PAUSES.id())
                        .tags("credential", "main", "reason", "refused_credential")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(gauge(RelayMeter.LANE_STATE)).isEqualTo(2);
        assertThat(gauge(RelayMeter.LANE_WAITING)).isEqualTo(1);
        assertThat(gauge(RelayMeter.LANE_RATE)).isEqualTo(100);
    }

    private double gauge(RelayMeter meter) {
        return fixture.registry
                .get(meter.id())
                .tag("credential", "main")
                .gauge()
                .value();
    }

    @Test
    void while_paused_one_call_a_second_probes() {
        pause();
        List<CompletableFuture<Pass>> waiting = fixture.enter(MALL, 50);
        for (int second = 1; second <= 10; second++) {
            fixture.timer.advance(Duration.ofMillis(999));
            assertThat(gone(waiting)).isEqualTo(second - 1);
            fixture.timer.advance(Duration.ofMillis(1));
            assertThat(gone(waiting)).isEqualTo(second);
            assertThat(lane.state()).isEqualTo(LaneState.PROBING);
            fixture.tell(MALL, Verdict.UNAVAILABLE);
            assertThat(lane.state()).isEqualTo(LaneState.PAUSED);
        }
        assertThat(lane.waiting()).isEqualTo(40);
    }

    @Test
    void a_newcomer_probes_where_nobody_waits_and_no_second_one_while_it_is_out() {
        pause();
        fixture.clock.advance(Duration.ofSeconds(5));

        assertThat(fixture.enter(MALL)).isCompletedWithValue(Pass.GO);
        CompletableFuture<Pass> second = fixture.enter(MALL);
        fixture.timer.advance(Duration.ofSeconds(30));
        assertThat(second).isNotDone();

        fixture.tell(MALL, Verdict.UNAVAILABLE);
        assertThat(second).isCompletedWithValue(Pass.GO);
    }

    @Test
    void a_lost_probe_blocks_for_a_minute_only() {
        pause();
        fixture.clock.advance(SECOND);
        fixture.enter(MALL);
        CompletableFuture<Pass> next = fixture.enter(MALL);

        fixture.timer.advance(Duration.ofMillis(59_999));
        assertThat(next).isNotDone();
        fixture.timer.advance(Duration.ofMillis(1));
        assertThat(next).isCompletedWithValue(Pass.GO);
    }

    @Test
    void a_clock_that_is_set_back_does_not_keep_probes_away() {
        pause();
        fixture.clock.advance(Duration.ofHours(-1));
        CompletableFuture<Pass> probe = fixture.enter(MALL);
        assertThat(probe).isCompletedWithValue(Pass.GO);
        fixture.tell(MALL, Verdict.UNAVAILABLE);

        CompletableFuture<Pass> next = fixture.enter(MALL);
        assertThat(next).isNotDone();
        fixture.timer.advance(SECOND);
        assertThat(next).isCompletedWithValue(Pass.GO);
    }

    @Test
    void a_probe_that_was_not_used_lets_another_go_at_once() {
        pause();
        List<CompletableFuture<Pass>> waiting = fixture.enter(MALL, 3);
        fixture.timer.advance(SECOND);
        assertThat(gone(waiting)).isEqualTo(1);

        fixture.tell(MALL, Verdict.NOT_CALLED);

        assertThat(gone(waiting)).isEqualTo(2);
        assertThat(lane.state()).isEqualTo(LaneState.PROBING);
    }

    @ParameterizedTest
    @EnumSource(names = {"TAKEN", "REJECTED"})
    void an_answer_to_the_probe_resumes_the_lane_and_who_waits_goes_at_its_rate(Verdict answer) {
        pause();
        List<CompletableFuture<Pass>> waiting = fixture.enter(MALL, 201);
        fixture.timer.advance(SECOND);

        fixture.tell(MALL, answer);

        assertThat(lane.state()).isEqualTo(LaneState.FLOWING);
        assertThat(lane.view().reason()).isEmpty();
        fixture.timer.advance(SECOND);
        assertThat(gone(waiting)).isBetween(100L, 102L);
        fixture.timer.advance(SECOND);
        assertThat(gone(waiting)).isEqualTo(201);
        assertThat(fixture.timer.waiting()).as("no timer where nobody waits").isLessThanOrEqualTo(1);
    }

    @Test
    void the_reason_follows_what_the_probe_finds() {
        pause();

        fixture.tell(MALL, Verdict.UNAVAILABLE, 5);
        assertThat(lane.view().reason()).contains(PauseReason.OUTAGE);
        fixture.tell(MALL, Verdict.REFUSED_CREDENTIAL);
        assertThat(lane.view().reason()).contains(PauseReason.REFUSED_CREDENTIAL);
    }

    @Test
    void a_pause_of_one_circle_holds_up_no_other() {
        fixture.enter(MALL);
        fixture.enter(OTHER);
        fixture.tell(MALL, Verdict.REFUSED_CIRCLE, "NO_AUTH");

        List<CompletableFuture<Pass>> held = fixture.enter(MALL, 10);
        assertThat(gone(fixture.enter(OTHER, 50))).isEqualTo(50);
        assertThat(lane.state()).isEqualTo(LaneState.FLOWING);
        assertThat(lane.view().pausedCircles().get("mall").reason()).isEqualTo(PauseReason.REFUSED_CIRCLE);
        fixture.tell(OTHER, Verdict.TAKEN, 50);
        assertThat(gone(held)).isZero();

        fixture.timer.advance(SECOND);
        assertThat(gone(held)).isEqualTo(1);
        fixture.tell(MALL, Verdict.TAKEN);
        assertThat(gone(held)).isEqualTo(10);
        assertThat(lane.view().pausedCircles()).isEmpty();
    }

    @Test
    void a_lane_does_not_flow_where_all_its_circles_are_paused() {
        fixture.enter(MALL);
        fixture.tell(MALL, Verdict.REFUSED_CIRCLE);

        assertThat(lane.state()).isEqualTo(LaneState.PAUSED);
        assertThat(lane.view().reason()).contains(PauseReason.REFUSED_CIRCLE);
        assertThat(fixture.enter(OTHER)).isCompletedWithValue(Pass.GO);
        assertThat(lane.state()).isEqualTo(LaneState.FLOWING);
    }

    @Test
    void twenty_rejections_alike_pause_their_circle_until_one_is_taken() {
        for (int i = 0; i < 40; i++) {
            fixture.tell(MALL, Verdict.REJECTED, i % 2 == 0 ? "PARAM_ERROR" : "RULE_LIMIT");
        }
        for (int i = 0; i < 19; i++) {
            fixture.tell(MALL, Verdict.REJECTED, "PARAM_ERROR");
        }
        assertThat(lane.isRejectionSuspect(MALL)).isFalse();

        fixture.tell(MALL, Verdict.REJECTED, "PARAM_ERROR");

        assertThat(lane.isRejectionSuspect(MALL)).isTrue();
        assertThat(lane.isRejectionSuspect(OTHER)).isFalse();
        fixture.tell(MALL, Verdict.REJECTED, "PARAM_ERROR");
        assertThat(lane.isRejectionSuspect(MALL)).isTrue();
        fixture.tell(MALL, Verdict.TAKEN);
        assertThat(lane.isRejectionSuspect(MALL)).isFalse();
        assertThat(lane.view().pausedCircles()).isEmpty();
    }

    @Test
    void a_report_that_is_taken_resumes_lane_and_circle_but_no_other_circle() {
        fixture.tell(MALL, Verdict.REFUSED_CIRCLE);
        fixture.tell(OTHER, Verdict.REFUSED_CIRCLE);
        pauseLane();

        fixture.tell(MALL, Verdict.TAKEN);

        assertThat(lane.state()).isEqualTo(LaneState.FLOWING);
        assertThat(lane.view().pausedCircles()).containsOnlyKeys("other");
    }

    private void pauseLane() {
        fixture.tell(MALL, Verdict.REFUSED_CREDENTIAL);
        assertThat(lane.view().reason()).contains(PauseReason.REFUSED_CREDENTIAL);
    }

    @Test
    void a_refusal_of_the_circle_shows_that_the_lane_answers() {
        fixture.enter(OTHER);
        pause();

        fixture.tell(MALL, Verdict.REFUSED_CIRCLE);

        assertThat(lane.state()).isEqualTo(LaneState.FLOWING);
        assertThat(lane.view().pausedCircles()).containsOnlyKeys("mall");
    }
}
