package org.parkingrelay.redrive;

/** Where a copy went. */
public record Place(String topic, int partition, long offset) {

    /** As in headers and logs: {@code topic-partition-offset}. */
    public String id() {
        return topic + "-" + partition + "-" + offset;
    }
}
