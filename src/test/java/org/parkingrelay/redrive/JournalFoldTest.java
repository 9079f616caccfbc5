package org.parkingrelay.redrive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.parkingrelay.deadletter.LetterId;
import org.parkingrelay.deadletter.LetterState;
import org.parkingrelay.redrive.JournalEntry.Change;
import org.parkingrelay.redrive.JournalEntry.Changed;
import org.parkingrelay.redrive.JournalEntry.Marked;
import org.parkingrelay.redrive.JournalEntry.Progress;
import org.parkingrelay.redrive.JournalEntry.Started;

class JournalFoldTest {

    private static final Instant AT = Instant.parse("2026-03-01T02:15:30Z");

    private final JournalFold fold = new JournalFold();
    private long next;

    private void take(JournalEntry entry) {
        fold.take(next++, entry);
    }

    private static Started started(String job, int canary) {
        return new Started(
                job,
                AT,
                "otto",
                JobOrder.redrive(Selection.ALL, 100, canary, ""),
                Map.of(0, 10L, 1, 0L),
                Map.of(0, 20L, 1, 5L));
    }

    private static Progress progress(String job, JobKind kind, int partition, long... offsets) {
        List<Results.Result> results = Arrays.stream(offsets)
                .mapToObj(offset -> new Results.Result(new LetterId(partition, offset), Optional.empty(), ""))
                .toList();
        long last = offsets[offsets.length - 1];
        return new Progress(
                job, AT, kind, Map.of(partition, last + 1), results, new Counts(1, offsets.length, 0, 0, Map.of()));
    }

    private static Changed changed(String job, Change change) {
        return new Changed(job, AT, change, "anna");
    }

    private LetterState state(int partition, long offset) {
        return fold.of(new LetterId(partition, offset));
    }

    @Test
    void the_first_of_two_jobs_wins_and_the_next_may_start_when_it_is_over() {
        take(started("a", 0));
        take(started("b", 0));
        assertThat(fold.current()).map(Job::id).contains("a");
        assertThat(fold.job("b")).isEmpty();

        take(changed("b", Change.CANCELLED));
        assertThat(fold.current()).isPresent();
        take(changed("a", Change.FINISHED));
        assertThat(fold.current()).isEmpty();
        take(started("c", 0));

        assertThat(fold.jobs()).extracting(Job::id).containsExactly("c", "a");
        assertThat(fold.job("a").orElseThrow())
                .returns(JobState.FINISHED, Job::state)
                .returns(15L, Job::total)
                .returns(Optional.of(AT), Job::endedAt);
    }

    @Test
    void whoever_takes_a_job_up_goes_on_where_it_stopped() {
        take(started("a", 0));
        take(progress("a", JobKind.REDRIVE, 0, 10, 12));

        Task task = fold.task().orElseThrow();

        assertThat(task.positions()).isEqualTo(Map.of(0, 13L, 1, 0L));
        assertThat(task.done()).isEqualTo(2);
        assertThat(List.of(state(0, 10), state(0, 11), state(0, 12)))
                .containsExactly(LetterState.REDRIVEN, LetterState.OPEN, LetterState.REDRIVEN);
    }

    @Test
    void a_job_that_is_held_up_is_nobodys_task() {
        take(started("a", 3));
        assertThat(fold.task().orElseThrow().untilCanary()).isEqualTo(3);
        take(changed("a", Change.PAUSED));
        assertThat(fold.task()).isEmpty();
        take(changed("a", Change.RESUMED));
        // A pause is no approval of the canary.
        assertThat(fold.task().orElseThrow().untilCanary()).isEqualTo(3);
        take(progress("a", JobKind.REDRIVE, 0, 10, 11, 12));
        take(changed("a", Change.CANARY));
        assertThat(fold.task()).isEmpty();
        take(changed("a", Change.RESUMED));
        assertThat(fold.task().orElseThrow().untilCanary()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void what_was_done_counts_though_the_job_was_cancelled_meanwhile() {
        take(started("a", 0));
        take(changed("a", Change.CANCELLED));
        take(progress("a", JobKind.REDRIVE, 0, 10));
        take(changed("a", Change.FINISHED));

        assertThat(state(0, 10)).isEqualTo(LetterState.REDRIVEN);
        assertThat(fold.job("a").orElseThrow())
                .returns(JobState.CANCELLED, Job::state)
                .returns(1L, job -> job.counts().done());
    }

    @Test
    void a_discarded_letter_can_be_restored_and_a_redriven_one_not_discarded() {
        take(new Marked(JobKind.DISCARD, AT, "otto", "why", List.of(new LetterId(0, 1), new LetterId(0, 2))));
        take(new Marked(JobKind.RESTORE, AT, "otto", "", List.of(new LetterId(0, 2))));
        take(progress("gone", JobKind.REDRIVE, 0, 3));
        take(new Marked(JobKind.DISCARD, AT, "otto", "why", List.of(new LetterId(0, 3))));

        assertThat(List.of(state(0, 1), state(0, 2), state(0, 3)))
                .containsExactly(LetterState.DISCARDED, LetterState.OPEN, LetterState.REDRIVEN);
    }

    @Test
    void what_failed_stays_open() {
        take(started("a", 0));
        take(new Progress(
                "a",
                AT,
                JobKind.REDRIVE,
                Map.of(0, 11L),
                List.of(new Results.Result(new LetterId(0, 10), Optional.empty(), "too_large")),
                new Counts(1, 0, 0, 0, Map.of("too_large", 1L))));

        assertThat(state(0, 10)).isEqualTo(LetterState.OPEN);
        assertThat(fold.entriesOf(new LetterId(0, 10))).isEmpty();
    }

    @Test
    void an_entry_is_found_by_the_letters_that_it_tells_of() {
        take(started("a", 0));
        take(progress("a", JobKind.REDRIVE, 0, 10, 14));
        take(new Marked(JobKind.DISCARD, AT, "otto", "why", List.of(new LetterId(0, 12))));

        assertThat(fold.entriesOf(new LetterId(0, 12))).containsExactly(2L, 1L);
        assertThat(fold.entriesOf(new LetterId(1, 12))).isEmpty();
        assertThat(fold.entriesOf("a").orElseThrow()).containsExactly(0, 2);
    }

    @Test
    void only_the_last_jobs_are_kept() {
        IntStream.range(0, 30).forEach(number -> {
            take(started("job " + number, 0));
            take(changed("job " + number, Change.FINISHED));
        });

        assertThat(fold.jobs()).hasSize(20).first().extracting(Job::id).isEqualTo("job 29");
    }

    @Test
    void a_million_letters_take_far_less_than_a_megabyte() {
        long base = 5_000_000_000L;
        for (long offset = 0; offset < 1_000_000; offset += 1_000) {
            take(progress(
                    "a",
                    JobKind.REDRIVE,
                    0,
                    LongStream.range(base + offset, base + offset + 1_000).toArray()));
        }

        assertThat(state(0, base + 999_999)).isEqualTo(LetterState.REDRIVEN);
        assertThat(state(0, base + 1_000_000)).isEqualTo(LetterState.OPEN);
        assertThat(fold.bytes()).isLessThan(200_000);
    }
}
