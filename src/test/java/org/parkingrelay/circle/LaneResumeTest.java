package org.parkingrelay.circle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.parkingrelay.circle.LaneFixture.circle;
import static org.parkingrelay.circle.LaneFixture.gone;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A user ends a pause. */
class LaneResumeTest {

    private static final Circle MALL = circle("mall", "main");
    private static final Circle OTHER = circle("other", "main");

    private final LaneFixture fixture = new LaneFixture(Map.of("main", 100.0), 1000);
    private final Lane lane = fixture.lanes.of(MALL);

    private void refuse(Circle circle, Verdict verdict) {
        assertThat(fixture.enter(circle)).isCompletedWithValue(Pass.GO);
        fixture.tell(circle, verdict, "SIGN_ERROR");
    }

    @Test
    void who_waits_goes_at_once_one_first_and_then_at_the_lanes_rate() {
        refuse(MALL, Verdict.REFUSED_CREDENTIAL);
        List<CompletableFuture<Pass>> waiting = fixture.enter(MALL, 20);
        assertThat(gone(waiting)).isZero();

        assertThat(lane.resume("")).isTrue();

        assertThat(lane.state()).isEqualTo(LaneState.FLOWING);
        assertThat(lane.view().pause()).isEmpty();
        assertThat(gone(waiting)).isEqualTo(1);
        fixture.timer.advance(Duration.ofMillis(100));
        assertThat(gone(waiting)).isEqualTo(11);
    }

    @Test
    void it_pauses_again_by_the_same_rules() {
        refuse(MALL, Verdict.REFUSED_CREDENTIAL);
        lane.resume("");
        fixture.timer.advance(Duration.ofSeconds(1));

        refuse(MALL, Verdict.REFUSED_CREDENTIAL);
        assertThat(lane.state()).isEqualTo(LaneState.PAUSED);
        lane.resume("");
        fixture.timer.advance(Duration.ofSeconds(1));
        fixture.enter(MALL, 5);
        fixture.tell(MALL, Verdict.UNAVAILABLE, 4);
        assertThat(lane.state()).isEqualTo(LaneState.FLOWING);
        fixture.tell(MALL, Verdict.UNAVAILABLE);
        assertThat(lane.view().reason()).contains(PauseReason.OUTAGE);
    }

    @Test
    void a_circle_is_resumed_by_its_name_and_the_lane_does_not_resume_it() {
        refuse(OTHER, Verdict.TAKEN);
        refuse(MALL, Verdict.REFUSED_CIRCLE);
        CompletableFuture<Pass> waits = fixture.enter(MALL);
        assertThat(waits).isNotDone();

        assertThat(lane.resume("")).isFalse();
        assertThat(waits).isNotDone();
        assertThat(lane.resume("nobody")).isFalse();
        assertThat(lane.resume("other")).isFalse();
        assertThat(lane.resume("mall")).isTrue();

        assertThat(waits).isCompletedWithValue(Pass.GO);
        assertThat(lane.view().pausedCircles()).isEmpty();
    }

    @Test
    void people_see_why_and_since_when() {
        refuse(OTHER, Verdict.TAKEN);
        fixture.clock.advance(Duration.ofSeconds(90));
        refuse(MALL, Verdict.REFUSED_CIRCLE);
        LaneView.Paused ofMall = new LaneView.Paused(PauseReason.REFUSED_CIRCLE, fixture.clock.instant());
        fixture.clock.advance(Duration.ofSeconds(5));
        refuse(OTHER, Verdict.REFUSED_CREDENTIAL);
        CompletableFuture<Pass> unused = fixture.enter(OTHER);

        assertThat(lane.view())
                .isEqualTo(new LaneView(
                        "main",
                        LaneState.PAUSED,
                        Optional.of(PauseReason.REFUSED_CREDENTIAL),
                        Optional.of(new LaneView.Paused(PauseReason.REFUSED_CREDENTIAL, fixture.clock.instant())),
                        new java.util.TreeMap<>(Map.of("mall", ofMall)),
                        100,
                        1));
    }

    @Test
    void what_is_not_paused_is_left_as_it_is() {
        assertThat(lane.resume("")).isFalse();
        assertThat(fixture.enter(MALL)).isCompletedWithValue(Pass.GO);
    }
}
