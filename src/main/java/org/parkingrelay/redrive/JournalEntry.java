package org.parkingrelay.redrive;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.parkingrelay.deadletter.LetterId;

/** One thing that happened. What is known of dead letters is all of them, one after the other. */
sealed interface JournalEntry {

    /** When it was written. */
    Instant at();

    /**
     * Somebody wants a job done. It is, if no other is under way when this is read.
     *
     * @param starts the first offset to scan of each partition
     * @param ends the offset after the last, as it was then: what is written later is not the job's
     */
    record Started(
            String job, Instant at, String who, JobOrder order, Map<Integer, Long> starts, Map<Integer, Long> ends)
            implements JournalEntry {}

    /**
     * What a job did, written in one transaction with the copies that it tells of.
     *
     * @param positions where to go on in each partition
     * @param results of the letters since the last one
     * @param counts likewise
     */
    record Progress(
            String job,
            Instant at,
            JobKind kind,
            Map<Integer, Long> positions,
            List<Results.Result> results,
            Counts counts)
            implements JournalEntry {}

    /** A job is in another state. */
    record Changed(String job, Instant at, Change change, String who) implements JournalEntry {}

    /** How a job changes its state. */
    enum Change {
        PAUSED,
        /** As many are done as its canary. */
        CANARY,
        RESUMED,
        CANCELLED,
        FINISHED
    }

    /** Letters were discarded or restored at once. */
    record Marked(JobKind kind, Instant at, String who, String reason, List<LetterId> letters)
            implements JournalEntry {}

    /** What was done about a letter; nothing where the entry does not tell of it. */
    default Optional<Results.Result> resultOf(LetterId letter) {
        if (this instanceof Progress progress) {
            return progress.results().stream()
                    .filter(result ->
                            result.letter().equals(letter) && result.failure().isEmpty())
                    .findFirst();
        }
        return this instanceof Marked marked && marked.letters().contains(letter)
                ? Optional.of(new Results.Result(letter, Optional.empty(), ""))
                : Optional.empty();
    }
}
