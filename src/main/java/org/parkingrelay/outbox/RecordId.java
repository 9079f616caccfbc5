package org.parkingrelay.outbox;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Names a record for good, in headers and logs: {@code topic-partition-offset}. */
public final class RecordId {

    private RecordId() {}

    /** The name of a record. */
    public static String of(ConsumerRecord<?, ?> record) {
        return record.topic() + "-" + record.partition() + "-" + record.offset();
    }
}
