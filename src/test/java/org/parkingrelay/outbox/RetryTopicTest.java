package org.parkingrelay.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.parkingrelay.delivery.DeferReason;
import org.parkingrelay.delivery.Disposition;
import org.parkingrelay.delivery.Past;
import org.parkingrelay.retry.Claim;
import org.parkingrelay.retry.TimerThread;
import org.parkingrelay.telemetry.Meters;
import org.parkingrelay.testing.RecordWriters;

class RetryTopicTest {

    private static final String TOPIC = "parking.gate-events.retry";
    private static final Instant SEEN = Instant.parse("2026-03-01T02:15:30.123Z");
    private static final byte[] KEY = {0, (byte) 0xFF};
    private static final byte[] VALUE = {'{', (byte) 0xD4, (byte) 0xC1};

    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final TimerThread timer = new TimerThread();
    private final RecordWriter writer = RecordWriters.of(producer, timer, new Meters(new SimpleMeterRegistry()));
    private final RetryTopic retryTopic = new RetryTopic(TOPIC, writer);

    @AfterEach
    void close() {
        writer.close();
        timer.close();
    }

    private static ConsumerRecord<byte[], byte[]> record(String topic) {
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(topic, 2, 4711, KEY, VALUE);
        record.headers().add("vendor", "kept".getBytes(StandardCharsets.UTF_8));
        record.headers().add("relay-attempts", "99".getBytes(StandardCharsets.UTF_8));
        return record;
    }

    private static final Unfinished UNFINISHED =
            new Unfinished(Map.of(3, new Past(7, Optional.of(DeferReason.UNAVAILABLE), true)), 5);

    private ConsumerRecord<byte[], byte[]> putAside(
            ConsumerRecord<byte[], byte[]> record, Disposition.Deferred why, Origin origin) {
        int written = producer.history().size();
        assertThat(retryTopic
                        .write(record, why, UNFINISHED, origin, new Claim())
                        .toCompletableFuture()
                        .join())
                .isTrue();
        await().until(() -> producer.history().size() == written + 1);
        ProducerRecord<byte[], byte[]> copy = producer.history().get(written);
        assertThat(copy.topic()).isEqualTo(TOPIC);
        ConsumerRecord<byte[], byte[]> read = new ConsumerRecord<>(TOPIC, 0, written, copy.key(), copy.value());
        copy.headers().forEach(read.headers()::add);
        return read;
    }

    @Test
    void a_record_comes_back_with_its_bytes_and_with_what_is_known_of_it() {
        ConsumerRecord<byte[], byte[]> record = record("parking.gate-events.v1");
        Origin origin = Origin.of(record, TOPIC, SEEN);

        ConsumerRecord<byte[], byte[]> again =
                putAside(record, new Disposition.Deferred(DeferReason.UNAVAILABLE, 7, true), origin);

        assertThat(again.key()).isEqualTo(KEY);
        assertThat(again.value()).isEqualTo(VALUE);
        assertThat(again.headers().lastHeader("vendor").value()).isEqualTo("kept".getBytes(StandardCharsets.UTF_8));
        assertThat(Origin.of(again, TOPIC, Instant.now()))
                .isEqualTo(new Origin(
                        "parking.gate-events.v1",
                        2,
                        4711,
                        record.timestamp(),
                        SEEN,
                        new Past(7, Optional.of(DeferReason.UNAVAILABLE), true),
                        UNFINISHED,
                        0));
    }

    @Test
    void going_round_twice_replaces_what_was_said_and_keeps_where_it_came_from() {
        Origin origin = Origin.of(record("parking.gate-events.v1"), TOPIC, SEEN);
        ConsumerRecord<byte[], byte[]> once = putAside(
                record("parking.gate-events.v1"), new Disposition.Deferred(DeferReason.BUSY, 1, false), origin);

        ConsumerRecord<byte[], byte[]> twice = putAside(
                once, new Disposition.Deferred(DeferReason.THROTTLED, 3, false), Origin.of(once, TOPIC, Instant.now()));

        assertThat(twice.headers().headers("relay-attempts")).hasSize(1);
        Origin last = Origin.of(twice, TOPIC, Instant.now());
        assertThat(last.id()).isEqualTo("parking.gate-events.v1-2-4711");
        assertThat(last.firstSeen()).isEqualTo(SEEN);
        assertThat(last.past()).isEqualTo(new Past(3, Optional.of(DeferReason.THROTTLED), false));
    }

    @Test
    void what_a_stranger_writes_is_its_own_origin() {
        assertThat(Origin.of(record("parking.gate-events.v1"), TOPIC, SEEN).past())
                .as("headers on a source topic prove nothing")
                .isEqualTo(Past.NONE);
        assertThat(Origin.of(record(TOPIC), TOPIC, SEEN).id())
                .as("on the retry topic they must be complete")
                .isEqualTo(TOPIC + "-2-4711");
    }

    @Test
    void how_often_a_record_was_redriven_goes_round_with_it_and_nonsense_counts_as_never() {
        ConsumerRecord<byte[], byte[]> record = record("parking.gate-events.v1");
        record.headers().add("relay-redrives", "2".getBytes(StandardCharsets.UTF_8));
        Origin origin = Origin.of(record, TOPIC, SEEN);

        ConsumerRecord<byte[], byte[]> again =
                putAside(record, new Disposition.Deferred(DeferReason.BUSY, 0, false), origin);

        assertThat(origin.redrives()).isEqualTo(2);
        assertThat(Origin.of(again, TOPIC, Instant.now()).redrives()).isEqualTo(2);
        for (String nonsense : List.of("-1", "1001", "99999999999", "two", "")) {
            record.headers().add("relay-redrives", nonsense.getBytes(StandardCharsets.UTF_8));
            assertThat(Origin.of(record, TOPIC, SEEN).redrives()).as(nonsense).isZero();
        }
    }
}
