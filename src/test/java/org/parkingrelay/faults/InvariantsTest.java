package org.parkingrelay.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** The judge of the fault harness can tell: each invariant goes red by what violates it, and only by that. */
class InvariantsTest {

    private static final Invariants.Limits LIMITS = new Invariants.Limits(1, 1, Duration.ofSeconds(30));
    private static final Instant T = Instant.parse("2026-03-01T04:00:00Z");
    private static final String KEY = Site.NORTH.key("oMember", "粤B88888");

    private final List<Evidence.Published> published = new ArrayList<>();
    private final List<Evidence.Accepted> accepted = new ArrayList<>();
    private final List<Evidence.Call> calls = new ArrayList<>();
    private final List<Evidence.Kept> deadLetters = new ArrayList<>();
    private final List<Evidence.Kept> retries = new ArrayList<>();
    private final List<Evidence.Snapshot> snapshots = new ArrayList<>();
    private final List<Evidence.Stop> stops = new ArrayList<>();
    private int disruptions = 1;
    private Instant endedAt = T.plusSeconds(600);
    private Optional<Duration> recovery = Optional.of(Duration.ofSeconds(3));

    /** A car drives in and out, and something that is no event is sent: all went well. */
    InvariantsTest() {
        publish("in", reported("IN", 0));
        publish("out", reported("OUT", 60));
        publish("bad", new Fate.Dead("UNDECODABLE"));
        publish("stranger", new Fate.Skipped("NOT_A_MEMBER"));
        accept("IN", 0);
        accept("OUT", 60);
        call(0, 10);
        call(11, 20);
        deadLetters.add(new Evidence.Kept(0, 0, bytes("bad"), "UNDECODABLE"));
        snapshots.add(snapshot(4, 2));
    }

    private static Fate reported(String state, int seconds) {
        return Fate.Reported.of(List.of(KEY), state, T.plusSeconds(seconds));
    }

    private static Bytes bytes(String name) {
        return Bytes.of(Optional.empty(), name);
    }

    private void publish(String name, Fate fate) {
        published.add(new Evidence.Published(
                new Workload.Planned(name, bytes(name), OptionalInt.empty(), fate), 0, published.size(), T));
    }

    private void accept(String state, int seconds) {
        accepted.add(new Evidence.Accepted(KEY, state, T.plusSeconds(seconds), false, T));
    }

    private void call(int from, int to) {
        calls.add(new Evidence.Call(KEY, T.plusSeconds(from), T.plusSeconds(to), true));
    }

    private static Evidence.Snapshot snapshot(long committed, int acceptedSoFar) {
        return new Evidence.Snapshot("kill", Map.of(0, committed), Map.of(), acceptedSoFar, Map.of(0, 1L), Map.of());
    }

    private List<Invariant> red() {
        Evidence evidence = new Evidence(
                published, accepted, calls, deadLetters, retries, snapshots, stops, disruptions, endedAt, recovery);
        return Invariants.judge(evidence, LIMITS).stream()
                .filter(verdict -> !verdict.holds())
                .map(Verdict::invariant)
                .toList();
    }

    @Test
    void a_run_in_which_all_went_well_is_green() {
        assertThat(red()).isEmpty();
        assertThat(Invariants.judge(
                                new Evidence(
                                        published,
                                        accepted,
                                        calls,
                                        deadLetters,
                                        retries,
                                        snapshots,
                                        stops,
                                        disruptions,
                                        endedAt,
                                        recovery),
                                LIMITS)
                        .stream()
                        .map(Verdict::invariant))
                .isEqualTo(Arrays.asList(Invariant.values()));
    }

    @Test
    void an_event_of_which_nothing_came_is_lost() {
        publish("lost", reported("IN", 120));

        assertThat(red()).containsExactly(Invariant.ACCOUNTED_FOR, Invariant.NEWEST_WINS);
    }

    @Test
    void an_event_of_a_key_for_which_nothing_was_ever_accepted_is_lost() {
        publish("lost", Fate.Reported.of(List.of(KEY, "another member"), "IN", T));

        assertThat(red()).containsExactly(Invariant.ACCOUNTED_FOR);
    }

    @Test
    void a_superseded_event_is_accounted_for_and_needs_no_report() {
        publish("superseded", reported("IN", 30));

        assertThat(red()).isEmpty();
    }

    @Test
    void an_event_that_matters_no_longer_may_be_reported_or_not() {
        publish("in before midnight", reported("IN", 120));
        endedAt = T.plus(Duration.ofHours(12));
        assertThat(red()).isEmpty();

        accept("IN", 120);
        assertThat(red()).isEmpty();
    }

    @Test
    void a_bad_record_without_dead_letter_is_lost() {
        deadLetters.clear();
        snapshots.clear();

        assertThat(red()).containsExactly(Invariant.ACCOUNTED_FOR, Invariant.DEAD_LETTERS_ARE_THE_BAD);
    }

    @Test
    void a_report_that_no_event_says_is_invented() {
        accepted.add(new Evidence.Accepted(KEY, "IN", T.plusSeconds(60), false, T));

        assertThat(red()).containsExactly(Invariant.NOTHING_INVENTED);
    }

    @Test
    void a_commit_ahead_of_a_report_is_seen_although_the_report_is_made_later() {
        snapshots.add(snapshot(2, 1));

        assertThat(red()).containsExactly(Invariant.COMMITTED_IS_SETTLED);
    }

    @Test
    void a_commit_ahead_of_a_dead_letter_is_seen_although_it_is_written_later() {
        snapshots.add(new Evidence.Snapshot("kill", Map.of(0, 3L), Map.of(), 2, Map.of(), Map.of()));

        assertThat(red()).containsExactly(Invariant.COMMITTED_IS_SETTLED);
    }

    @Test
    void a_copy_in_the_retry_topic_settles_a_record_until_the_copy_is_committed() {
        retries.add(new Evidence.Kept(0, 0, bytes("out"), ""));
        snapshots.add(new Evidence.Snapshot("kill", Map.of(0, 2L), Map.of(), 1, Map.of(), Map.of(0, 1L)));
        assertThat(red()).isEmpty();

        snapshots.add(new Evidence.Snapshot("kill", Map.of(0, 2L), Map.of(0, 1L), 1, Map.of(), Map.of(0, 1L)));
        assertThat(red()).containsExactly(Invariant.COMMITTED_IS_SETTLED);
    }

    @Test
    void an_older_state_accepted_last_is_seen() {
        accept("IN", 0);

        assertThat(red()).containsExactly(Invariant.NEWEST_WINS);
    }

    @Test
    void the_newest_state_accepted_again_after_an_older_one_is_fine() {
        disruptions = 2;
        accept("IN", 0);
        accept("OUT", 60);

        assertThat(red()).isEmpty();
    }

    @Test
    void calls_that_overlap_are_seen() {
        call(19, 25);

        assertThat(red()).containsExactly(Invariant.ONE_CALL_PER_KEY);
    }

    @Test
    void a_few_overlaps_are_excused_where_a_relay_was_stopped() {
        stops.add(new Evidence.Stop(T.plusSeconds(15), T.plusSeconds(30)));
        call(19, 25);
        assertThat(red()).isEmpty();

        call(20, 26);
        assertThat(red()).containsExactly(Invariant.ONE_CALL_PER_KEY);
    }

    @Test
    void a_dead_letter_of_a_good_event_or_with_other_bytes_or_another_reason_is_seen() {
        for (Evidence.Kept letter : List.of(
                new Evidence.Kept(0, 1, bytes("out"), "RETRIES_EXHAUSTED"),
                new Evidence.Kept(0, 1, bytes("bad "), "UNDECODABLE"),
                new Evidence.Kept(0, 1, Bytes.of(Optional.of("key"), "bad"), "UNDECODABLE"),
                new Evidence.Kept(0, 1, bytes("bad"), "INVALID"))) {
            deadLetters.add(letter);
            assertThat(red()).containsExactly(Invariant.DEAD_LETTERS_ARE_THE_BAD);
            deadLetters.remove(letter);
        }
        deadLetters.add(new Evidence.Kept(0, 1, bytes("bad"), "UNDECODABLE"));
        assertThat(red()).isEmpty();
    }

    @Test
    void more_duplicates_than_what_broke_explains_are_seen() {
        accept("OUT", 60);
        assertThat(red()).isEmpty();

        accepted.add(new Evidence.Accepted(KEY, "OUT", T.plusSeconds(60), true, T));
        accept("OUT", 60);
        assertThat(red()).as("one repeat for a spoilt answer").isEmpty();

        accept("OUT", 60);
        assertThat(red()).containsExactly(Invariant.FEW_DUPLICATES);
    }

    @Test
    void a_call_that_failed_explains_one_repeat_of_its_own_key_and_none_of_another() {
        disruptions = 0;
        accept("OUT", 60);
        assertThat(red()).containsExactly(Invariant.FEW_DUPLICATES);

        calls.add(new Evidence.Call("another key", T.plusSeconds(30), T.plusSeconds(31), false));
        assertThat(red()).containsExactly(Invariant.FEW_DUPLICATES);

        calls.add(new Evidence.Call(KEY, T.plusSeconds(30), T.plusSeconds(31), false));
        assertThat(red()).isEmpty();

        accept("OUT", 60);
        assertThat(red()).containsExactly(Invariant.FEW_DUPLICATES);
    }

    @Test
    void a_run_that_is_never_settled_or_too_late_does_not_recover() {
        recovery = Optional.empty();
        assertThat(red()).containsExactly(Invariant.RECOVERS);

        recovery = Optional.of(Duration.ofSeconds(31));
        assertThat(red()).containsExactly(Invariant.RECOVERS);
    }
}
