package org.parkingrelay.redrive;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.parkingrelay.deadletter.DeadLetter;
import org.parkingrelay.redrive.BatchWriter.NotTakenException;
import org.parkingrelay.redrive.JournalEntry.Change;
import org.parkingrelay.redrive.JournalEntry.Changed;
import org.parkingrelay.redrive.JournalEntry.Progress;
import org.parkingrelay.telemetry.LogKey;
import org.parkingrelay.telemetry.LogLine;

/**
 * Does the job that the journal has, batch by batch:
 *
 * <pre>
 *   letters ── judged ── copies ──┬── origin topics ──┐
 *                                 └── journal ────────┴── one transaction
 * </pre>
 *
 * <p>Before it begins it has Kafka end the transaction of whoever worked before, and reads the journal to its end; so it goes on exactly
 * where that one stopped. For whoever holds the journal's partition; another that thinks so too is fenced by Kafka. Not thread-safe.
 */
final class Worker implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Worker.class);

    /** Who changes a job that changes by itself. */
    private static final String ITSELF = "";

    private static final Duration GATHERING = Duration.ofMillis(200);
    private static final Duration HEARTBEAT = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);
    private static final long MOST_BYTES = 4L * 1024 * 1024;
    private static final String GONE = "gone";

    private final Journal journal;
    private final RedriveClients clients;
    private final String deadLetters;
    private final Judge judge;
    private final Clock clock;
    private @Nullable Run run;
    /** So many letters are written each by itself, because one among them was not taken. */
    private int careful;

    Worker(Journal journal, RedriveClients clients, String deadLetters, Judge judge, Clock clock) {
        this.journal = journal;
        this.clients = clients;
        this.deadLetters = deadLetters;
        this.judge = judge;
        this.clock = clock;
    }

    /** What belongs to one job while it is worked on. */
    private final class Run {
        final String job;
        final Consumer<byte[], byte[]> consumer = clients.reader().get();
        final Producer<byte[], byte[]> producer = clients.transactional().get();
        final Targets targets = new Targets(consumer, System::nanoTime);
        final Pace pace;
        Walk walk;
        Batch batch = new Batch();
        long told;
        long writtenAt = System.nanoTime();

        Run(Task task) {
            this.job = task.job();
            this.pace = new Pace(task.order().rate(), System::nanoTime);
            this.walk = walk(task);
        }

        Walk walk(Task task) {
            return Walk.over(consumer, deadLetters, task.order().selection(), task.positions(), task.ends());
        }

        /** Back to where the journal is. */
        void rewind(Task task) {
            walk = walk(task);
            batch = new Batch();
            told = 0;
        }

        void close() {
            producer.close(CLOSE_TIMEOUT);
            consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(CLOSE_TIMEOUT));
        }
    }

    /**
     * Does the next batch, if there is one and it is due.
     *
     * @return how long nothing is due
     * @throws KafkaException if Kafka does not answer; then close it and begin anew
     */
    Duration step() {
        Optional<Task> task = journal.fold().task();
        if (task.isEmpty()) {
            close();
            return HEARTBEAT;
        }
        Run working = run;
        if (working == null || !working.job.equals(task.get().job())) {
            close();
            begin(task.get());
            return Duration.ZERO;
        }
        long wait = working.pace.waitNanos();
        if (wait > 0) {
            return Duration.ofNanos(wait);
        }
        gather(working, task.get());
        boolean isDue = System.nanoTime() - working.writtenAt > HEARTBEAT.toNanos();
        if (working.batch.hasResults() || working.walk.isAtEnd() || isDue) {
            write(working, task.get());
        }
        return Duration.ofNanos(working.pace.waitNanos());
    }

    private void begin(Task before) {
        Run fresh = new Run(before);
        run = fresh;
        fresh.producer.initTransactions();
        long end = fresh.consumer.endOffsets(List.of(journal.partition())).getOrDefault(journal.partition(), 0L);
        if (!journal.awaitRead(end, PATIENCE)) {
            throw new KafkaException("the journal was not read to its end");
        }
        journal.fold().task().filter(task -> task.job().equals(before.job())).ifPresent(fresh::rewind);
        LogLine.with(LogKey.JOB, before.job()).log(LOG, Logger.Level.INFO, "A job over dead letters is taken up here");
    }

    private void gather(Run working, Task task) {
        Batch batch = working.batch;
        long most = Math.min(careful > 0 ? 1 : working.pace.batch(), task.untilCanary());
        long deadline = System.nanoTime() + GATHERING.toNanos();
        while (batch.size() < most
                && batch.bytes() < MOST_BYTES
                && !working.walk.isAtEnd()
                && System.nanoTime() - deadline < 0) {
            Walk.Item item = working.walk.next();
            if (item != null) {
                take(item, working, task.order());
            }
        }
    }

    private void take(Walk.Item item, Run working, JobOrder order) {
        if (item.record() == null) {
            working.batch.fail(item.id(), GONE);
            return;
        }
        DeadLetter letter = DeadLetter.of(item.record());
        switch (judge.of(letter, order)) {
            case NOT_MEANT -> {
                // Nothing to tell.
            }
            case REDRIVEN, DISCARDED -> working.batch.skip();
            case QUARANTINED -> working.batch.quarantine();
            case NO_SOURCE -> working.batch.fail(letter.id(), "no_source");
            case TAKEN -> {
                if (order.kind().writes()) {
                    copy(letter, working, order);
                } else {
                    working.batch.mark(letter.id());
                }
            }
        }
    }

    private static void copy(DeadLetter letter, Run working, JobOrder order) {
        DeadLetter.Source source = letter.source().orElseThrow();
        Targets.Target target = working.targets.of(source.topic());
        if (!target.failure().isEmpty()) {
            working.batch.fail(letter.id(), target.failure());
            return;
        }
        try {
            working.batch.add(new Batch.Copy(
                    letter.id(), FrontDoor.copy(letter, source, target.partitions(), order.difference())));
        } catch (IllegalArgumentException e) {
            // The difference of another value, as after the topic was made anew.
            working.batch.fail(letter.id(), BatchWriter.REFUSED);
        }
    }

    private void write(Run working, Task task) {
        BatchWriter writer =
                new BatchWriter(working.producer, journal.partition().topic());
        Batch batch = working.batch;
        int copies = batch.copies().size();
        try {
            long entry = writer.write(batch.copies(), places -> entries(working, task, places));
            careful = Math.max(0, careful - Math.max(1, copies));
            working.pace.done(batch.size());
            working.batch = new Batch();
            working.told = working.walk.scanned();
            working.writtenAt = System.nanoTime();
            if (!journal.awaitRead(entry + 1, PATIENCE)) {
                throw new KafkaException("the journal was not read to its end");
            }
        } catch (NotTakenException e) {
            if (copies > 1) {
                careful = copies;
                working.rewind(task);
            } else {
                batch.failCopy(e.reason());
            }
        }
    }

    private List<JournalEntry> entries(Run working, Task task, List<Place> places) {
        Batch batch = working.batch;
        List<JournalEntry> entries = new ArrayList<>();
        entries.add(new Progress(
                task.job(),
                clock.instant(),
                task.order().kind(),
                working.walk.positions(),
                batch.results(places),
                batch.counts(working.walk.scanned() - working.told)));
        if (working.walk.isAtEnd()) {
            entries.add(new Changed(task.job(), clock.instant(), Change.FINISHED, ITSELF));
        } else if (batch.size() >= task.untilCanary()) {
            entries.add(new Changed(task.job(), clock.instant(), Change.CANARY, ITSELF));
        }
        return entries;
    }

    @Override
    public void close() {
        Run over = run;
        run = null;
        if (over != null) {
            over.close();
        }
    }
}
