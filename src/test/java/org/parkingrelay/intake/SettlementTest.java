package org.parkingrelay.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.IncomingKafkaRecord;
import io.smallrye.reactive.messaging.kafka.IncomingKafkaRecordBatch;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordBatchMetadata;
import io.vertx.mutiny.core.Vertx;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.parkingrelay.intake.PartitionWindow.Taken;
import org.parkingrelay.telemetry.Meters;
import org.parkingrelay.telemetry.RelayMeter;

class SettlementTest {

    private static final TopicPartition PARTITION = new TopicPartition("events", 0);
    private static final List<TopicPartition> PARTITIONS = List.of(PARTITION);
    private static final int GENERATION = 1;

    private final Vertx vertx = Vertx.vertx();
    private final ExecutorService pollingThread = Executors.newSingleThreadExecutor();
    private final Client client = new Client();
    private final Counter failures = new Meters(new SimpleMeterRegistry()).counter(RelayMeter.INTAKE_COMMIT_FAILURES);
    private volatile Runnable beforeCommit = () -> {};
    private final Windows windows = new Windows(2, Clock.systemUTC(), () -> beforeCommit.run());
    private final Settlement settlement = settlement(Duration.ofMillis(20), windows);

    /** The Kafka client, as far as settling goes. */
    private static final class Client extends MockConsumer<byte[], byte[]> {

        private volatile RuntimeException failure;
        private volatile long committed = -1;

        Client() {
            super("earliest");
        }

        @Override
        public synchronized void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
            if (failure != null) {
                throw failure;
            }
            committed = offsets.get(PARTITION).offset();
        }
    }

    private Settlement settlement(Duration interval, Windows windows) {
        @SuppressWarnings("unchecked")
        KafkaConsumer<byte[], byte[]> layer = (KafkaConsumer<byte[], byte[]>) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {KafkaConsumer.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("unwrap")) {
                        return client;
                    }
                    return Uni.createFrom()
                            .item(() -> {
                                if (arguments[0] instanceof Function<?, ?> function) {
                                    return ((Function<Object, Object>) function).apply(client);
                                }
                                ((Consumer<Object>) arguments[0]).accept(client);
                                return null;
                            })
                            .runSubscriptionOn(pollingThread);
                });
        Settlement made = new Settlement(vertx, layer, interval, windows, failures);
        made.capture(vertx.getOrCreateContext());
        return made;
    }

    @AfterEach
    void close() {
        settlement.terminate(true);
        pollingThread.shutdownNow();
        vertx.close().await().indefinitely();
    }

    /** The window for a record of a poll in a generation, as the relay finds it from what the layer hands over. */
    private PartitionWindow windowOf(long offset, int generation) {
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>("events", 0, offset, null, new byte[0]);
        record.headers()
                .add("__smallrye_generationId", String.valueOf(generation).getBytes(StandardCharsets.UTF_8));
        IncomingKafkaRecordBatch<byte[], byte[]> poll = new IncomingKafkaRecordBatch<>(
                new ConsumerRecords<>(Map.of(PARTITION, List.of(record)), Map.of()),
                "gate-events",
                -1,
                settlement,
                null,
                false,
                false);
        settlement
                .received(
                        (IncomingKafkaRecord<byte[], byte[]>) poll.getRecords().get(0))
                .await()
                .indefinitely();
        @SuppressWarnings("unchecked")
        IncomingKafkaRecordBatchMetadata<byte[], byte[]> metadata =
                poll.getMetadata(IncomingKafkaRecordBatchMetadata.class).orElseThrow();
        assertThat(metadata.getConsumerGroupGenerationId()).isEqualTo(generation);
        return Settlement.of(metadata)
                .windows(metadata.getConsumerGroupGenerationId())
                .apply(PARTITION);
    }

    private Taken begun(long offset) {
        Taken taken = windowOf(offset, GENERATION).take(offset, Instant.EPOCH);
        assertThat(taken.begin()).isTrue();
        return taken;
    }

    @Test
    void the_store_is_flushed_before_each_commit_and_nothing_is_committed_where_that_fails() {
        settlement.partitionsAssigned(PARTITIONS);
        beforeCommit = () -> {
            throw new IllegalStateException("disk full");
        };
        begun(0).settle();
        await().until(() -> failures.count() > 1);
        assertThat(client.committed).isEqualTo(-1);

        beforeCommit = () -> {};
        await().until(() -> client.committed == 1);
    }

    @Test
    void a_commit_that_fails_is_tried_again() {
        settlement.partitionsAssigned(PARTITIONS);
        client.failure = new IllegalStateException("no broker");
        begun(0).settle();
        await().until(() -> failures.count() > 1);

        client.failure = null;
        await().until(() -> client.committed == 1);
    }

    @Test
    void a_revoked_partition_waits_for_its_calls_and_commits_them() throws Exception {
        settlement.partitionsAssigned(PARTITIONS);
        Taken taken = begun(0);
        CompletableFuture<Void> ended = new CompletableFuture<>();
        taken.claim().onEnd(() -> ended.complete(null));
        ended.thenRunAsync(taken::settle, CompletableFuture.delayedExecutor(300, TimeUnit.MILLISECONDS));

        pollingThread.submit(() -> settlement.partitionsRevoked(PARTITIONS)).get();

        assertThat(client.committed).isEqualTo(1);
        assertThat(windows.largest()).isZero();
    }

    @Test
    void what_is_settled_after_the_partition_was_given_back_is_not_committed() {
        settlement.partitionsAssigned(PARTITIONS);
        Taken taken = begun(0);
        taken.release();
        settlement.partitionsRevoked(PARTITIONS);
        settlement.partitionsAssigned(PARTITIONS);

        taken.settle();
        settlement.partitionsRevoked(PARTITIONS);

        assertThat(client.committed).isEqualTo(-1);
    }

    @Test
    void a_lost_partition_is_given_back_without_an_exception() {
        settlement.partitionsAssigned(PARTITIONS);
        begun(0).settle();
        client.failure = new CommitFailedException();

        assertThatCode(() -> settlement.partitionsRevoked(PARTITIONS)).doesNotThrowAnyException();
        assertThat(windows.oldest()).isEmpty();
        client.failure = null;
        settlement.partitionsAssigned(PARTITIONS);
        assertThat(begun(0)).isNotNull();
    }

    @Test
    void a_record_read_before_the_partition_went_away_and_came_back_is_left() {
        settlement.partitionsAssigned(PARTITIONS);

        assertThat(windowOf(50, GENERATION - 1).claim().isEnded()).isTrue();
        assertThat(windows.largest()).isZero();
    }

    @Test
    void a_record_whose_partition_was_assigned_without_telling_is_taken() {
        client.assign(Set.of(PARTITION));
        begun(7).settle();

        await().until(() -> client.committed == 8);
    }

    @Test
    void a_record_whose_partition_has_been_taken_away_is_left() {
        assertThat(windowOf(7, GENERATION).claim().isEnded()).isTrue();
    }

    @Test
    void many_settled_records_are_committed_without_waiting_for_the_interval() {
        settlement.terminate(true);
        Settlement seldom = settlement(Duration.ofHours(1), new Windows(30_000, Clock.systemUTC(), () -> {}));
        seldom.partitionsAssigned(PARTITIONS);
        PartitionWindow window = seldom.windows(GENERATION).apply(PARTITION);

        for (int offset = 0; offset < 20_000; offset++) {
            window.take(offset, Instant.EPOCH).settle();
        }

        await().until(() -> client.committed == 20_000);
        seldom.terminate(true);
    }
}
