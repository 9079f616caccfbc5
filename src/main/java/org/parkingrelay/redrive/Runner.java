package org.parkingrelay.redrive;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.parkingrelay.telemetry.LogKey;
import org.parkingrelay.telemetry.LogLine;

/**
 * Runs jobs on a thread of its own, if it is this process's turn: of all that would, Kafka gives the journal's one partition to one, and
 * to another when that one is gone. Nothing is read by way of the group.
 */
final class Runner implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Runner.class);

    private static final String NOT_NOW = "Jobs over dead letters cannot be run now; it is tried again";
    private static final String NOT_ALLOWED =
            "Kafka does not let the relay run jobs over dead letters; it is tried again: allow"
                    + " its user READ on the group " + RedriveClients.GROUP + " and WRITE on the transactional id "
                    + RedriveClients.GROUP + "-<dead-letter topic>";

    private static final Duration IDLE = Duration.ofMillis(200);
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(2);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration JOIN_TIMEOUT = Duration.ofSeconds(8);

    private final Journal journal;
    private final RedriveClients clients;
    private final Worker worker;
    private final Thread thread;
    private final CountDownLatch end = new CountDownLatch(1);
    private volatile boolean isEnded;
    private volatile boolean isChosen;
    private @Nullable String told;

    Runner(Journal journal, RedriveClients clients, Worker worker) {
        this.journal = journal;
        this.clients = clients;
        this.worker = worker;
        this.thread = new Thread(this::run, "relay-redrive");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void run() {
        while (!isEnded) {
            try {
                if (journal.unavailable().isEmpty()) {
                    stand();
                }
            } catch (RuntimeException e) {
                tell(e);
            }
            pause(journal.unavailable().isEmpty() ? BETWEEN_ATTEMPTS : IDLE);
        }
    }

    private void stand() {
        Consumer<byte[], byte[]> member = clients.member().get();
        try (worker) {
            member.subscribe(List.of(journal.partition().topic()), new Turn(member));
            Duration wait = IDLE;
            while (!isEnded) {
                member.poll(wait);
                if (isChosen) {
                    Duration due = worker.step();
                    wait = due.compareTo(IDLE) < 0 ? due : IDLE;
                    told = null;
                } else {
                    worker.close();
                    wait = IDLE;
                }
            }
        } finally {
            isChosen = false;
            // Says good-bye, so that another takes over at once.
            member.close(CloseOptions.timeout(CLOSE_TIMEOUT));
        }
    }

    /** Learns whether it is this process's turn; on the thread that polls. */
    private final class Turn implements ConsumerRebalanceListener {

        private final Consumer<byte[], byte[]> member;

        Turn(Consumer<byte[], byte[]> member) {
            this.member = member;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            member.pause(partitions);
            isChosen |= partitions.contains(journal.partition());
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            isChosen &= !partitions.contains(journal.partition());
        }
    }

    private void tell(RuntimeException failure) {
        String what = failure.getClass().getName();
        if (!what.equals(told)) {
            told = what;
            boolean notAllowed = failure instanceof AuthorizationException;
            LogLine.with(LogKey.FAULT, what)
                    .log(LOG, notAllowed ? Logger.Level.ERROR : Logger.Level.WARN, notAllowed ? NOT_ALLOWED : NOT_NOW);
        }
    }

    private void pause(Duration wait) {
        try {
            boolean unused = end.await(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends after the batch that is under way. */
    @Override
    public void close() {
        isEnded = true;
        end.countDown();
        try {
            thread.join(JOIN_TIMEOUT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
