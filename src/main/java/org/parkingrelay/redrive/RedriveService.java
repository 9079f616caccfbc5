package org.parkingrelay.redrive;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.jspecify.annotations.Nullable;
import org.parkingrelay.deadletter.DeadLetter;
import org.parkingrelay.deadletter.LetterId;
import org.parkingrelay.deadletter.LetterReading;
import org.parkingrelay.deadletter.LetterStates;
import org.parkingrelay.delivery.Foresight.Outlook;
import org.parkingrelay.event.PassageEvent;
import org.parkingrelay.redrive.JournalEntry.Change;
import org.parkingrelay.redrive.JournalEntry.Changed;
import org.parkingrelay.redrive.JournalEntry.Marked;
import org.parkingrelay.redrive.JournalEntry.Started;
import org.parkingrelay.redrive.RefusedException.Kind;

/** Follows the journal, writes what people say into it, and runs jobs when it is this process's turn. */
public final class RedriveService implements Redrives {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int ID_LENGTH = 8;

    private final String deadLetters;
    private final RedriveClients clients;
    private final Clock clock;
    private final Journal journal;
    private final JournalWriter writer;
    private final JournalReader reader;
    private final DryRuns dryRuns;
    private final Runner runner;
    private final Questions questions = new Questions();

    /**
     * What is read and written.
     *
     * @param isSource whether the relay reads a topic, so that letters may go back there
     * @param maxRedrives of a letter and its copies
     */
    public record Topics(String deadLetters, String journal, Predicate<String> isSource, int maxRedrives) {}

    /**
     * A service that does nothing yet.
     *
     * @param outlooks what would become of an event; absent where no store can be asked
     */
    public RedriveService(
            Topics topics,
            RedriveClients clients,
            LetterReading reading,
            Optional<Function<PassageEvent, CompletionStage<Outlook>>> outlooks,
            Clock clock) {
        this.deadLetters = topics.deadLetters();
        this.clients = clients;
        this.clock = clock;
        this.journal = new Journal(topics.journal(), clients);
        this.writer = new JournalWriter(topics.journal(), clients.writer());
        this.reader = new JournalReader(journal, clients);
        Judge judge = new Judge(journal, reading, topics.isSource(), topics.maxRedrives());
        this.dryRuns = new DryRuns(clients, deadLetters, judge, reading, outlooks);
        this.runner = new Runner(journal, clients, new Worker(journal, clients, deadLetters, judge, clock));
    }

    /** Begins to follow the journal, and to stand for running jobs. */
    public RedriveService start() {
        journal.start();
        runner.start();
        return this;
    }

    @Override
    public Optional<String> unavailable() {
        return journal.unavailable();
    }

    @Override
    public LetterStates states() {
        return journal;
    }

    private void requireWell() {
        journal.unavailable().ifPresent(why -> {
            throw new RefusedException(Kind.UNAVAILABLE, why);
        });
    }

    @Override
    public Preview preview(JobOrder order, Optional<String> cursor) {
        requireWell();
        Orders.checkMeant(order);
        return questions.few(() -> dryRuns.preview(order, cursor));
    }

    @Override
    public Job start(String who, JobOrder order) {
        requireWell();
        Orders.check(order);
        refuseBesideAnother();
        Bounds bounds = boundsOf(order.selection());
        requireThere(order.selection().ids(), bounds);
        String id = UUID.randomUUID().toString().substring(0, ID_LENGTH);
        append(new Started(id, clock.instant(), who, order, bounds.starts(), bounds.ends()));
        return job(id).orElseThrow(() -> {
            refuseBesideAnother();
            return new RefusedException(Kind.CONFLICT, "another job was started at the same time");
        });
    }

    private Bounds boundsOf(Selection selection) {
        return Questions.answered(() -> {
            try (Consumer<byte[], byte[]> consumer = clients.reader().get()) {
                return Bounds.of(consumer, deadLetters, selection);
            }
        });
    }

    private static void requireThere(List<LetterId> letters, Bounds bounds) {
        letters.stream()
                .filter(id -> !bounds.has(id.partition(), id.offset()))
                .findFirst()
                .ifPresent(id -> {
                    throw new RefusedException(Kind.UNKNOWN, "there is no letter " + id.text());
                });
    }

    private void refuseBesideAnother() {
        current().ifPresent(job -> {
            throw new RefusedException(
                    Kind.CONFLICT,
                    "another job is not over: " + job.order().kind().tag() + " " + job.id() + " of " + job.who() + ", "
                            + job.state().tag());
        });
    }

    @Override
    public Job edit(String who, LetterId letter, String text, String reason, boolean force) {
        requireWell();
        Difference difference = Difference.between(Questions.answered(() -> textOf(letter)), text);
        if (difference.isNone()) {
            throw new RefusedException(Kind.WRONG, "value is the letter's own; expected is another");
        }
        return start(
                who,
                new JobOrder(
                        JobKind.EDIT,
                        Selection.of(List.of(letter)),
                        JobOrder.USUAL_RATE,
                        0,
                        force,
                        reason,
                        Optional.of(difference)));
    }

    private String textOf(LetterId letter) {
        try (Consumer<byte[], byte[]> consumer = clients.reader().get()) {
            Selection one = Selection.of(List.of(letter));
            Bounds bounds = Bounds.of(consumer, deadLetters, one);
            Walk walk = Walk.over(consumer, deadLetters, one, bounds.starts(), bounds.ends());
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (bounds.has(letter.partition(), letter.offset()) && System.nanoTime() - deadline < 0) {
                Walk.Item item = walk.next();
                if (item != null && item.record() != null) {
                    return editable(DeadLetter.of(item.record()).raw().value());
                }
            }
            throw new RefusedException(Kind.UNKNOWN, "there is no letter " + letter.text());
        }
    }

    private static String editable(byte @Nullable [] value) {
        try {
            return Difference.textOf(value);
        } catch (IllegalArgumentException e) {
            throw new RefusedException(
                    Kind.CONFLICT,
                    "the letter's value is no UTF-8, so it cannot be edited as text; discard it and have the vendor send it again");
        }
    }

    @Override
    public Optional<Job> current() {
        return journal.fold().current();
    }

    @Override
    public List<Job> recent() {
        return journal.fold().jobs();
    }

    @Override
    public Optional<Job> job(String id) {
        return journal.fold().job(id);
    }

    @Override
    public Job pause(String who, String id) {
        return changed(who, id, Change.PAUSED);
    }

    @Override
    public Job resume(String who, String id) {
        return changed(who, id, Change.RESUMED);
    }

    @Override
    public Job cancel(String who, String id) {
        return changed(who, id, Change.CANCELLED);
    }

    private Job changed(String who, String id, Change change) {
        requireWell();
        Job job = job(id).orElseThrow(() -> new RefusedException(Kind.UNKNOWN, "there is no job of this id"));
        if (job.state().isOver()) {
            throw new RefusedException(
                    Kind.CONFLICT, "the job is over: " + job.state().tag());
        }
        append(new Changed(id, clock.instant(), change, who));
        return job(id).orElse(job);
    }

    @Override
    public int discard(String who, List<LetterId> letters, String reason) {
        return marked(JobKind.DISCARD, who, letters, reason);
    }

    @Override
    public int restore(String who, List<LetterId> letters, String reason) {
        return marked(JobKind.RESTORE, who, letters, reason);
    }

    private int marked(JobKind kind, String who, List<LetterId> letters, String reason) {
        requireWell();
        Orders.checkNumber(letters.size());
        Orders.checkReason(kind, reason);
        List<LetterId> open = letters.stream()
                .distinct()
                .filter(letter -> journal.of(letter) == kind.from())
                .toList();
        if (!open.isEmpty()) {
            requireThere(open, boundsOf(Selection.of(open)));
            append(new Marked(kind, clock.instant(), who, reason, open));
        }
        return open.size();
    }

    /** Returns once this process has folded it too. */
    private void append(JournalEntry entry) {
        long offset = writer.write(entry);
        if (!journal.awaitRead(offset + 1, PATIENCE)) {
            throw new RefusedException(
                    Kind.UNSURE, "it is written, but the journal is not read here now; look again in a while");
        }
    }

    @Override
    public Results results(String job, Optional<String> cursor) {
        requireWell();
        return questions.few(() -> reader.results(job, cursor));
    }

    @Override
    public Optional<Deed> deed(LetterId letter) {
        requireWell();
        return Questions.answered(() -> reader.deed(letter));
    }

    @Override
    public void close() {
        runner.close();
        journal.close();
        writer.close();
    }
}
