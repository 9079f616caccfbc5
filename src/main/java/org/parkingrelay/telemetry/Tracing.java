package org.parkingrelay.telemetry;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Where traces go; the seam that keeps their library from the core, and their cost from who has none. */
public interface Tracing extends AutoCloseable {

    /** No traces. */
    static Tracing off() {
        return record -> Trace.NONE;
    }

    /** Begins the trace of a record, or continues the one that its producer began. */
    Trace begin(ConsumerRecord<byte[], byte[]> record);

    /** Sends what is left, for a short time. */
    @Override
    default void close() {
        // Where nothing is sent nothing is left.
    }
}
