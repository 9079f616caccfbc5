package org.parkingrelay.outcome;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.parkingrelay.delivery.Disposition;
import org.parkingrelay.event.PassageEvent;
import org.parkingrelay.event.Plate;
import org.parkingrelay.event.PlateReading;
import org.parkingrelay.outbox.Origin;

/**
 * Writes what became of events, best effort: the intake only puts it into a queue, and all else, hashing included, is done by a thread
 * that may wait for Kafka. What the queue has no room for is lost, and counted.
 */
public final class OutcomeWriter implements OutcomeLog, AutoCloseable {

    /** A third of a second of what a processor can take in, in some 4 MB. */
    private static final int QUEUE = 8_192;

    /** Gathers what comes together, so that the thread is woken at most so often. */
    private static final long GATHER_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    /** After Kafka, or the store, has refused. */
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

    private record Ended(
            long atMillis,
            Origin origin,
            int place,
            @Nullable PassageEvent event,
            Disposition disposition) {}

    private final BlockingQueue<Ended> queue = new ArrayBlockingQueue<>(QUEUE);
    private final String topic;
    private final Supplier<Producer<byte[], byte[]>> producers;
    private final Supplier<CompletionStage<byte[]>> secret;
    private final Function<String, String> circleOfLot;
    private final Clock clock;
    private final OutcomeState state;
    private final OutcomeJson json;
    private final Thread thread;
    private volatile boolean isClosed;

    // All below are the thread's.
    private @Nullable Producer<byte[], byte[]> producer;
    private @Nullable PlateHash hash;
    private long pausedUntil = System.nanoTime();

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
        this.json = new OutcomeJson(isDryRun);
        this.thread = new Thread(this::run, "relay-outcomes");
        thread.setDaemon(true);
    }

    /** Writes from now on. */
    public OutcomeWriter start() {
        thread.start();
        return this;
    }

    @Override
    public void ended(Origin origin, int place, @Nullable PassageEvent event, Disposition disposition) {
        if (!queue.offer(new Ended(clock.millis(), origin, place, event, disposition))) {
            state.lost(OutcomeState.Loss.FULL, 1);
        }
    }

    private void run() {
        List<Ended> batch = new ArrayList<>();
        while (!isClosed) {
            try {
                Ended first = queue.poll(1, TimeUnit.SECONDS);
                if (first != null) {
                    batch.add(first);
                    LockSupport.parkNanos(GATHER_NANOS);
                    queue.drainTo(batch);
                    write(batch);
                }
            } catch (InterruptedException e) {
                isClosed = true;
            } catch (RuntimeException e) {
                // Whatever it is, the next batch may go better.
                pause(OutcomeState.Loss.of(e), batch.size());
            }
            batch.clear();
        }
        end(batch);
    }

    /** Writes what is left. */
    private void end(List<Ended> batch) {
        queue.drainTo(batch);
        try {
            if (!batch.isEmpty()) {
                write(batch);
            }
        } catch (RuntimeException e) {
            state.lost(OutcomeState.Loss.of(e), batch.size());
        } finally {
            if (producer != null) {
                producer.close(CLOSE_TIMEOUT);
            }
        }
    }

    private void pause(OutcomeState.Loss why, int lost) {
        pausedUntil = System.nanoTime() + PAUSE_NANOS;
        state.lost(why, lost);
    }

    private void write(List<Ended> batch) {
        if (System.nanoTime() - pausedUntil < 0) {
            state.lostAgain(batch.size());
            return;
        }
        PlateHash hashes = hashes();
        if (hashes == null) {
            pause(OutcomeState.Loss.NO_KEY, batch.size());
            return;
        }
        Producer<byte[], byte[]> open = producer;
        if (open == null) {
            open = producers.get();
            producer = open;
        }
        int written = 0;
        for (Ended ended : batch) {
            boolean isSent = true;
            try {
                isSent = send(open, ended, hashes);
            } catch (KafkaException e) {
                pause(OutcomeState.Loss.of(e), batch.size() - written);
                return;
            } catch (RuntimeException e) {
                // Of this one alone: Kafka has no part in it.
                state.fault(e);
            }
            if (!isSent) {
                pausedUntil = System.nanoTime() + PAUSE_NANOS;
                state.lostAgain(batch.size() - written - 1);
                return;
            }
            written++;
        }
    }

    private @Nullable PlateHash hashes() {
        if (hash == null) {
            try {
                hash = new PlateHash(OutcomeTopic.await(secret.get()));
            } catch (OutcomesUnavailableException e) {
                return null;
            }
        }
        return hash;
    }

    /** False where Kafka does not know the topic, or does not let it be written. */
    private boolean send(Producer<byte[], byte[]> open, Ended ended, PlateHash hashes) {
        PassageEvent event = ended.event();
        String circle = event == null ? "" : circleOfLot.apply(event.lotId());
        byte[] value = json.write(ended.atMillis(), ended.origin(), ended.place(), event, circle, ended.disposition());
        if (event == null || !(event.plate() instanceof PlateReading.Legible legible)) {
            return send(open, ended.atMillis(), null, value);
        }
        boolean isSent = send(open, ended.atMillis(), hashes.bytesOf(legible.plate()), value);
        // Cars of Hong Kong and Macau: by each of their plates it can be found.
        for (Plate other : legible.alternates()) {
            isSent = isSent && send(open, ended.atMillis(), hashes.bytesOf(other), value);
        }
        return isSent;
    }

    private boolean send(Producer<byte[], byte[]> open, long atMillis, byte @Nullable [] key, byte[] value) {
        Future<?> sent = open.send(new ProducerRecord<>(topic, null, atMillis, key, value), told);
        // Only what is refused before it is sent is known by now.
        return !sent.isDone() || !state.isFailing();
    }

    private final Callback told = new Callback() {
        @Override
        public void onCompletion(org.apache.kafka.clients.producer.RecordMetadata metadata, Exception failure) {
            if (failure == null) {
                state.written();
            } else {
                state.lost(OutcomeState.Loss.of(failure), 1);
            }
        }
    };

    /** Writes what is there, for a short time. */
    @Override
    public void close() {
        isClosed = true;
        try {
            thread.join(2 * CLOSE_TIMEOUT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
