package org.parkingrelay.overview;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.parkingrelay.overview.RelayView.Lag;
import org.parkingrelay.testing.MutableClock;
import org.parkingrelay.testing.TestBroker;

class GroupLagsTest {

    private static final TestBroker BROKER = TestBroker.shared();

    private final MutableClock clock = new MutableClock("2026-03-01T02:00:00Z");

    private static Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", (Object) BROKER.bootstrapServers()));
    }

    @Test
    void what_nobody_has_committed_yet_counts_and_what_is_not_there_does_not() throws Exception {
        String name = UUID.randomUUID().toString();
        String topic = "lag-" + name;
        BROKER.createTopic(topic, 2);
        assertThat(BROKER.read(topic)).isEmpty();
        for (int i = 0; i < 5; i++) {
            BROKER.publish(new org.apache.kafka.clients.producer.ProducerRecord<>(topic, i % 2, null, new byte[1]));
        }
        Map<String, List<String>> groups =
                Map.of("new-" + name, List.of(topic, "none-" + name), "old-" + name, List.of());
        try (Admin admin = admin();
                GroupLags lags = new GroupLags(groups, GroupLagsTest::admin, clock)) {
            admin.alterConsumerGroupOffsets(
                            "old-" + name, Map.of(new TopicPartition(topic, 0), new OffsetAndMetadata(1)))
                    .all()
                    .get();

            RelayView.Lags told = lags.now();

            assertThat(told.trouble()).isEmpty();
            assertThat(told.topics())
                    .containsExactly(new Lag("new-" + name, topic, 5), new Lag("old-" + name, topic, 4));
        }
    }

    @Test
    void who_comes_while_kafka_is_asked_is_told_what_is_known() throws Exception {
        CountDownLatch isAsked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        try (GroupLags lags = new GroupLags(
                Map.of(),
                () -> {
                    isAsked.countDown();
                    try {
                        answer.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    throw new ConfigurationException("down");
                },
                Clock.systemUTC())) {
            CompletableFuture<RelayView.Lags> first = CompletableFuture.supplyAsync(lags::now);
            isAsked.await();

            assertThat(CompletableFuture.supplyAsync(lags::now)
                            .get(5, TimeUnit.SECONDS)
                            .trouble())
                    .contains("Kafka is being asked; look again");

            answer.countDown();
            assertThat(first.get().trouble()).contains("Kafka does not answer (ConfigurationException)");
        }
    }

    @Test
    void an_answer_that_took_long_is_not_old_at_once() {
        AtomicInteger times = new AtomicInteger();
        try (GroupLags lags = new GroupLags(
                Map.of(),
                () -> {
                    times.incrementAndGet();
                    clock.advance(Duration.ofSeconds(20));
                    throw new ConfigurationException("down");
                },
                clock)) {
            lags.now();
            lags.now();
            assertThat(times).hasValue(1);

            clock.advance(Duration.ofSeconds(6));
            lags.now();
            assertThat(times).hasValue(2);
        }
    }
}
