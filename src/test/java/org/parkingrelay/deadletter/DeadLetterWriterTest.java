package org.parkingrelay.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.parkingrelay.delivery.DeadLetterReason;
import org.parkingrelay.delivery.Disposition;
import org.parkingrelay.outbox.Origin;
import org.parkingrelay.outbox.RecordWriter;
import org.parkingrelay.retry.Claim;
import org.parkingrelay.retry.TimerThread;
import org.parkingrelay.telemetry.Meters;
import org.parkingrelay.telemetry.RelayMeter;
import org.parkingrelay.testing.RecordWriters;
import org.parkingrelay.wechatpay.CallFacts;

class DeadLetterWriterTest {

    private static final Disposition.DeadLettered REJECTED = new Disposition.DeadLettered(
            DeadLetterReason.REJECTED,
            "WeChat Pay rejected the report: the openid is wrong",
            "mall",
            3,
            Optional.of(new CallFacts("api.mch.weixin.qq.com", 400, "PARAM_ERROR", "08F78BB5", "the openid is wrong")));

    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final TimerThread timer = new TimerThread();
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final RecordWriter outbox = RecordWriters.of(producer, timer, new Meters(registry));
    private final DeadLetterWriter writer = new DeadLetterWriter("dead-letters", outbox);
    private final Claim claim = new Claim();

    @AfterEach
    void close() {
        outbox.close();
        timer.close();
    }

    private static ConsumerRecord<byte[], byte[]> record(byte[] key, byte[] value) {
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>("parking.gate-events.v1", 2, 4711, key, value);
        record.headers().add("vendor", "kept".getBytes(StandardCharsets.UTF_8));
        record.headers().add("vendor", new byte[] {(byte) 0xFF});
        record.headers().add("relay-reason", "FORGED".getBytes(StandardCharsets.UTF_8));
        record.headers().add("dead-letter-reason", "old".getBytes(StandardCharsets.UTF_8));
        record.headers().add("deserialization-failure-data", "old".getBytes(StandardCharsets.UTF_8));
        return record;
    }

    private CompletableFuture<Boolean> write(byte[] key, byte[] value) {
        ConsumerRecord<byte[], byte[]> record = record(key, value);
        Origin origin = Origin.of(record, "retry", Instant.parse("2026-03-01T02:15:30.123Z"));
        return writer.write(record, REJECTED, origin, claim).toCompletableFuture();
    }

    private ProducerRecord<byte[], byte[]> awaitSent(int count) {
        await().until(() -> producer.history().size() == count);
        return producer.history().get(count - 1);
    }

    @Test
    void completes_only_when_kafka_has_confirmed() {
        CompletableFuture<Boolean> written = write(null, new byte[] {1});
        awaitSent(1);

        assertThat(written).isNotCompleted();
        producer.completeNext();
        await().untilAsserted(() -> assertThat(written).isCompletedWithValue(true));
    }

    @Test
    void writes_again_until_kafka_confirms() {
        CompletableFuture<Boolean> written = write(null, new byte[] {1});
        for (int failures = 1; failures <= 5; failures++) {
            awaitSent(failures);
            producer.errorNext(new TimeoutException("broker gone"));
        }
        awaitSent(6);

        assertThat(written).isNotCompleted();
        producer.completeNext();
        await().untilAsserted(() -> assertThat(written).isCompletedWithValue(true));
        assertThat(registry.get(RelayMeter.DEAD_LETTER_WRITE_FAILURES.id())
                        .counter()
                        .count())
                .isEqualTo(5);
    }

    @Test
    void says_that_nothing_is_confirmed_when_the_claim_ends() {
        CompletableFuture<Boolean> written = write(null, new byte[] {1});
        awaitSent(1);
        claim.end();
        producer.errorNext(new TimeoutException("broker gone"));

        await().untilAsserted(() -> assertThat(written).isCompletedWithValue(false));
        assertThat(producer.history()).hasSize(1);
    }

    @Test
    void copies_key_and_value_byte_by_byte() {
        byte[] key = {0, (byte) 0xFF};
        byte[] value = {'{', (byte) 0xD4, (byte) 0xC1};

        write(key, value);

        ProducerRecord<byte[], byte[]> letter = awaitSent(1);
        assertThat(letter.topic()).isEqualTo("dead-letters");
        assertThat(letter.key()).isEqualTo(key);
        assertThat(letter.value()).isEqualTo(value);
    }

    @Test
    void says_why_where_and_how_often_and_replaces_what_an_earlier_failure_said() {
        write(null, new byte[] {1});

        Map<String, String> headers = new LinkedHashMap<>();
        for (Header header : awaitSent(1).headers()) {
            headers.merge(header.key(), new String(header.value(), StandardCharsets.ISO_8859_1), (a, b) -> a + "," + b);
        }
        assertThat(headers)
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("vendor", "kept,\u00FF"),
                        Map.entry("dead-letter-reason", "WeChat Pay rejected the report: the openid is wrong"),
                        Map.entry("dead-letter-cause", "REJECTED"),
                        Map.entry("dead-letter-exception-class-name", "org.parkingrelay.delivery.DeadLetterReason"),
                        Map.entry("dead-letter-topic", "parking.gate-events.v1"),
                        Map.entry("dead-letter-partition", "2"),
                        Map.entry("dead-letter-offset", "4711"),
                        Map.entry("relay-reason", "REJECTED"),
                        Map.entry("relay-code", "PARAM_ERROR"),
                        Map.entry("relay-status", "400"),
                        Map.entry("relay-request-id", "08F78BB5"),
                        Map.entry("relay-attempts", "3"),
                        Map.entry("relay-timestamp", "-1"),
                        Map.entry("relay-first-seen", "2026-03-01T02:15:30.123Z"),
                        Map.entry("relay-circle", "mall"),
                        Map.entry("relay-id", "parking.gate-events.v1-2-4711"),
                        Map.entry("relay-redrives", "0")));
    }
}
