package org.parkingrelay.deadletter;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.parkingrelay.outbox.KafkaRefusal;
import org.parkingrelay.outbox.OwnConsumer;
import org.parkingrelay.retry.Delayer;

/**
 * A few consumers of the dead-letter topic, in no group, for one request at a time each: to make one takes longer than to read a
 * page. Those that nobody needs are closed. Thread-safe.
 */
public final class LetterConsumers implements AutoCloseable {

    private static final int MOST = 3;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);
    private static final Duration IDLE = Duration.ofMinutes(1);
    /** Few, since a poll holds all of them at once, and each may be as large as the topic allows. */
    private static final int POLL_RECORDS = 100;

    private static final int FETCH_BYTES = 8 * 1024 * 1024;
    /** What is asked for is there; only past the end does a broker wait, and the next request for it. */
    private static final int FETCH_WAIT_MS = 10;

    private final Supplier<Consumer<byte[], byte[]>> maker;
    private final Delayer timer;
    private final LongSupplier nanos;
    private final Duration longestWait;
    private final Semaphore permits = new Semaphore(MOST, true);
    private final Deque<Idle> idle = new ArrayDeque<>();
    private boolean isClosed;

    private record Idle(Consumer<byte[], byte[]> consumer, long sinceNanos) {}

    LetterConsumers(Supplier<Consumer<byte[], byte[]>> maker, Delayer timer, LongSupplier nanos, Duration longestWait) {
        this.maker = maker;
        this.timer = timer;
        this.nanos = nanos;
        this.longestWait = longestWait;
    }

    /**
     * Consumers that are made when they are needed.
     *
     * @param kafka the keys {@code kafka.*} of the configuration: servers, TLS, SASL
     */
    public static LetterConsumers from(Map<String, Object> kafka, Delayer timer) {
        AtomicInteger made = new AtomicInteger();
        return new LetterConsumers(
                () -> consumer(kafka, made.incrementAndGet()), timer, System::nanoTime, LONGEST_WAIT);
    }

    private static Consumer<byte[], byte[]> consumer(Map<String, Object> kafka, int number) {
        int patience = (int) ScanLimits.OF_A_REQUEST.patience().toMillis();
        Map<String, Object> config = OwnConsumer.config(kafka, "parking-relay-letters-" + number, patience);
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, POLL_RECORDS);
        config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
        config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_WAIT_MS);
        return OwnConsumer.open(config);
    }

    /**
     * Does something with a consumer that nobody else uses meanwhile.
     *
     * @throws LetterTopicException where all are in use, or Kafka fails
     */
    <T> T with(String topic, Function<Consumer<byte[], byte[]>, T> work) {
        acquire();
        try {
            return withOne(topic, work);
        } finally {
            permits.release();
        }
    }

    private void acquire() {
        try {
            if (permits.tryAcquire(longestWait.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new LetterTopicException("too many look at dead letters at once; try again in a few seconds");
    }

    private <T> T withOne(String topic, Function<Consumer<byte[], byte[]>, T> work) {
        Consumer<byte[], byte[]> consumer = null;
        try {
            consumer = take().orElseGet(maker);
            T result = work.apply(consumer);
            Consumer<byte[], byte[]> used = consumer;
            consumer = null;
            giveBack(used);
            return result;
        } catch (KafkaException e) {
            throw failed(topic, e);
        } catch (ConfigurationException e) {
            // A name that is not known just now is a wrong one to Kafka's client.
            throw new LetterTopicException("Kafka cannot be reached; try again in a while");
        } finally {
            if (consumer != null) {
                close(consumer);
            }
        }
    }

    private static LetterTopicException failed(String topic, KafkaException e) {
        Optional<KafkaRefusal> refusal = KafkaRefusal.of(e);
        if (refusal.isPresent()) {
            return new LetterTopicException(refusal.get().sentence());
        }
        if (e instanceof TopicAuthorizationException) {
            return new LetterTopicException(
                    "Kafka does not allow the relay to read topic " + topic + "; allow its user READ on it");
        }
        if (e instanceof TimeoutException) {
            return noAnswer();
        }
        return new LetterTopicException("topic " + topic + " cannot be read ("
                + e.getClass().getSimpleName() + "); check the topic and kafka.bootstrap.servers");
    }

    /** Kafka is away. */
    public static LetterTopicException noAnswer() {
        return new LetterTopicException(
                "Kafka does not answer; try again in a while, and check kafka.bootstrap.servers");
    }

    private synchronized Optional<Consumer<byte[], byte[]>> take() {
        return Optional.ofNullable(idle.pollLast()).map(Idle::consumer);
    }

    private void giveBack(Consumer<byte[], byte[]> consumer) {
        synchronized (this) {
            if (!isClosed) {
                idle.addLast(new Idle(consumer, nanos.getAsLong()));
                timer.after(IDLE, this::closeIdle);
                return;
            }
        }
        close(consumer);
    }

    private void closeIdle() {
        long before = nanos.getAsLong() - IDLE.toNanos();
        while (true) {
            Consumer<byte[], byte[]> old;
            synchronized (this) {
                Idle first = idle.peekFirst();
                if (first == null || first.sinceNanos() - before > 0) {
                    return;
                }
                idle.removeFirst();
                old = first.consumer();
            }
            close(old);
        }
    }

    private static void close(Consumer<byte[], byte[]> consumer) {
        try {
            consumer.close(CloseOptions.timeout(Duration.ZERO));
        } catch (KafkaException e) {
            // It is of no further use, whatever it says.
        }
    }

    /** Closes those that are idle; one that is in use is closed after it. */
    @Override
    public void close() {
        Deque<Idle> left;
        synchronized (this) {
            isClosed = true;
            left = new ArrayDeque<>(idle);
            idle.clear();
        }
        left.forEach(one -> close(one.consumer()));
    }
}
