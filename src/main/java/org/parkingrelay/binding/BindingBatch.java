package org.parkingrelay.binding;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;
import org.parkingrelay.binding.BindingRecord.Bad;
import org.parkingrelay.binding.BindingRecord.Flaw;
import org.parkingrelay.binding.BindingRecord.Good;
import org.parkingrelay.lookup.BindingChange;
import org.parkingrelay.lookup.BindingChange.Applied;
import org.parkingrelay.lookup.Bindings;
import org.parkingrelay.outbox.RecordId;
import org.parkingrelay.store.StoreFault;
import org.parkingrelay.telemetry.LogKey;
import org.parkingrelay.telemetry.LogLine;
import org.parkingrelay.telemetry.Meters;
import org.parkingrelay.telemetry.RelayMeter;

/**
 * Takes batches of records into the store, all changes of one begun together. What the store does not take is tried again until
 * it does; what it took is not. In which order the changes of one binding arrive makes no difference: the later one wins, and at the same
 * millisecond its end. For one thread.
 */
final class BindingBatch {

    private static final Logger LOG = Logger.getLogger(BindingBatch.class);

    /** The store's word for a key that holds something else. Waiting would not mend it, and it must hold up nobody else. */
    private static final String NOT_THE_RELAYS = "wrongtype";

    private static final String BAD = "bad";

    private final BindingDecoder decoder;
    private final Bindings bindings;
    private final Patience patience;
    private final Meters meters;
    private final BadRecords badRecords = new BadRecords();
    private boolean flushFails;

    private record Pending(String recordId, Good read) {}

    private record Tried(Pending record, CompletableFuture<Applied> applied) {}

    BindingBatch(BindingDecoder decoder, Bindings bindings, Patience patience, Meters meters) {
        this.decoder = decoder;
        this.bindings = bindings;
        this.patience = patience;
        this.meters = meters;
        // From zero, so that an alert sees the first.
        for (Flaw flaw : Flaw.values()) {
            meters.counter(RelayMeter.BINDING_RECORDS, BAD, flaw.tag());
        }
    }

    /** Returns when all of it is in the store for good. */
    void take(List<ConsumerRecord<byte[], byte[]>> records) {
        List<Pending> pending = new ArrayList<>(records.size());
        for (ConsumerRecord<byte[], byte[]> record : records) {
            BindingRecord read = decoder.read(record.key(), record.value(), record.timestamp());
            if (read instanceof Good good) {
                pending.add(new Pending(RecordId.of(record), good));
            } else if (read instanceof Bad bad) {
                leaveOut(RecordId.of(record), bad);
            }
        }
        for (int attempt = 1; !pending.isEmpty(); attempt++) {
            if (attempt > 1) {
                patience.pauseAfter(attempt - 1);
            }
            pending = tryAll(pending);
        }
        patience.untilDone(this::flush);
    }

    private void flush() {
        try {
            bindings.flush();
            flushFails = false;
        } catch (RuntimeException e) {
            if (!flushFails) {
                flushFails = true;
                LogLine.with(LogKey.REASON, StoreFault.of(e))
                        .log(LOG, Logger.Level.WARN, "The store cannot be made durable; it is tried again");
            }
            throw e;
        }
    }

    /** Returns what the store did not take. */
    private List<Pending> tryAll(List<Pending> pending) {
        List<Tried> tries = pending.stream()
                .map(record -> new Tried(record, apply(record.read())))
                .toList();
        patience.answerOf(
                () -> CompletableFuture.allOf(tries.stream().map(Tried::applied).toArray(CompletableFuture[]::new))
                        .handle((all, failure) -> true));
        List<Pending> left = new ArrayList<>();
        for (Tried tried : tries) {
            if (!tried.applied().isCompletedExceptionally()) {
                count(tagOf(tried.record().read().isBound(), tried.applied().join()), "none");
            } else if (tried.applied()
                    .handle((done, failure) -> isRefused(failure))
                    .join()) {
                leaveOut(
                        tried.record().recordId(),
                        new Bad(
                                Flaw.STORE,
                                "the store holds something else under its plate, which no look-up reads either;"
                                        + " delete that key and publish the record again"));
            } else {
                left.add(tried.record());
            }
        }
        return left;
    }

    private static boolean isRefused(Throwable failure) {
        return StoreFault.of(failure).equals(NOT_THE_RELAYS);
    }

    /** The strongest of what came of its plates. */
    private CompletableFuture<Applied> apply(Good record) {
        CompletableFuture<Applied> strongest = CompletableFuture.completedFuture(Applied.OLDER);
        for (BindingChange change : record.changes()) {
            strongest = strongest.thenCombine(bindings.apply(change), BindingBatch::stronger);
        }
        return strongest;
    }

    private static Applied stronger(Applied one, Applied other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    private static String tagOf(boolean isBound, Applied applied) {
        return applied == Applied.CHANGED
                ? (isBound ? "bound" : "ended")
                : applied.name().toLowerCase(Locale.ROOT);
    }

    private void leaveOut(String recordId, Bad bad) {
        count(BAD, bad.flaw().tag());
        badRecords.tell(recordId, bad);
    }

    private void count(String result, String reason) {
        meters.counter(RelayMeter.BINDING_RECORDS, result, reason).increment();
    }
}
