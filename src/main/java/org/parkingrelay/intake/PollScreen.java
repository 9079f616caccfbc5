package org.parkingrelay.intake;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import org.parkingrelay.outbox.RecordId;
import org.parkingrelay.telemetry.LogKey;
import org.parkingrelay.telemetry.LogLine;

/**
 * Looks at each poll on the thread that made it, before the messaging layer has it, and lets pass what comes to its end at a first look.
 * Most cars are nobody's, and to hand one over costs more than all that is to be decided of it.
 *
 * <pre>
 *   poll ──┬── passed: settled in its partition's window
 *          └── expected there ── the messaging layer ── inlet
 * </pre>
 *
 * <p>Thread-safe, for polls of different partitions.
 */
public final class PollScreen {

    private static final Logger LOG = Logger.getLogger(PollScreen.class);

    private final Windows windows;
    private final BiPredicate<ConsumerRecord<byte[], byte[]>, Instant> firstLook;
    private final Clock clock;

    /**
     * Builds a screen.
     *
     * @param firstLook whether there is nothing more to be done for a record at this time, and it has counted it. Quick, and waits for
     *     nobody
     */
    public PollScreen(Windows windows, BiPredicate<ConsumerRecord<byte[], byte[]>, Instant> firstLook, Clock clock) {
        this.windows = windows;
        this.firstLook = firstLook;
        this.clock = clock;
    }

    /** What is left of a poll. Never fails. */
    ConsumerRecords<byte[], byte[]> screened(ConsumerRecords<byte[], byte[]> poll) {
        if (poll.isEmpty()) {
            return poll;
        }
        Instant now = clock.instant();
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> left = new HashMap<>();
        for (TopicPartition partition : poll.partitions()) {
            List<ConsumerRecord<byte[], byte[]>> records = poll.records(partition);
            PartitionWindow window = windows.assigned(partition);
            List<ConsumerRecord<byte[], byte[]>> expected = window == null ? records : expected(records, window, now);
            if (!expected.isEmpty()) {
                left.put(partition, expected);
            }
        }
        return new ConsumerRecords<>(left, poll.nextOffsets());
    }

    private List<ConsumerRecord<byte[], byte[]>> expected(
            List<ConsumerRecord<byte[], byte[]>> records, PartitionWindow window, Instant now) {
        List<ConsumerRecord<byte[], byte[]>> expected = new ArrayList<>();
        int mayPass = window.mayPass();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            // Asked again only where it may be that there is no more room.
            mayPass = mayPass > 0 ? mayPass : window.mayPass();
            if (mayPass > 0 && passes(record, now)) {
                window.pass(record.offset());
            } else {
                window.expect(record.offset(), now);
                expected.add(record);
            }
            mayPass--;
        }
        return expected;
    }

    /** A fault is met again, and told of, on the longer way. */
    private boolean passes(ConsumerRecord<byte[], byte[]> record, Instant now) {
        try {
            return firstLook.test(record, now);
        } catch (RuntimeException e) {
            LogLine.with(LogKey.FAULT, e.getClass().getName())
                    .and(LogKey.RECORD, RecordId.of(record))
                    .log(LOG, Logger.Level.DEBUG, "Not decided at a first look");
            return false;
        }
    }
}
