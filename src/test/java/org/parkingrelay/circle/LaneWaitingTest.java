package org.parkingrelay.circle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.parkingrelay.circle.LaneFixture.SECOND;
import static org.parkingrelay.circle.LaneFixture.circle;
import static org.parkingrelay.circle.LaneFixture.full;
import static org.parkingrelay.circle.LaneFixture.gone;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.parkingrelay.retry.Claim;

class LaneWaitingTest {

    private static final Circle MALL = circle("mall", "one");
    private static final Circle NEIGHBOUR = circle("neighbour", "one");
    private static final Circle SECOND_MALL = circle("second", "two");
    private static final Circle THIRD_MALL = circle("third", "three");

    private static LaneFixture ofThree(int room) {
        return new LaneFixture(Map.of("one", 10.0, "two", 10.0, "three", 10.0), room);
    }

    private static LaneFixture ofOne(double rate) {
        return new LaneFixture(Map.of("one", rate), 100);
    }

    @Test
    void a_call_within_the_rate_waits_for_nobody_and_needs_no_timer() {
        LaneFixture fixture = ofOne(10_000);

        assertThat(gone(fixture.enter(MALL, 10_000))).isEqualTo(10_000);
        assertThat(fixture.timer.waiting()).isZero();
    }

    @Test
    void above_the_rate_the_first_goes_first_and_the_circles_go_in_turn() {
        LaneFixture fixture = ofOne(1);
        fixture.enter(MALL);
        List<String> order = new ArrayList<>();
        for (int i = 1; i <= 3; i++) {
            String event = "mall " + i;
            fixture.enter(MALL).thenAccept(pass -> order.add(event));
        }
        fixture.enter(NEIGHBOUR).thenAccept(pass -> order.add("neighbour"));

        fixture.timer.advance(SECOND);
        assertThat(order).containsExactly("mall 1");
        fixture.timer.advance(Duration.ofSeconds(3));
        assertThat(order).containsExactly("mall 1", "neighbour", "mall 2", "mall 3");
    }

    @Test
    void probes_go_to_the_circles_in_turn() {
        LaneFixture fixture = ofOne(10);
        fixture.tell(MALL, Verdict.REFUSED_CREDENTIAL);
        List<CompletableFuture<Pass>> mall = fixture.enter(MALL, 5);
        List<CompletableFuture<Pass>> neighbour = fixture.enter(NEIGHBOUR, 5);

        for (int i = 0; i < 2; i++) {
            fixture.timer.advance(SECOND);
            fixture.tell(i == 0 ? MALL : NEIGHBOUR, Verdict.UNAVAILABLE);
        }

        assertThat(gone(mall)).isEqualTo(1);
        assertThat(gone(neighbour)).isEqualTo(1);
    }

    @Test
    void two_paused_circles_of_a_lane_share_one_probe_a_second() {
        LaneFixture fixture = ofOne(10);
        fixture.tell(MALL, Verdict.REFUSED_CIRCLE);
        fixture.tell(NEIGHBOUR, Verdict.REFUSED_CIRCLE);
        List<CompletableFuture<Pass>> mall = fixture.enter(MALL, 9);
        List<CompletableFuture<Pass>> neighbour = fixture.enter(NEIGHBOUR, 9);

        for (int second = 1; second <= 6; second++) {
            fixture.timer.advance(SECOND);
            assertThat(gone(mall) + gone(neighbour)).isEqualTo(second);
            fixture.tell(second % 2 == 1 ? MALL : NEIGHBOUR, Verdict.REFUSED_CIRCLE);
        }

        assertThat(gone(mall)).isEqualTo(3);
    }

    @Test
    void one_broken_lane_takes_half_of_the_room_and_two_take_two_thirds() {
        LaneFixture fixture = ofThree(90);
        fixture.tell(MALL, Verdict.REFUSED_CREDENTIAL);
        assertThat(full(fixture.enter(MALL, 90))).isEqualTo(45);

        fixture.tell(SECOND_MALL, Verdict.REFUSED_CREDENTIAL);
        fixture.enter(SECOND_MALL, 90);
        // The first had its half before the second broke; what is left is shared with those that flow.
        assertThat(fixture.lanes.of(SECOND_MALL).waiting()).isBetween(22, 23);

        LaneFixture together = ofThree(90);
        together.tell(MALL, Verdict.REFUSED_CREDENTIAL);
        together.tell(SECOND_MALL, Verdict.REFUSED_CREDENTIAL);
        for (int i = 0; i < 90; i++) {
            together.enter(MALL);
            together.enter(SECOND_MALL);
        }
        assertThat(together.lanes.of(MALL).waiting()).isEqualTo(30);
        assertThat(together.lanes.of(SECOND_MALL).waiting()).isEqualTo(30);
    }

    @Test
    void a_lane_that_only_lacks_rate_takes_its_share_too() {
        LaneFixture fixture = ofThree(90);

        assertThat(full(fixture.enter(MALL, 100))).isEqualTo(45);
        assertThat(gone(fixture.enter(SECOND_MALL, 10))).isEqualTo(10);
    }

    @Test
    void where_nothing_else_could_flow_everybody_waits() {
        LaneFixture alone = ofOne(10);
        alone.tell(MALL, Verdict.REFUSED_CREDENTIAL);
        assertThat(full(alone.enter(MALL, 150))).isZero();

        LaneFixture fixture = ofThree(90);
        for (Circle circle : List.of(MALL, SECOND_MALL, THIRD_MALL)) {
            fixture.tell(circle, Verdict.REFUSED_CREDENTIAL);
            fixture.enter(circle);
        }
        assertThat(full(fixture.enter(MALL, 90))).isZero();
    }

    @Test
    void a_lane_in_which_nobody_waits_counts_as_one_that_could_flow() {
        LaneFixture fixture = ofThree(90);
        for (Circle circle : List.of(MALL, SECOND_MALL, THIRD_MALL)) {
            fixture.tell(circle, Verdict.REFUSED_CREDENTIAL);
        }
        fixture.enter(SECOND_MALL);
        assertThat(full(fixture.enter(MALL, 20))).isZero();

        // A probe may be out for a while, and then nobody waits either.
        fixture.timer.advance(Duration.ofSeconds(11));

        assertThat(full(fixture.enter(MALL, 90))).isPositive();
    }

    @Test
    void a_paused_circle_leaves_room_to_its_neighbours_in_the_lane() {
        LaneFixture fixture = ofOne(10);
        fixture.enter(NEIGHBOUR, 10);
        fixture.tell(MALL, Verdict.REFUSED_CIRCLE);

        assertThat(full(fixture.enter(MALL, 100))).isEqualTo(50);
        assertThat(full(fixture.enter(NEIGHBOUR, 40))).isZero();
    }

    @Test
    void a_lane_without_room_is_still_probed_by_a_newcomer() {
        LaneFixture fixture = new LaneFixture(Map.of("one", 10.0, "two", 10.0), 0);
        fixture.tell(MALL, Verdict.REFUSED_CREDENTIAL);
        assertThat(fixture.enter(MALL)).isCompletedWithValue(Pass.FULL);

        fixture.clock.advance(SECOND);

        assertThat(fixture.enter(MALL)).isCompletedWithValue(Pass.GO);
    }

    @Test
    void who_waits_is_woken_when_the_claim_ends_and_takes_no_room_then() {
        LaneFixture fixture = ofOne(10);
        fixture.tell(MALL, Verdict.REFUSED_CREDENTIAL);
        Claim other = new Claim();
        CompletableFuture<Pass> taken = fixture.enter(MALL, other, Instant.MAX);
        CompletableFuture<Pass> kept = fixture.enter(MALL);

        other.end();

        assertThat(taken).isCompletedWithValue(Pass.ENDED);
        assertThat(kept).isNotDone();
        assertThat(fixture.lanes.of(MALL).waiting()).isEqualTo(1);
        assertThat(fixture.enter(MALL, other, Instant.MAX)).isCompletedWithValue(Pass.ENDED);
    }

    @Test
    void who_has_waited_long_enough_is_told_within_a_second_and_goes_nowhere() {
        LaneFixture fixture = ofOne(10);
        fixture.tell(MALL, Verdict.REFUSED_CREDENTIAL);
        CompletableFuture<Pass> probe = fixture.enter(MALL);
        CompletableFuture<Pass> hasty =
                fixture.enter(MALL, fixture.claim, fixture.clock.instant().plusMillis(2500));

        fixture.timer.advance(Duration.ofSeconds(2));
        assertThat(probe).isCompletedWithValue(Pass.GO);
        assertThat(hasty).isNotDone();
        fixture.timer.advance(Duration.ofMillis(1500));
        assertThat(hasty).isCompletedWithValue(Pass.ENDED);
        assertThat(fixture.enter(MALL, fixture.claim, fixture.clock.instant())).isCompletedWithValue(Pass.ENDED);
    }

    @Test
    void the_end_of_a_claim_takes_nothing_back_from_who_went() {
        LaneFixture fixture = ofOne(1);
        fixture.enter(MALL);
        CompletableFuture<Pass> waited = fixture.enter(MALL);
        fixture.timer.advance(SECOND);
        assertThat(waited).isCompletedWithValue(Pass.GO);

        fixture.claim.end();

        assertThat(waited).isCompletedWithValue(Pass.GO);
    }

    @Test
    void what_is_given_back_lets_the_next_go() {
        LaneFixture fixture = ofOne(1);
        fixture.enter(MALL);
        CompletableFuture<Pass> waited = fixture.enter(MALL);

        fixture.tell(MALL, Verdict.NOT_CALLED);

        assertThat(waited).isCompletedWithValue(Pass.GO);
    }

    @Test
    void twenty_thousand_that_each_let_the_next_go_nest_no_calls() {
        LaneFixture fixture = ofOne(1);
        fixture.enter(MALL);
        List<CompletableFuture<Pass>> waiting = fixture.enter(MALL, 20_000);
        waiting.forEach(pass -> pass.thenRun(() -> fixture.tell(MALL, Verdict.NOT_CALLED)));

        fixture.tell(MALL, Verdict.NOT_CALLED);

        assertThat(gone(waiting)).isEqualTo(20_000);
        assertThat(fixture.lanes.of(MALL).waiting()).isZero();
    }

    @Test
    void a_claim_that_ends_wakes_twenty_thousand() {
        LaneFixture fixture = ofOne(1);
        fixture.tell(MALL, Verdict.REFUSED_CREDENTIAL);
        List<CompletableFuture<Pass>> waiting = fixture.enter(MALL, 20_000);

        fixture.claim.end();

        assertThat(waiting).allMatch(pass -> pass.getNow(Pass.GO) == Pass.ENDED);
    }

    @Test
    void a_circle_whose_credential_is_unknown_has_no_lane() {
        assertThatThrownBy(() -> ofOne(1).lanes.of(SECOND_MALL)).isInstanceOf(IllegalArgumentException.class);
    }
}
