package org.parkingrelay.outcome;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.parkingrelay.delivery.Disposition;
import org.parkingrelay.event.PassageEvent;
import org.parkingrelay.outbox.Origin;

/**
 * Writes what became of events, best effort: who tells of one writes a line on a page in memory, and a thread that may wait for Kafka
 * sends the pages, each as one record. What there is no room for is lost, and counted.
 */
public final class OutcomeWriter implements OutcomeLog, AutoCloseable {

    /** So old a page may get that is not full. */
    private static final long GATHER_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    /** After Kafka, or the store, has refused. */
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

    private final OutcomePages pages;
    private final String topic;
    private final Supplier<Producer<byte[], byte[]>> producers;
    private final Supplier<CompletionStage<byte[]>> secret;
    private final Function<String, String> circleOfLot;
    private final Clock clock;
    private final OutcomeState state;
    private final Thread thread;
    private volatile boolean isClosed;

    // All below are the thread's.
    private @Nullable Producer<byte[], byte[]> producer;
    private long pausedUntil = System.nanoTime();
    private long nextHandOver = System.nanoTime();

    /**
     * A writer that has written nothing and knows nobody.
     *
     * @param producers makes the producer; closed with this
     * @param secret of the keyed hashes; asked again where it fails
     * @param circleOfLot the circle's name, or empty
     * @param state is told how it goes
     */
    public OutcomeWriter(
            String topic,
            Supplier<Producer<byte[], byte[]>> producers,
            Supplier<CompletionStage<byte[]>> secret,
            Function<String, String> circleOfLot,
            boolean isDryRun,
            Clock clock,
            OutcomeState state) {
        this.topic = topic;
        this.producers = producers;
        this.secret = secret;
        this.circleOfLot = circleOfLot;
        this.clock = clock;
        this.state = state;
        this.pages = new OutcomePages(new OutcomeLine(isDryRun));
        this.thread = new Thread(this::run, "relay-outcomes");
        thread.setDaemon(true);
    }

    /** Writes from now on. */
    public OutcomeWriter start() {
        thread.start();
        return this;
    }

    @Override
    public void ended(Instant at, Origin origin, int place, @Nullable PassageEvent event, Disposition disposition) {
        try {
            String circle = event == null ? "" : circleOfLot.apply(event.lotId());
            take(new Ended(at.toEpochMilli(), origin, place, event, circle, disposition));
        } catch (RuntimeException e) {
            // Of this one alone: Kafka has no part in it.
            state.fault(e);
        }
    }

    private void take(Ended ended) {
        switch (pages.take(ended)) {
            case NO -> state.lost(OutcomeState.Loss.FULL, 1);
            case WAKING -> LockSupport.unpark(thread);
            case YES -> {}
        }
    }

    private void run() {
        beginAtOnce();
        while (!isClosed && !Thread.currentThread().isInterrupted()) {
            if (System.nanoTime() - nextHandOver >= 0) {
                nextHandOver = System.nanoTime() + GATHER_NANOS;
                handOver();
            }
            OutcomePages.Handed page = pages.next();
            if (page == null) {
                LockSupport.parkNanos(nextHandOver - System.nanoTime());
            } else {
                write(page);
            }
        }
        end();
    }

    /** Writes what is left: first what waits, since beside it there may be no room for the pages that are written on. */
    private void end() {
        writeWaiting();
        handOver();
        writeWaiting();
        if (producer != null) {
            producer.close(CLOSE_TIMEOUT);
        }
    }

    private void writeWaiting() {
        for (OutcomePages.Handed page = pages.next(); page != null; page = pages.next()) {
            write(page);
        }
    }

    private void handOver() {
        if (pages.hasEarly()) {
            beginLate();
        }
        pages.handOver();
    }

    /** Most often the store has the key by now. Where not, that is told once there is an outcome to be lost. */
    private void beginAtOnce() {
        try {
            begin();
        } catch (OutcomesUnavailableException | RuntimeException e) {
            // It is asked again.
            nextHandOver = System.nanoTime();
        }
    }

    private void beginLate() {
        if (isPaused()) {
            state.lostAgain(pages.takeEarly().size());
            return;
        }
        try {
            begin();
        } catch (OutcomesUnavailableException | RuntimeException e) {
            pause(OutcomeState.Loss.NO_KEY, pages.takeEarly().size());
        }
    }

    private void begin() throws OutcomesUnavailableException {
        PlateHash hash = new PlateHash(OutcomeTopic.await(secret.get()));
        for (Ended one : pages.begin(hash)) {
            try {
                take(one);
            } catch (RuntimeException e) {
                state.fault(e);
            }
        }
    }

    private boolean isPaused() {
        return System.nanoTime() - pausedUntil < 0;
    }

    private void pause(OutcomeState.Loss why, int lost) {
        pausedUntil = System.nanoTime() + PAUSE_NANOS;
        state.lost(why, lost);
    }

    private void write(OutcomePages.Handed page) {
        if (isPaused()) {
            state.lostAgain(page.outcomes());
            return;
        }
        try {
            Future<?> sent = opened().send(
                            new ProducerRecord<>(topic, null, clock.millis(), page.key(), page.lines()),
                            told(page.outcomes()));
            // Only what is refused before it is sent is known by now: Kafka does not know the topic, or does not let it
            // be written.
            if (sent.isDone() && state.isFailing()) {
                pausedUntil = System.nanoTime() + PAUSE_NANOS;
            }
        } catch (RuntimeException e) {
            // Whatever it is, a later page may go better.
            pause(OutcomeState.Loss.of(e), page.outcomes());
        }
    }

    private Producer<byte[], byte[]> opened() {
        Producer<byte[], byte[]> open = producer;
        if (open == null) {
            open = producers.get();
            producer = open;
        }
        return open;
    }

    private Callback told(int outcomes) {
        return (metadata, failure) -> {
            if (failure == null) {
                state.written(outcomes);
            } else {
                state.lost(OutcomeState.Loss.of(failure), outcomes);
            }
        };
    }

    /** Writes what is there, for a short time. */
    @Override
    public void close() {
        isClosed = true;
        LockSupport.unpark(thread);
        try {
            thread.join(2 * CLOSE_TIMEOUT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
