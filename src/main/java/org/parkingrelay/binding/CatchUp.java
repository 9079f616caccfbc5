package org.parkingrelay.binding;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import org.parkingrelay.telemetry.LogKey;
import org.parkingrelay.telemetry.LogLine;

/**
 * Whether the store has what the topic held when the relay began to follow it. Until then a member who is not found may only not
 * have been read yet. Once it is so it stays so, unless the store loses its data. Changed by one thread, asked by all.
 */
public final class CatchUp {

    private static final Logger LOG = Logger.getLogger(CatchUp.class);

    private static final long UNKNOWN = -1;

    /** Of each partition that is not read so far: where it ended. */
    private final Map<TopicPartition, Long> ends = new HashMap<>();

    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private volatile boolean isDone;
    /** A topic that cannot be seen for a moment, or may not be read any more, is no reason to take those it names for strangers. */
    private boolean isBegun;

    private volatile long toGo = UNKNOWN;
    private long records;
    private long begunNanos;

    /** Whether look-ups may be answered. */
    public boolean isDone() {
        return isDone;
    }

    /** For people: what is missing; empty where nothing is. */
    public Optional<String> missing() {
        if (isDone) {
            return Optional.empty();
        }
        long left = toGo;
        return Optional.of(left == UNKNOWN ? "waits for Kafka to say what there is" : left + " records to go");
    }

    /** There is nothing to wait for; of no effect once there was something. */
    public void nothingToRead() {
        if (!isBegun) {
            isDone = true;
        }
    }

    /** The store has lost what it had. */
    void lost() {
        isBegun = true;
        isDone = false;
        toGo = UNKNOWN;
    }

    /**
     * Sets out to read to the ends that the partitions have now; without effect where that was done before. Where it was only
     * begun, it goes on to the new ends.
     */
    void begin(Map<TopicPartition, Long> from, Map<TopicPartition, Long> to) {
        if (isDone) {
            return;
        }
        isBegun = true;
        ends.clear();
        ends.putAll(to);
        positions.clear();
        positions.putAll(from);
        if (toGo == UNKNOWN) {
            records = 0;
            begunNanos = System.nanoTime();
            count();
            if (toGo > 0) {
                tell("The store is being filled from the topic, and look-ups wait: " + toGo + " records to go");
            }
        }
        look();
    }

    /** Takes down how far a partition has been read into the store. */
    void reached(TopicPartition partition, long position, int read) {
        if (!isDone) {
            positions.put(partition, position);
            records += read;
            look();
        }
    }

    private void look() {
        count();
        if (toGo == 0) {
            long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begunNanos);
            tell("The store has what the topic held: " + records + " records read in " + seconds + " s");
            isDone = true;
        }
    }

    private void count() {
        long left = 0;
        for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
            left += Math.max(0, end.getValue() - positions.getOrDefault(end.getKey(), 0L));
        }
        toGo = left;
    }

    private void tell(String sentence) {
        String topic =
                ends.keySet().stream().findFirst().map(TopicPartition::topic).orElse("");
        LogLine.with(LogKey.TOPIC, topic).log(LOG, Logger.Level.INFO, sentence);
    }
}
