package org.parkingrelay.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.parkingrelay.event.Direction.IN;
import static org.parkingrelay.event.Direction.OUT;
import static org.parkingrelay.state.KeyState.Answer.Kind.BUSY;
import static org.parkingrelay.state.KeyState.Answer.Kind.DUPLICATE;
import static org.parkingrelay.state.KeyState.Answer.Kind.PROCEED;
import static org.parkingrelay.state.KeyState.Answer.Kind.REPEAT;
import static org.parkingrelay.state.KeyState.Answer.Kind.SUPERSEDED;
import static org.parkingrelay.state.ReportedStates.Recorded.NEWEST;
import static org.parkingrelay.state.ReportedStates.Recorded.OVERTAKEN;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.parkingrelay.event.Direction;
import org.parkingrelay.state.KeyState.Answer;
import org.parkingrelay.state.KeyState.Reported;
import org.parkingrelay.state.StateStore.Wish;

/** What every store of states must do, seen through its own steps; each subclass is one store. */
abstract class StateStoreContract {

    private static final long MINUTE = Duration.ofMinutes(1).toNanos() / 1_000;
    private static final long LEASE = 60_000;
    /** Far ahead of every clock; what is forgotten when is each store's own test. */
    static final long FORGET = Instant.parse("2100-01-01T00:00:00Z").toEpochMilli();

    /** Another key in each test, because the store may outlive it. */
    private final String key = UUID.randomUUID().toString();

    abstract StateStore store();

    static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    static Wish wish(String relay, String event, Direction direction, long minute) {
        return wish(relay, event, direction, minute, 0, "", LEASE);
    }

    static Wish wish(
            String relay, String event, Direction direction, long minute, int rank, String retracts, long lease) {
        Reported wanted = new Reported(minute * MINUTE, rank, direction, event, "lot");
        return new Wish(wanted, retracts, MINUTE, relay + "." + event, lease, FORGET);
    }

    private Answer begin(Wish wish) {
        return await(store().begin(key, wish));
    }

    private ReportedStates.Recorded accepted(Wish wish) {
        return await(store().accepted(key, wish, wish.wanted(), false));
    }

    private void report(Wish wish) {
        assertThat(begin(wish).kind()).isEqualTo(PROCEED);
        assertThat(accepted(wish)).isEqualTo(NEWEST);
    }

    @Test
    void the_first_state_of_a_key_proceeds_with_what_was_asked() {
        assertThat(begin(wish("a", "e1", IN, 10))).isEqualTo(new Answer(PROCEED, IN, 10 * MINUTE, 0));
    }

    @Test
    void looking_shows_the_newest_state_and_changes_nothing() {
        assertThat(await(store().peek(key))).isEmpty();
        begin(wish("a", "e1", IN, 10));
        assertThat(await(store().peek(key))).isEmpty();
        accepted(wish("a", "e1", IN, 10));
        Reported newest = wish("a", "e1", IN, 10).wanted();
        assertThat(await(store().peek(key))).contains(newest);

        begin(wish("a", "e2", OUT, 20));
        assertThat(await(store().peek(key))).contains(newest);
        // The lease is still there.
        assertThat(begin(wish("b", "e3", OUT, 30)).kind()).isEqualTo(BUSY);
    }

    @Test
    void nobody_else_begins_while_a_lease_lasts() {
        begin(wish("a", "e1", IN, 10));

        Answer answer = begin(wish("b", "e2", OUT, 20));
        assertThat(answer.kind()).isEqualTo(BUSY);
        assertThat(answer.busyMillis()).isBetween(1L, LEASE);
    }

    @Test
    void the_same_relay_may_begin_again_for_the_same_event_when_it_missed_the_answer() {
        begin(wish("a", "e1", IN, 10));

        assertThat(begin(wish("a", "e1", IN, 10)).kind()).isEqualTo(PROCEED);
    }

    @Test
    void an_accepted_event_is_a_duplicate_ever_after() {
        report(wish("a", "e1", IN, 10));

        assertThat(begin(wish("b", "e1", IN, 10)).kind()).isEqualTo(DUPLICATE);
    }

    @Test
    void an_older_state_is_superseded_and_a_newer_one_proceeds() {
        report(wish("a", "e2", OUT, 20));

        assertThat(begin(wish("a", "e1", IN, 10)).kind()).isEqualTo(SUPERSEDED);
        assertThat(begin(wish("a", "e3", IN, 30)).kind()).isEqualTo(PROCEED);
    }

    @Test
    void at_the_same_instant_in_comes_after_out_and_a_higher_rank_after_both() {
        report(wish("a", "e1", OUT, 10));
        report(wish("a", "e2", IN, 10));

        assertThat(begin(wish("a", "e3", OUT, 10)).kind()).isEqualTo(SUPERSEDED);
        report(wish("a", "e4", OUT, 10, 1, "", LEASE));
        assertThat(begin(wish("a", "e5", IN, 10)).kind()).isEqualTo(SUPERSEDED);
    }

    @Test
    void the_same_passage_is_a_duplicate_and_overtakes_what_lies_between() {
        report(wish("a", "e1", IN, 10));

        assertThat(begin(wish("a", "e3", IN, 11)).kind()).isEqualTo(DUPLICATE);
        Reported between = new Reported(10 * MINUTE + MINUTE / 2, 0, OUT, "e2", "lot");
        Wish exit = new Wish(between, "", MINUTE, "a.e2", LEASE, FORGET);
        assertThat(begin(exit).kind()).isEqualTo(SUPERSEDED);
        assertThat(begin(wish("a", "e4", IN, 13)).kind()).isEqualTo(PROCEED);
    }

    @Test
    void given_up_frees_the_key() {
        Wish first = wish("a", "e1", IN, 10);
        begin(first);
        await(store().givenUp(key, first, false));

        assertThat(begin(wish("b", "e2", OUT, 20)).kind()).isEqualTo(PROCEED);
    }

    @Test
    void a_doubtful_report_that_was_overtaken_has_the_newest_state_repeated_once() {
        Wish doubtful = wish("a", "e1", IN, 10);
        begin(doubtful);
        await(store().givenUp(key, doubtful, true));
        report(wish("b", "e2", OUT, 20));

        assertThat(begin(doubtful)).isEqualTo(new Answer(REPEAT, OUT, 20 * MINUTE, 0));
        assertThat(await(store().accepted(key, doubtful, doubtful.wanted().with(OUT), true)))
                .isEqualTo(NEWEST);
        assertThat(begin(doubtful).kind()).isEqualTo(SUPERSEDED);
    }

    @Test
    void a_lease_ends_by_itself_and_its_report_is_doubtful_from_then_on() {
        Wish dead = wish("a", "e1", IN, 10, 0, "", 0);
        begin(dead);

        report(wish("b", "e2", OUT, 20));
        assertThat(begin(wish("c", "e1", IN, 10)).kind()).isEqualTo(REPEAT);
    }

    @Test
    void an_acceptance_after_the_lease_was_lost_to_a_newer_state_is_told_to_be_overtaken() {
        Wish slow = wish("a", "e1", IN, 10, 0, "", 0);
        begin(slow);
        report(wish("b", "e2", OUT, 20));

        assertThat(accepted(slow)).isEqualTo(OVERTAKEN);
        assertThat(begin(wish("a", "e1", IN, 10)).kind()).isEqualTo(REPEAT);
    }

    @Test
    void an_acceptance_after_the_lease_was_lost_to_a_call_under_way_is_told_to_be_overtaken() {
        Wish slow = wish("a", "e1", IN, 10, 0, "", 0);
        begin(slow);
        begin(wish("b", "e2", OUT, 20));

        assertThat(accepted(slow)).isEqualTo(OVERTAKEN);
    }

    @Test
    void an_acceptance_after_a_lease_that_nobody_took_counts() {
        Wish slow = wish("a", "e1", IN, 10, 0, "", 0);
        begin(slow);

        assertThat(accepted(slow)).isEqualTo(NEWEST);
        assertThat(begin(wish("b", "e1", IN, 10)).kind()).isEqualTo(DUPLICATE);
    }

    @Test
    void an_acceptance_after_an_older_state_was_reported_meanwhile_is_told_to_be_overtaken() {
        Wish slow = wish("a", "e2", OUT, 20, 0, "", 0);
        begin(slow);
        report(wish("b", "e1", IN, 10));

        // The entry was told last, so that the exit must be told again.
        assertThat(accepted(slow)).isEqualTo(OVERTAKEN);
        assertThat(begin(wish("a", "e2", OUT, 20)).kind()).isEqualTo(PROCEED);
    }

    @Test
    void an_acceptance_may_be_told_twice() {
        report(wish("a", "e1", IN, 10));
        assertThat(accepted(wish("a", "e1", IN, 10))).isEqualTo(NEWEST);

        assertThat(begin(wish("a", "r1", IN, 10, 1, "e1", LEASE)).direction()).isEqualTo(OUT);
    }

    @Test
    void the_same_passage_is_reported_where_what_lies_between_may_have_come_in() {
        report(wish("a", "e1", IN, 10));
        Reported between = new Reported(10 * MINUTE + MINUTE / 2, 0, OUT, "e2", "lot");
        Wish exit = new Wish(between, "", MINUTE, "a.e2", LEASE, FORGET);
        begin(exit);
        await(store().givenUp(key, exit, true));

        assertThat(begin(wish("a", "e3", IN, 11)).kind()).isEqualTo(PROCEED);
    }

    @Test
    void a_retraction_of_one_of_two_reports_of_a_passage_leaves_the_other() {
        report(wish("a", "e1", IN, 10));
        begin(wish("a", "e2", IN, 11));

        assertThat(begin(wish("a", "r2", IN, 11, 1, "e2", LEASE)).direction()).isEqualTo(IN);
    }

    @Test
    void a_retraction_reports_the_state_before() {
        report(wish("a", "e1", IN, 10));
        report(wish("a", "e2", OUT, 20));

        assertThat(begin(wish("a", "r2", OUT, 20, 1, "e2", LEASE))).isEqualTo(new Answer(PROCEED, IN, 20 * MINUTE, 0));
    }

    @Test
    void a_retraction_of_the_first_state_reports_out() {
        report(wish("a", "e1", IN, 10));

        assertThat(begin(wish("a", "r1", IN, 10, 1, "e1", LEASE)).direction()).isEqualTo(OUT);
    }

    @Test
    void a_retraction_of_what_was_never_accepted_reports_what_is() {
        report(wish("a", "e1", IN, 5));

        assertThat(begin(wish("a", "r2", OUT, 10, 1, "e2", LEASE)).direction()).isEqualTo(IN);
    }

    @Test
    void what_an_event_tells_is_noted_until_it_is_taken_back() {
        String event = "event" + key;
        assertThat(await(store().tell(event, "one", "sealed-1", FORGET))).isTrue();
        assertThat(await(store().tell(event, "two", "sealed-2", FORGET))).isTrue();
        assertThat(await(store().tell(event, "one", "sealed-3", FORGET))).isTrue();

        assertThat(await(store().retract(event, FORGET))).containsExactlyInAnyOrder("sealed-3", "sealed-2");
        assertThat(await(store().tell(event, "three", "sealed-4", FORGET))).isFalse();
        assertThat(await(store().retract(event, FORGET))).containsExactlyInAnyOrder("sealed-3", "sealed-2");
    }

    @Test
    void an_event_of_which_nothing_is_known_can_be_taken_back() {
        assertThat(await(store().retract("unknown" + key, FORGET))).isEmpty();
    }

    @Test
    void the_secret_is_made_once() {
        assertThat(await(store().secret())).hasSize(32).isEqualTo(await(store().secret()));
    }
}
