package org.parkingrelay.testing;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Dead letters as a relay writes them, with the header names of the README. */
public final class DeadLetters {

    private final Map<String, String> headers = new LinkedHashMap<>();
    private String key = "LOT-1";
    private byte[] value = new byte[0];

    private DeadLetters() {}

    /** One that says why. */
    public static DeadLetters of(String reason, String explanation, String value) {
        DeadLetters letter = new DeadLetters();
        letter.with("dead-letter-reason", explanation)
                .with("dead-letter-topic", "parking.gate-events.v1")
                .with("dead-letter-partition", "2")
                .with("dead-letter-offset", "4711")
                .with("relay-reason", reason)
                .with("relay-attempts", "0")
                .with("relay-timestamp", "1772331330000")
                .with("relay-first-seen", "2026-03-01T02:15:30.123Z")
                .with("relay-id", "parking.gate-events.v1-2-4711")
                .with("relay-redrives", "0");
        letter.value = value.getBytes(StandardCharsets.UTF_8);
        return letter;
    }

    /** One that WeChat Pay rejected. */
    public static DeadLetters rejected(String code, int attempts, String value) {
        return of("REJECTED", "WeChat Pay rejected the report: the openid is wrong", value)
                .with("relay-code", code)
                .with("relay-status", "400")
                .with("relay-request-id", "08F78BB5")
                .with("relay-circle", "mall")
                .with("relay-attempts", String.valueOf(attempts));
    }

    /** With another header, or another value of one. */
    public DeadLetters with(String header, String text) {
        headers.put(header, text);
        return this;
    }

    public DeadLetters key(String text) {
        key = text;
        return this;
    }

    public DeadLetters value(byte[] bytes) {
        value = bytes.clone();
        return this;
    }

    /** To be written to a partition at a time. */
    public ProducerRecord<byte[], byte[]> record(String topic, int partition, Instant at) {
        Headers all = new RecordHeaders();
        headers.forEach((name, text) -> all.add(name, text.getBytes(StandardCharsets.UTF_8)));
        return new ProducerRecord<>(
                topic, partition, at.toEpochMilli(), key.getBytes(StandardCharsets.UTF_8), value, all);
    }
}
