package org.parkingrelay.intake;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import org.parkingrelay.telemetry.LogKey;
import org.parkingrelay.telemetry.LogLine;

/**
 * Looks at each poll on the thread that made it, before the messaging layer has it, and lets pass what comes to its end at a first look.
 * Most cars are nobody's, and to hand one over costs more than all that is to be decided of it.
 *
 * <pre>
 *   poll ── first look ──┬── passed: settled in its partition's window
 *                        └── expected there ── the messaging layer ── inlet
 * </pre>
 *
 * <p>Thread-safe, for polls of different partitions.
 */
public final class PollScreen {

    private static final Logger LOG = Logger.getLogger(PollScreen.class);

    private final Windows windows;
    private final BiFunction<List<ConsumerRecord<byte[], byte[]>>, Instant, BitSet> firstLook;
    private final Clock clock;

    /** The records of a partition, and from which place on they are among all that are looked at. */
    private record Looked(PartitionWindow window, List<ConsumerRecord<byte[], byte[]>> records, int from) {

        /** Tells the window of each record in its order; the result is what is to be taken. */
        List<ConsumerRecord<byte[], byte[]>> expected(BitSet passing, Instant now) {
            List<ConsumerRecord<byte[], byte[]>> expected = new ArrayList<>();
            int next = 0;
            while (next < records.size()) {
                int end = Math.min(passing.nextClearBit(from + next) - from, records.size());
                if (end > next) {
                    window.pass(records.get(next).offset(), records.get(end - 1).offset(), end - next);
                }
                if (end < records.size()) {
                    window.expect(records.get(end).offset(), now);
                    expected.add(records.get(end));
                }
                next = end + 1;
            }
            return expected;
        }
    }

    /**
     * Builds a screen.
     *
     * @param firstLook the places of records for which there is nothing more to be done at this time, and which it has counted. Keeps the
     *     polling thread, so it must be quick
     */
    public PollScreen(
            Windows windows, BiFunction<List<ConsumerRecord<byte[], byte[]>>, Instant, BitSet> firstLook, Clock clock) {
        this.windows = windows;
        this.firstLook = firstLook;
        this.clock = clock;
    }

    /** What is left of a poll. Never fails. */
    ConsumerRecords<byte[], byte[]> screened(ConsumerRecords<byte[], byte[]> poll) {
        if (poll.isEmpty()) {
            return poll;
        }
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> left = new HashMap<>();
        Map<TopicPartition, Looked> looked = new HashMap<>();
        List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>(poll.count());
        for (TopicPartition partition : poll.partitions()) {
            List<ConsumerRecord<byte[], byte[]>> records = poll.records(partition);
            PartitionWindow window = windows.assigned(partition);
            // What the relay has to leave, whoever has the partition next reads.
            if (window == null || window.claim().isEnded()) {
                left.put(partition, records);
            } else {
                looked.put(partition, new Looked(window, records, all.size()));
                all.addAll(records);
            }
        }
        Instant now = clock.instant();
        BitSet passing = passing(all, now);
        looked.forEach((partition, of) -> {
            List<ConsumerRecord<byte[], byte[]>> expected = of.expected(passing, now);
            if (!expected.isEmpty()) {
                left.put(partition, expected);
            }
        });
        return new ConsumerRecords<>(left, poll.nextOffsets());
    }

    /** A fault is met again, and told of, on the longer way. */
    private BitSet passing(List<ConsumerRecord<byte[], byte[]>> records, Instant now) {
        try {
            return firstLook.apply(records, now);
        } catch (RuntimeException e) {
            LogLine.with(LogKey.FAULT, e.getClass().getName())
                    .log(LOG, Logger.Level.DEBUG, "Not decided at a first look");
            return new BitSet();
        }
    }
}
