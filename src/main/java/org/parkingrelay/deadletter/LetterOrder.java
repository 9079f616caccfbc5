package org.parkingrelay.deadletter;

import java.util.Comparator;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** In which order letters are read, by the time at which they were written. */
public enum LetterOrder {
    NEWEST_FIRST,
    OLDEST_FIRST;

    private static final Comparator<ConsumerRecord<byte[], byte[]>> BY_TIME =
            Comparator.<ConsumerRecord<byte[], byte[]>>comparingLong(ConsumerRecord::timestamp)
                    .thenComparingInt(ConsumerRecord::partition)
                    .thenComparingLong(ConsumerRecord::offset);

    /** The record that is read first is the least. */
    Comparator<ConsumerRecord<byte[], byte[]>> comparator() {
        return this == NEWEST_FIRST ? BY_TIME.reversed() : BY_TIME;
    }
}
