package org.parkingrelay.contract;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A record as its producer wrote it. A copy on the retry topic has the topic and time of its original, which decide how it is
 * read.
 *
 * @param topic where the producer wrote it
 * @param timestamp of the producer's record, in milliseconds
 * @param raw key, value and headers
 */
public record GateRecord(String topic, long timestamp, ConsumerRecord<byte[], byte[]> raw) {

    /** A record that is read from where its producer wrote it. */
    public static GateRecord of(ConsumerRecord<byte[], byte[]> raw) {
        return new GateRecord(raw.topic(), raw.timestamp(), raw);
    }

    /** The bytes, null for a tombstone. */
    public byte @Nullable [] value() {
        return raw.value();
    }

    /** The last value of a header as UTF-8, or null where there is no such header; empty where its value is null. */
    public @Nullable String header(String name) {
        Header header = raw.headers().lastHeader(name);
        if (header == null) {
            return null;
        }
        return header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
