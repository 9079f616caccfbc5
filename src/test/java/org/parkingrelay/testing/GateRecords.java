package org.parkingrelay.testing;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** Records as a consumer gets them, for tests without a broker. */
public final class GateRecords {

    /** The timestamp of every such record: 2024-03-01T02:15:31Z. */
    public static final long TIMESTAMP = 1_709_259_331_000L;

    private GateRecords() {}

    public static ConsumerRecord<byte[], byte[]> of(String topic, String value) {
        return of(topic, new RecordHeaders(), value.getBytes(StandardCharsets.UTF_8));
    }

    public static ConsumerRecord<byte[], byte[]> of(String topic, Headers headers, byte @Nullable [] value) {
        return new ConsumerRecord<>(
                topic, 0, 0, TIMESTAMP, TimestampType.CREATE_TIME, -1, -1, null, value, headers, Optional.empty());
    }
}
