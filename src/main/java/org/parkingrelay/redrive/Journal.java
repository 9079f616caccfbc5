package org.parkingrelay.redrive;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.parkingrelay.deadletter.LetterId;
import org.parkingrelay.deadletter.LetterState;
import org.parkingrelay.deadletter.LetterStates;
import org.parkingrelay.redrive.JournalText.NotAnEntryException;
import org.parkingrelay.telemetry.LogKey;
import org.parkingrelay.telemetry.LogLine;

/**
 * Follows the journal on a thread of its own, from its beginning, and folds it. Reads only what is committed, so that what a runner did
 * and could not finish never shows.
 */
final class Journal implements LetterStates, AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Journal.class);

    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(5);
    private static final Duration JOIN_TIMEOUT = Duration.ofSeconds(3);

    private final TopicPartition partition;
    private final RedriveClients clients;
    private final Thread thread;
    private final Object news = new Object();
    private final CountDownLatch end = new CountDownLatch(1);

    private volatile JournalFold fold = new JournalFold();
    private volatile boolean isEnded;
    private volatile boolean isRead;
    private volatile Optional<String> problem = Optional.empty();
    private volatile @Nullable Consumer<byte[], byte[]> consumer;
    /** The offset of the next entry. Guarded by {@link #news}. */
    private long position;

    Journal(String topic, RedriveClients clients) {
        this.partition = new TopicPartition(topic, 0);
        this.clients = clients;
        this.thread = new Thread(this::run, "relay-redrive-journal");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    TopicPartition partition() {
        return partition;
    }

    /** Why the journal cannot be used, in a sentence. */
    @Override
    public Optional<String> unavailable() {
        return problem.or(() -> isRead ? Optional.empty() : Optional.of("the journal of dead letters is being read"));
    }

    private void run() {
        while (!isEnded) {
            try {
                follow();
            } catch (WakeupException e) {
                // It closes.
            } catch (NewerEntryException e) {
                tell(String.valueOf(e.getMessage()));
            } catch (RuntimeException e) {
                tell("the journal of dead letters cannot be read ("
                        + e.getClass().getSimpleName() + ")");
            }
            pause();
        }
    }

    private void follow() {
        try (Admin admin = clients.admin().get()) {
            Optional<String> missing = new JournalTopic(partition.topic()).ensure(admin);
            if (missing.isPresent()) {
                tell(missing.get());
                return;
            }
        }
        try (Consumer<byte[], byte[]> opened = clients.reader().get()) {
            consumer = opened;
            opened.assign(List.of(partition));
            opened.seek(partition, position());
            // What comes later is news; what is there now must be known before anybody relies on it.
            long end = endOf(opened);
            while (!isEnded) {
                ConsumerRecords<byte[], byte[]> polled = opened.poll(POLL);
                if (startsAnew(polled, opened)) {
                    end = endOf(opened);
                }
                polled.forEach(this::take);
                moved(opened.position(partition));
                if (opened.position(partition) >= end) {
                    isRead = true;
                    problem = Optional.empty();
                }
            }
        } finally {
            consumer = null;
        }
    }

    private long endOf(Consumer<byte[], byte[]> opened) {
        return opened.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
    }

    /** Whether Kafka went back: the topic was made anew, and what was known is of one that is gone. */
    private boolean startsAnew(ConsumerRecords<byte[], byte[]> polled, Consumer<byte[], byte[]> opened) {
        List<ConsumerRecord<byte[], byte[]>> records = polled.records(partition);
        long next =
                records.isEmpty() ? opened.position(partition) : records.get(0).offset();
        if (next >= position()) {
            return false;
        }
        isRead = false;
        fold = new JournalFold();
        moved(next);
        return true;
    }

    private void tell(String sentence) {
        if (!problem.equals(Optional.of(sentence))) {
            LogLine.with(LogKey.TOPIC, partition.topic()).log(LOG, Logger.Level.ERROR, sentence);
        }
        problem = Optional.of(sentence);
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        try {
            // Over one that a newer relay wrote nobody may go: it may tell of letters that are redriven.
            JournalEntry entry = JournalText.read(record.value()).orElseThrow(() -> new NewerEntryException(record));
            fold.take(record.offset(), entry);
        } catch (NotAnEntryException e) {
            ignored(record, "it is no entry");
        }
        moved(record.offset() + 1);
    }

    /** Somebody wrote an entry that this version does not know. */
    private static final class NewerEntryException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private NewerEntryException(ConsumerRecord<byte[], byte[]> record) {
            super("the journal of dead letters holds an entry of a kind or version that this relay does not know ("
                    + record.topic() + "-" + record.partition() + "-" + record.offset()
                    + "); run a relay as new as the one that wrote it");
        }
    }

    private static void ignored(ConsumerRecord<byte[], byte[]> record, String why) {
        LogLine.with(LogKey.RECORD, record.topic() + "-" + record.partition() + "-" + record.offset())
                .and(LogKey.NOTE, why)
                .log(LOG, Logger.Level.WARN, "An entry of the journal of dead letters is left out");
    }

    private long position() {
        synchronized (news) {
            return position;
        }
    }

    private void moved(long to) {
        synchronized (news) {
            position = to;
            news.notifyAll();
        }
    }

    /** Waits until all entries before an offset are folded; returns whether they are. */
    boolean awaitRead(long offset, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        synchronized (news) {
            while (position < offset && !isEnded) {
                long left = (deadline - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    return false;
                }
                try {
                    news.wait(left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return false;
                }
            }
            return position >= offset;
        }
    }

    private void pause() {
        try {
            boolean unused = end.await(BETWEEN_ATTEMPTS.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public LetterState of(LetterId id) {
        return fold.of(id);
    }

    JournalFold fold() {
        return fold;
    }

    @Override
    public void close() {
        isEnded = true;
        end.countDown();
        synchronized (news) {
            news.notifyAll();
        }
        Consumer<byte[], byte[]> open = consumer;
        if (open != null) {
            open.wakeup();
        }
        try {
            thread.join(JOIN_TIMEOUT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
