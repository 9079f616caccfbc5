package org.parkingrelay.redrive;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.parkingrelay.deadletter.LetterId;
import org.parkingrelay.deadletter.LetterState;
import org.parkingrelay.deadletter.LetterStates;
import org.parkingrelay.redrive.JournalEntry.Changed;
import org.parkingrelay.redrive.JournalEntry.Marked;
import org.parkingrelay.redrive.JournalEntry.Progress;
import org.parkingrelay.redrive.JournalEntry.Started;

/** All entries of the journal so far, folded to what they come to. Bounded: two bits for each letter, and the last jobs. Thread-safe. */
final class JournalFold implements LetterStates {

    private static final int MOST_JOBS = 20;

    /** Of the newest entries is known which letters they may tell of; older ones must be looked for by reading. */
    private static final int MOST_RANGES = 20_000;

    private final Map<Integer, OffsetSet> redriven = new HashMap<>();
    private final Map<Integer, OffsetSet> discarded = new HashMap<>();
    private final Deque<JobTrack> jobs = new ArrayDeque<>();
    private final Deque<Range> ranges = new ArrayDeque<>();
    private @Nullable JobTrack active;

    /** An entry tells of letters of a partition between two offsets, both inclusive. */
    private record Range(int partition, long first, long last, long entry) {}

    /** Takes the next entry. */
    synchronized void take(long offset, JournalEntry entry) {
        if (entry instanceof Started started) {
            start(started, offset);
        } else if (entry instanceof Progress progress) {
            progress.results().stream()
                    .filter(result -> result.failure().isEmpty())
                    .forEach(result -> mark(progress.kind(), result.letter()));
            note(
                    progress.results().stream()
                            .filter(result -> result.failure().isEmpty())
                            .map(Results.Result::letter)
                            .toList(),
                    offset);
            tracked(progress.job()).ifPresent(job -> job.take(progress, offset));
        } else if (entry instanceof Changed changed) {
            tracked(changed.job()).ifPresent(job -> job.take(changed, offset));
            if (active != null && active.isOver()) {
                active = null;
            }
        } else if (entry instanceof Marked marked) {
            marked.letters().forEach(letter -> mark(marked.kind(), letter));
            note(marked.letters(), offset);
        }
    }

    /** The first wins; whoever comes second finds that its job is not there. */
    private void start(Started started, long offset) {
        if (active == null) {
            active = new JobTrack(started, offset);
            jobs.addFirst(active);
            if (jobs.size() > MOST_JOBS) {
                jobs.removeLast();
            }
        }
    }

    private void mark(JobKind kind, LetterId letter) {
        OffsetSet gone = redriven.computeIfAbsent(letter.partition(), fresh -> new OffsetSet());
        OffsetSet away = discarded.computeIfAbsent(letter.partition(), fresh -> new OffsetSet());
        switch (kind) {
            case REDRIVE, EDIT -> {
                gone.add(letter.offset());
                away.remove(letter.offset());
            }
            case DISCARD -> {
                if (!gone.contains(letter.offset())) {
                    away.add(letter.offset());
                }
            }
            case RESTORE -> away.remove(letter.offset());
        }
    }

    private void note(List<LetterId> letters, long entry) {
        Map<Integer, long[]> bounds = new TreeMap<>();
        for (LetterId letter : letters) {
            long[] bound =
                    bounds.computeIfAbsent(letter.partition(), fresh -> new long[] {letter.offset(), letter.offset()});
            bound[0] = Math.min(bound[0], letter.offset());
            bound[1] = Math.max(bound[1], letter.offset());
        }
        bounds.forEach((partition, bound) -> ranges.addFirst(new Range(partition, bound[0], bound[1], entry)));
        while (ranges.size() > MOST_RANGES) {
            ranges.removeLast();
        }
    }

    @Override
    public synchronized LetterState of(LetterId id) {
        OffsetSet gone = redriven.get(id.partition());
        if (gone != null && gone.contains(id.offset())) {
            return LetterState.REDRIVEN;
        }
        OffsetSet away = discarded.get(id.partition());
        return away != null && away.contains(id.offset()) ? LetterState.DISCARDED : LetterState.OPEN;
    }

    private Optional<JobTrack> tracked(String id) {
        return jobs.stream().filter(job -> job.id().equals(id)).findFirst();
    }

    synchronized Optional<Job> job(String id) {
        return tracked(id).map(JobTrack::job);
    }

    synchronized List<Job> jobs() {
        return jobs.stream().map(JobTrack::job).toList();
    }

    synchronized Optional<Job> current() {
        return Optional.ofNullable(active).map(JobTrack::job);
    }

    /** The job to be worked on, if there is one and it is not held up. */
    synchronized Optional<Task> task() {
        JobTrack job = active;
        return job != null && job.job().state() == JobState.RUNNING ? Optional.of(job.task()) : Optional.empty();
    }

    /** {@link JobTrack#entries}. */
    synchronized Optional<long[]> entriesOf(String job) {
        return tracked(job).map(JobTrack::entries);
    }

    /** The entries that may tell of a letter, the newest first. */
    synchronized List<Long> entriesOf(LetterId letter) {
        List<Long> entries = new ArrayList<>();
        for (Range range : ranges) {
            if (range.partition() == letter.partition()
                    && range.first() <= letter.offset()
                    && letter.offset() <= range.last()) {
                entries.add(range.entry());
            }
        }
        return entries;
    }

    /** What the states take, in bytes. */
    synchronized long bytes() {
        return redriven.values().stream().mapToLong(OffsetSet::bytes).sum()
                + discarded.values().stream().mapToLong(OffsetSet::bytes).sum();
    }
}
