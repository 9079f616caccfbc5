package org.parkingrelay.binding;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;
import org.parkingrelay.lookup.Bindings;
import org.parkingrelay.retry.Backoff;
import org.parkingrelay.store.Positions;
import org.parkingrelay.telemetry.LogKey;
import org.parkingrelay.telemetry.LogLine;
import org.parkingrelay.telemetry.Meters;
import org.parkingrelay.telemetry.RelayMeter;

/**
 * Follows the compacted topic of bindings, on a thread of its own: reads all of it into the store, and then each change as it
 * comes. Whatever fails is tried again; nothing is skipped because Kafka or the store does not answer.
 */
public final class BindingTopic implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(BindingTopic.class);

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration JOIN_TIMEOUT = Duration.ofSeconds(8);
    private static final Duration BETWEEN_REFUSALS = Duration.ofMinutes(1);

    private final String topic;
    private final Consumer<byte[], byte[]> consumer;
    private final CatchUp catchUp;
    private final Duration lookEvery;
    private final Patience patience;
    private final Followed followed;
    private final Thread thread;
    private long lookDueNanos = System.nanoTime();
    private long refusalDueNanos = System.nanoTime();
    private int failures;

    /** The store that is filled. */
    public record Target(Bindings bindings, Positions positions) {}

    /**
     * A topic that is not followed yet.
     *
     * @param consumer closed with this
     * @param lookEvery how often to look whether the topic exists, and which partitions it has
     * @param backoff between attempts, of the store as of Kafka
     */
    public BindingTopic(
            String topic,
            Consumer<byte[], byte[]> consumer,
            Target target,
            CatchUp catchUp,
            Duration lookEvery,
            Backoff backoff,
            Clock clock,
            Meters meters) {
        this.topic = topic;
        this.consumer = consumer;
        this.catchUp = catchUp;
        this.lookEvery = lookEvery;
        this.patience = new Patience(backoff);
        BindingBatch batch = new BindingBatch(new BindingDecoder(clock), target.bindings(), patience, meters);
        this.followed = new Followed(topic, consumer, target.positions(), patience, batch, catchUp);
        this.thread = new Thread(this::run, "relay-bindings");
        thread.setDaemon(true);
        meters.gauge(RelayMeter.BINDING_LAG, followed::lag);
    }

    /** Begins to follow the topic. */
    public void start() {
        thread.start();
    }

    private void run() {
        while (!patience.isEnded()) {
            step();
        }
        consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
    }

    private void step() {
        try {
            lookIfDue();
            if (followed.isEmpty()) {
                patience.pause(lookEvery);
            } else {
                followed.read();
            }
            worked();
        } catch (WakeupException | CancellationException e) {
            // The relay closes.
        } catch (TopicAuthorizationException e) {
            refused();
        } catch (KafkaException e) {
            failed(e, Logger.Level.WARN, "The topic of the bindings cannot be read; it is tried again");
        } catch (RuntimeException e) {
            failed(e, Logger.Level.ERROR, "The topic of the bindings cannot be followed; it is tried again");
        }
    }

    private void lookIfDue() {
        if (followed.isEmpty() || System.nanoTime() - lookDueNanos >= 0) {
            followed.look();
            lookDueNanos = System.nanoTime() + lookEvery.toNanos();
        }
    }

    private void worked() {
        if (failures > 0) {
            failures = 0;
            LogLine.with(LogKey.TOPIC, topic).log(LOG, Logger.Level.INFO, "The topic of the bindings is read again");
        }
    }

    /** Nobody but its owner can mend it, and cars must not wait for that: as if there were no topic. */
    private void refused() {
        followed.drop();
        catchUp.nothingToRead();
        if (System.nanoTime() - refusalDueNanos >= 0) {
            refusalDueNanos = System.nanoTime() + BETWEEN_REFUSALS.toNanos();
            LogLine.with(LogKey.TOPIC, topic)
                    .log(
                            LOG,
                            Logger.Level.WARN,
                            "Kafka does not let the relay read the bindings: allow DESCRIBE and READ on the topic, or set"
                                    + " relay.lookup.topic to none");
        }
        patience.pause(lookEvery);
    }

    /** Takes up everything anew from what the store keeps, so that nothing is left out that was read and not applied. */
    private void failed(RuntimeException failure, Logger.Level level, String sentence) {
        followed.drop();
        failures++;
        if (failures == 1) {
            LogLine.with(LogKey.TOPIC, topic)
                    .and(LogKey.FAULT, failure.getClass().getName())
                    .log(LOG, level, sentence);
        }
        patience.pauseAfter(failures);
    }

    /** Ends within a few seconds; what was not yet kept is read again after the next start. */
    @Override
    public void close() {
        patience.end();
        consumer.wakeup();
        try {
            thread.join(JOIN_TIMEOUT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
