package org.parkingrelay.intake;

import java.time.Clock;
import java.time.Instant;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.parkingrelay.delivery.Disposition;
import org.parkingrelay.intake.PartitionWindow.Taken;
import org.parkingrelay.outbox.RecordId;
import org.parkingrelay.retry.Claim;
import org.parkingrelay.telemetry.LogKey;
import org.parkingrelay.telemetry.LogLine;

/**
 * Lets the records of a poll in, one after the other, and settles each when it has come to its end:
 *
 * <pre>
 *   record ── room in its partition's window ── due ── permit of the gate ── work ──┬── settled
 *                                                                                   └── left
 * </pre>
 *
 * <p>A record that has to wait holds back those behind it. One whose partition has been taken away is left out: it is read again by
 * whoever has the partition now.
 */
public final class RecordInlet {

    private static final Logger LOG = Logger.getLogger(RecordInlet.class);
    /**
     * So many milliseconds at most a poll is taken in at one go. The thread that does it also reads answers, and in a relay that has just
     * started, whose code is not compiled yet, each record may take milliseconds.
     */
    private static final long LONGEST_GO = 20;

    private static final CompletableFuture<Void> NOW = CompletableFuture.completedFuture(null);

    private final BiFunction<ConsumerRecord<byte[], byte[]>, Claim, CompletionStage<Disposition>> work;
    private final AdmissionGate gate;
    private final RetryHold hold;
    private final Clock clock;
    private final Executor executor;

    /**
     * Builds an inlet.
     *
     * @param work takes a record to its disposition
     * @param hold holds records that are not due
     * @param executor goes on with what had to wait, so that who gives a permit back is not held up by the work of who gets it
     */
    public RecordInlet(
            BiFunction<ConsumerRecord<byte[], byte[]>, Claim, CompletionStage<Disposition>> work,
            AdmissionGate gate,
            RetryHold hold,
            Clock clock,
            Executor executor) {
        this.work = work;
        this.gate = gate;
        this.hold = hold;
        this.clock = clock;
        this.executor = executor;
    }

    /**
     * Lets all records of a poll in.
     *
     * @param windows of the partitions that they are from
     * @param dueAt when a record may be worked on, from its timestamp in milliseconds
     * @param afterOthers goes on, where a poll has taken long, once the calling thread has done what else waits for it
     * @return completes when the last is in; never fails
     */
    CompletionStage<Void> letIn(
            Iterable<ConsumerRecord<byte[], byte[]>> poll,
            Function<TopicPartition, PartitionWindow> windows,
            LongFunction<Instant> dueAt,
            Executor afterOthers) {
        Passage passage = new Passage(poll.iterator(), windows, dueAt, afterOthers);
        passage.goOn();
        return passage.done;
    }

    /** One poll on its way in. One thread at a time is in here. */
    private final class Passage {

        private final Iterator<ConsumerRecord<byte[], byte[]>> records;
        private final Function<TopicPartition, PartitionWindow> windows;
        private final LongFunction<Instant> dueAt;
        private final Executor afterOthers;
        private final Instant here = clock.instant();
        private final CompletableFuture<Void> done = new CompletableFuture<>();
        private @Nullable TopicPartition partition;
        private @Nullable PartitionWindow window;

        Passage(
                Iterator<ConsumerRecord<byte[], byte[]>> records,
                Function<TopicPartition, PartitionWindow> windows,
                LongFunction<Instant> dueAt,
                Executor afterOthers) {
            this.records = records;
            this.windows = windows;
            this.dueAt = dueAt;
            this.afterOthers = afterOthers;
        }

        void goOn() {
            long end = clock.millis() + LONGEST_GO;
            while (records.hasNext()) {
                if (clock.millis() > end) {
                    afterOthers.execute(this::goOn);
                    return;
                }
                CompletableFuture<Void> in = in(records.next());
                if (!in.isDone()) {
                    // Completed by the executor, as all that waits here.
                    CompletionStage<Void> later = in;
                    later.thenRun(this::goOn);
                    return;
                }
            }
            done.complete(null);
        }

        /** Completes when the record is in, or need not come in. */
        private CompletableFuture<Void> in(ConsumerRecord<byte[], byte[]> record) {
            PartitionWindow of = windowOf(record);
            return then(of.room(), () -> {
                if (of.claim().isEnded() && !gate.isClosed()) {
                    return NOW;
                }
                Instant due = dueAt.apply(record.timestamp());
                boolean isEarly = due.isAfter(here);
                Taken taken = of.take(record.offset(), isEarly ? due : here);
                return then(isEarly ? hold.until(due, of.claim()) : NOW, () -> admitted(record, taken));
            });
        }

        private PartitionWindow windowOf(ConsumerRecord<byte[], byte[]> record) {
            TopicPartition known = partition;
            PartitionWindow last = window;
            if (last != null
                    && known != null
                    && known.partition() == record.partition()
                    && known.topic().equals(record.topic())) {
                return last;
            }
            partition = new TopicPartition(record.topic(), record.partition());
            window = windows.apply(partition);
            return window;
        }
    }

    private CompletableFuture<Void> then(CompletableFuture<Void> before, Supplier<CompletableFuture<Void>> next) {
        return before.isDone() ? next.get() : before.thenComposeAsync(over -> next.get(), executor);
    }

    private CompletableFuture<Void> admitted(ConsumerRecord<byte[], byte[]> record, Taken taken) {
        if (taken.claim().isEnded() && !gate.isClosed()) {
            return NOW;
        }
        long bytes = sizeOf(record);
        return then(gate.enter(bytes), () -> {
            begin(record, taken, bytes);
            return NOW;
        });
    }

    private void begin(ConsumerRecord<byte[], byte[]> record, Taken taken, long bytes) {
        if (!taken.begin()) {
            gate.leave(bytes);
            return;
        }
        worked(record, taken.claim()).whenComplete((disposition, failure) -> {
            if (failure == null && !(disposition instanceof Disposition.Left)) {
                taken.settle();
            } else {
                taken.release();
            }
            gate.leave(bytes);
            if (failure != null) {
                Throwable cause = failure.getCause() == null ? failure : failure.getCause();
                LogLine.with(LogKey.FAULT, cause.getClass().getName())
                        .and(LogKey.RECORD, RecordId.of(record))
                        .log(LOG, Logger.Level.ERROR, "Record not settled; it is read again after the next start");
            }
        });
    }

    private CompletionStage<Disposition> worked(ConsumerRecord<byte[], byte[]> record, Claim claim) {
        try {
            return work.apply(record, claim);
        } catch (RuntimeException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    private static long sizeOf(ConsumerRecord<byte[], byte[]> record) {
        long key = record.key() == null ? 0 : record.key().length;
        long value = record.value() == null ? 0 : record.value().length;
        return key + value;
    }
}
