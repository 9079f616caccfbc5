package org.parkingrelay.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;
import org.parkingrelay.testing.ManualTimer;
import org.parkingrelay.testing.MutableClock;

class LetterConsumersTest {

    private final MutableClock clock = new MutableClock("2026-03-01T00:00:00Z");
    private final ManualTimer timer = new ManualTimer(clock);
    private final List<MockConsumer<byte[], byte[]>> made = new CopyOnWriteArrayList<>();
    private final LetterConsumers consumers = new LetterConsumers(
            () -> {
                MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
                made.add(consumer);
                return consumer;
            },
            timer,
            () -> nanos(clock),
            Duration.ofMillis(100));

    private static long nanos(Clock clock) {
        return clock.millis() * 1_000_000;
    }

    @Test
    void the_next_request_takes_the_consumer_of_the_one_before() {
        assertThat(consumers.<Object>with("t", one -> one)).isSameAs(consumers.<Object>with("t", one -> one));
        assertThat(made).hasSize(1);
    }

    @Test
    void one_that_nobody_needs_for_a_minute_is_closed() {
        consumers.with("t", one -> one);
        timer.advance(Duration.ofSeconds(59));
        assertThat(made.get(0).closed()).isFalse();

        timer.advance(Duration.ofSeconds(2));

        assertThat(made.get(0).closed()).isTrue();
        consumers.with("t", one -> one);
        assertThat(made).hasSize(2);
    }

    @Test
    void a_fourth_at_a_time_is_told_to_come_again() {
        CountDownLatch end = new CountDownLatch(1);
        for (int i = 0; i < 3; i++) {
            CompletableFuture<Boolean> unused = CompletableFuture.supplyAsync(
                    () -> consumers.with("t", one -> {
                        try {
                            end.await();
                            return true;
                        } catch (InterruptedException e) {
                            throw new AssertionError(e);
                        }
                    }),
                    task -> new Thread(task).start());
        }
        await().until(() -> made.size() == 3);

        assertThatThrownBy(() -> consumers.with("t", one -> one))
                .isInstanceOf(LetterTopicException.class)
                .hasMessage("too many look at dead letters at once; try again in a few seconds");
        end.countDown();
        await().untilAsserted(() ->
                assertThat(consumers.<Object>with("t", one -> one)).isNotNull());
        assertThat(made).hasSize(3);
    }

    private void assertTold(RuntimeException failure, String text) {
        assertThatThrownBy(() -> consumers.with("t", one -> {
                    throw failure;
                }))
                .isInstanceOf(LetterTopicException.class)
                .hasMessage(text)
                .hasNoCause();
    }

    @Test
    void what_kafka_refuses_is_told_with_what_to_do_and_that_consumer_is_closed() {
        assertTold(
                new TopicAuthorizationException("t"),
                "Kafka does not allow the relay to read topic t; allow its user READ on it");
        assertTold(
                new SaslAuthenticationException("bad password hunter2"),
                "kafka.sasl.jaas.config holds a user or a password that Kafka refuses; check both and"
                        + " kafka.sasl.mechanism, and restart the relay");
        assertTold(
                new KafkaException("secret=hunter2"),
                "topic t cannot be read (KafkaException); check the topic and kafka.bootstrap.servers");
        assertThat(made).hasSize(3).allMatch(MockConsumer::closed);
    }

    @Test
    void the_end_closes_those_that_are_idle_and_later_those_that_are_in_use() {
        consumers.with("t", one -> {
            consumers.close();
            assertThat(made.get(0).closed()).isFalse();
            return one;
        });

        assertThat(made.get(0).closed()).isTrue();
    }
}
