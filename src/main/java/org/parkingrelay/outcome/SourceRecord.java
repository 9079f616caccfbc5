package org.parkingrelay.outcome;

/**
 * The record that an event was read from.
 *
 * @param place of the event in the record, from 0
 */
public record SourceRecord(String topic, int partition, long offset, int place) {

    /** The record's name, as in headers and logs: {@code topic-partition-offset}. */
    public String record() {
        return topic + "-" + partition + "-" + offset;
    }
}
