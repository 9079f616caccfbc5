package org.parkingrelay.redrive;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.parkingrelay.deadletter.LetterId;
import org.parkingrelay.redrive.JournalEntry.Marked;
import org.parkingrelay.redrive.JournalEntry.Progress;
import org.parkingrelay.redrive.JournalText.NotAnEntryException;
import org.parkingrelay.redrive.RefusedException.Kind;

/** Looks up in the journal what is too much to be kept in memory: what became of each letter. */
final class JournalReader {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration SLICE = Duration.ofMillis(700);

    /** So many results make an answer long enough. */
    private static final int ENOUGH = 1_000;

    /** What is found at all is found among the newest. */
    private static final int MOST_LOOKED_AT = 20;

    private final Journal journal;
    private final RedriveClients clients;

    JournalReader(Journal journal, RedriveClients clients) {
        this.journal = journal;
        this.clients = clients;
    }

    /** {@link Redrives#results}. */
    Results results(String job, Optional<String> cursor) {
        // First: of a job that is over, all entries are known.
        boolean isOver =
                journal.fold().job(job).map(one -> one.state().isOver()).orElse(true);
        long[] entries = journal.fold()
                .entriesOf(job)
                .orElseThrow(() -> new RefusedException(Kind.UNKNOWN, "the job is none of the last ones"));
        long from = Math.max(entries[0], cursor.map(JournalReader::offset).orElse(entries[0]));
        List<Results.Result> results = new ArrayList<>();
        long next = read(from, entries[1], (offset, entry) -> {
            if (entry instanceof Progress progress && progress.job().equals(job)) {
                results.addAll(progress.results());
            }
            return results.size() < ENOUGH;
        });
        boolean isAll = isOver && next >= entries[1];
        return new Results(results, isAll ? Optional.empty() : Optional.of(String.valueOf(next)));
    }

    private static long offset(String cursor) {
        try {
            return Long.parseLong(cursor);
        } catch (NumberFormatException e) {
            throw new RefusedException(Kind.WRONG, "cursor is none that was answered");
        }
    }

    /** {@link Redrives#deed}. */
    Optional<Deed> deed(LetterId letter) {
        List<Long> candidates = journal.fold().entriesOf(letter);
        for (long candidate : candidates.subList(0, Math.min(MOST_LOOKED_AT, candidates.size()))) {
            List<Deed> found = new ArrayList<>();
            long unused = read(candidate, candidate + 1, (offset, entry) -> {
                entry.resultOf(letter).flatMap(result -> deed(entry, result)).ifPresent(found::add);
                return false;
            });
            if (!found.isEmpty()) {
                return Optional.of(found.get(0));
            }
        }
        return Optional.empty();
    }

    private Optional<Deed> deed(JournalEntry entry, Results.Result result) {
        if (entry instanceof Marked marked) {
            return Optional.of(new Deed(
                    marked.kind(),
                    marked.at(),
                    marked.who(),
                    marked.reason(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty()));
        }
        return entry instanceof Progress progress ? Optional.of(deed(progress, result)) : Optional.empty();
    }

    private Deed deed(Progress progress, Results.Result result) {
        Optional<Job> job = journal.fold().job(progress.job());
        return new Deed(
                progress.kind(),
                progress.at(),
                job.map(Job::who).orElse(""),
                job.map(one -> one.order().reason()).orElse(""),
                Optional.of(progress.job()),
                result.place(),
                job.flatMap(one -> one.order().difference()));
    }

    /** Reads entries of a part while somebody wants more; returns where to go on. */
    private long read(long from, long until, BiPredicate<Long, JournalEntry> wantsMore) {
        try (Consumer<byte[], byte[]> consumer = clients.reader().get()) {
            consumer.assign(List.of(journal.partition()));
            consumer.seek(journal.partition(), from);
            Slice slice = Slice.begin(SLICE);
            while (consumer.position(journal.partition()) < until
                    && slice.lasts(consumer.position(journal.partition()) > from)) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    if (record.offset() >= until) {
                        return until;
                    }
                    Optional<JournalEntry> entry = entry(record);
                    if (entry.isPresent() && !wantsMore.test(record.offset(), entry.get())) {
                        return record.offset() + 1;
                    }
                }
            }
            return consumer.position(journal.partition());
        }
    }

    private static Optional<JournalEntry> entry(ConsumerRecord<byte[], byte[]> record) {
        try {
            return JournalText.read(record.value());
        } catch (NotAnEntryException e) {
            return Optional.empty();
        }
    }
}
