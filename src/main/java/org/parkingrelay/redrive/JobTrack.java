package org.parkingrelay.redrive;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.parkingrelay.redrive.JournalEntry.Changed;
import org.parkingrelay.redrive.JournalEntry.Progress;
import org.parkingrelay.redrive.JournalEntry.Started;

/** One job as entry after entry tells of it. Not thread-safe. */
final class JobTrack {

    private final Started started;
    private final long firstEntry;
    private final Map<Integer, Long> positions;
    private JobState state = JobState.RUNNING;
    private boolean isCanaryOver;
    private Counts counts = Counts.NONE;
    private Instant heardAt;
    private Optional<Instant> endedAt = Optional.empty();
    private String lastWho = "";
    private long lastEntry;

    JobTrack(Started started, long entry) {
        this.started = started;
        this.firstEntry = entry;
        this.lastEntry = entry;
        this.positions = new TreeMap<>(started.starts());
        this.heardAt = started.at();
        this.isCanaryOver = started.order().canary() == 0;
    }

    void take(Progress progress, long entry) {
        positions.putAll(progress.positions());
        counts = counts.plus(progress.counts());
        heardAt = progress.at();
        lastEntry = entry;
    }

    void take(Changed changed, long entry) {
        lastEntry = entry;
        heardAt = changed.at();
        switch (changed.change()) {
            case PAUSED -> become(state == JobState.RUNNING ? JobState.PAUSED : state, changed);
            case CANARY -> become(state.isOver() ? state : JobState.CANARY, changed);
            case RESUMED -> {
                isCanaryOver |= state == JobState.CANARY;
                become(state.isOver() ? state : JobState.RUNNING, changed);
            }
            case CANCELLED -> end(JobState.CANCELLED, changed);
            case FINISHED -> end(JobState.FINISHED, changed);
        }
    }

    private void become(JobState next, Changed changed) {
        if (next != state) {
            lastWho = changed.who();
        }
        state = next;
    }

    private void end(JobState over, Changed changed) {
        if (!state.isOver()) {
            state = over;
            lastWho = changed.who();
            endedAt = Optional.of(changed.at());
        }
    }

    boolean isOver() {
        return state.isOver();
    }

    String id() {
        return started.job();
    }

    Job job() {
        return new Job(
                started.job(),
                started.order(),
                state,
                started.who(),
                started.at(),
                heardAt,
                endedAt,
                lastWho,
                total(),
                counts);
    }

    private long total() {
        return started.order().selection().isNamed()
                ? started.order().selection().ids().size()
                : started.ends().entrySet().stream()
                        .mapToLong(end -> end.getValue() - started.starts().getOrDefault(end.getKey(), 0L))
                        .sum();
    }

    /** What somebody who takes the job up must know. */
    Task task() {
        return new Task(
                started.job(), started.order(), Map.copyOf(positions), started.ends(), counts.done(), isCanaryOver);
    }

    /** The entries that may tell of it: the first, and the one after the last. */
    long[] entries() {
        return new long[] {firstEntry, lastEntry + 1};
    }
}
