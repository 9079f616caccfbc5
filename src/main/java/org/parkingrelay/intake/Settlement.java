package org.parkingrelay.intake;

import io.micrometer.core.instrument.Counter;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.IncomingKafkaRecord;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordBatchMetadata;
import io.smallrye.reactive.messaging.kafka.commit.ContextHolder;
import io.smallrye.reactive.messaging.kafka.commit.KafkaCommitHandler;
import io.vertx.mutiny.core.Vertx;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;
import org.parkingrelay.telemetry.LogKey;
import org.parkingrelay.telemetry.LogLine;

/**
 * Settles the records of one channel: a window for each partition, whose settled front is committed on the consumer's own
 * thread. A commit that fails is tried again; nothing that happens here ends the consumer.
 *
 * <p>The layer's own {@code throttled} strategy bounds no window, does not wait for calls under way when a partition is taken
 * away, and does not let the store be flushed before a commit.
 */
final class Settlement extends ContextHolder implements KafkaCommitHandler {

    private static final Logger LOG = Logger.getLogger(Settlement.class);

    /** So many settled records are committed without waiting for the interval. */
    private static final int COMMIT_AFTER = 20_000;

    private static final int CONTEXT_TIMEOUT_MS = 10_000;
    private static final Duration COMMIT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration REVOKED_COMMIT_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration WAIT_FOR_CALLS = Duration.ofSeconds(3);
    private static final long TERMINATE_SECONDS = 2;

    private final Map<TopicPartition, PartitionWindow> windows = new ConcurrentHashMap<>();
    private final Windows all;
    private final KafkaConsumer<?, ?> consumer;
    private final Counter failures;
    private final AtomicLong settled = new AtomicLong();
    private final AtomicBoolean commitComing = new AtomicBoolean();
    private final long timer;
    private volatile boolean failing;
    private volatile boolean terminated;

    /**
     * Settles for a consumer.
     *
     * @param interval between commits
     */
    Settlement(Vertx vertx, KafkaConsumer<?, ?> consumer, Duration interval, Windows all, Counter failures) {
        super(vertx, CONTEXT_TIMEOUT_MS);
        this.consumer = consumer;
        this.all = all;
        this.failures = failures;
        this.timer = vertx.setPeriodic(interval.toMillis(), unused -> commitSoon());
    }

    /** Called on the polling thread, before any record of the partitions is read. */
    @Override
    public void partitionsAssigned(Collection<TopicPartition> partitions) {
        int generation = consumer.unwrap().groupMetadata().generationId();
        partitions.forEach(partition ->
                windows.computeIfAbsent(partition, unknown -> all.openAssigned(unknown, generation, this::settled)));
    }

    /**
     * Called on the channel's event loop for the newest record of each partition of a poll, before the poll is handed over. A partition
     * without a window has been taken away, unless partitions are assigned by hand, which the layer does not tell. The consumer knows.
     */
    @Override
    public <K, V> Uni<IncomingKafkaRecord<K, V>> received(IncomingKafkaRecord<K, V> newest) {
        // Where the relay's own method finds it.
        newest.injectMetadata(this);
        TopicPartition partition = new TopicPartition(newest.getTopic(), newest.getPartition());
        if (windows.containsKey(partition)) {
            return Uni.createFrom().item(newest);
        }
        return consumer.runOnPollingThread(client -> {
                    if (client.assignment().contains(partition)) {
                        int generation = client.groupMetadata().generationId();
                        windows.computeIfAbsent(
                                partition, unknown -> all.open(unknown.toString(), generation, this::settled));
                    }
                })
                .onFailure()
                .recoverWithNull()
                .emitOn(this::runOnContext)
                .map(looked -> newest);
    }

    /** Who settles the records of a poll. */
    static Settlement of(IncomingKafkaRecordBatchMetadata<?, ?> poll) {
        List<Message<?>> records = poll.getBatchedMessages();
        return records.get(records.size() - 1)
                .getMetadata(Settlement.class)
                .orElseThrow(() -> new IllegalStateException("the channel's commit-strategy is not the relay's"));
    }

    /**
     * The windows of the partitions of a poll. Of a partition that is not this relay's, or was taken away after the poll and came back,
     * so that the records are read again behind others that come first, it is one whose claim has ended.
     *
     * @param generation of the consumer group at the time of the poll
     */
    Function<TopicPartition, PartitionWindow> windows(int generation) {
        return partition -> {
            PartitionWindow window = windows.get(partition);
            return window == null || generation < window.generation() ? Windows.gone() : window;
        };
    }

    /** Not acknowledged by message: {@link RecordInlet} settles each record in its window. */
    @Override
    public <K, V> Uni<Void> handle(IncomingKafkaRecord<K, V> record) {
        return Uni.createFrom().voidItem();
    }

    private void settled(int records) {
        long all = settled.addAndGet(records);
        if (all / COMMIT_AFTER > (all - records) / COMMIT_AFTER) {
            commitSoon();
        }
    }

    private void commitSoon() {
        boolean something = windows.values().stream()
                .anyMatch(window -> window.committable().isPresent());
        if (terminated || !something || !commitComing.compareAndSet(false, true)) {
            return;
        }
        consumer.runOnPollingThread(client -> {
                    commitComing.set(false);
                    commit(client, windows, COMMIT_TIMEOUT);
                })
                .subscribe()
                .with(done -> {}, this::commitFailed);
    }

    /** On the polling thread. What is settled while the store is flushed is left for the next commit. */
    private void commit(Consumer<?, ?> client, Map<TopicPartition, PartitionWindow> of, Duration timeout) {
        Map<TopicPartition, OffsetAndMetadata> fronts = new HashMap<>();
        of.forEach((partition, window) -> {
            OptionalLong front = window.committable();
            if (front.isPresent()) {
                fronts.put(partition, new OffsetAndMetadata(front.getAsLong()));
            }
        });
        if (fronts.isEmpty()) {
            return;
        }
        try {
            all.beforeCommit();
            client.commitSync(fronts, timeout);
            fronts.forEach((partition, front) ->
                    Objects.requireNonNull(of.get(partition)).committed(front.offset()));
            failing = false;
        } catch (RebalanceInProgressException e) {
            LOG.debug("Offsets are committed after the rebalance");
        } catch (RuntimeException e) {
            commitFailed(e);
        }
    }

    private void commitFailed(Throwable failure) {
        failures.increment();
        commitComing.set(false);
        if (!failing) {
            failing = true;
            LogLine.with(LogKey.FAULT, failure.getClass().getName())
                    .log(LOG, Logger.Level.WARN, "Offsets could not be committed; trying again until they are");
        }
    }

    /**
     * Called on the polling thread when partitions are taken away, and when they are lost, which the layer does not tell apart.
     * The client does: of lost partitions it refuses to commit anything.
     */
    @Override
    public void partitionsRevoked(Collection<TopicPartition> partitions) {
        Map<TopicPartition, PartitionWindow> revoked = new HashMap<>();
        for (TopicPartition partition : partitions) {
            PartitionWindow window = windows.get(partition);
            if (window != null) {
                revoked.put(partition, window);
            }
        }
        try {
            revoked.values().forEach(window -> window.claim().end());
            if (!terminated) {
                awaitCalls(revoked.values());
            }
            commit(consumer.unwrap(), revoked, REVOKED_COMMIT_TIMEOUT);
        } catch (RuntimeException e) {
            // Thrown further it would end the rebalance, and the layer would start its consumer again and again.
            LogLine.with(LogKey.FAULT, e.getClass().getName())
                    .log(LOG, Logger.Level.WARN, "Partitions were given back in disorder; some records are read again");
        } finally {
            revoked.forEach((partition, window) -> {
                windows.remove(partition);
                all.drop(partition, window);
            });
        }
    }

    private static void awaitCalls(Collection<PartitionWindow> revoked) {
        List<CompletableFuture<Void>> calls =
                revoked.stream().map(window -> window.idle()).toList();
        try {
            CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new))
                    .get(WAIT_FOR_CALLS.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.debug("Calls are still under way for partitions that are given back");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Called when the channel closes, after the drain; closing the consumer then commits whatever is left. */
    @Override
    public void terminate(boolean graceful) {
        terminated = true;
        vertx.cancelTimer(timer);
        windows.values().forEach(window -> window.claim().end());
        try {
            consumer.runOnPollingThread(client -> {
                        commit(client, windows, Duration.ofSeconds(TERMINATE_SECONDS));
                    })
                    .subscribeAsCompletionStage()
                    .get(TERMINATE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            commitFailed(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
