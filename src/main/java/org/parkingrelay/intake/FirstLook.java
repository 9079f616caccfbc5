package org.parkingrelay.intake;

import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.parkingrelay.contract.Decoded;
import org.parkingrelay.contract.GateRecord;
import org.parkingrelay.delivery.Delivery;
import org.parkingrelay.delivery.Disposition;
import org.parkingrelay.event.EventKind;
import org.parkingrelay.event.PassageEvent;
import org.parkingrelay.outbox.Origin;
import org.parkingrelay.telemetry.Tracing;

/**
 * Most records are of one car that is nobody's. They come to their end here, where a stage for each step would cost more than all the
 * steps; neither is there anything to keep, nor do they wait for the car's turn, since they change nothing. Thread-safe.
 */
final class FirstLook {

    /** So long the store may take to say who is nobody's, of many cars at once. After that each is asked for by itself. */
    private static final long PATIENCE_MILLIS = 200;

    private final RecordReader reader;
    private final Delivery delivery;
    private final String retryTopic;
    private final Endings endings;
    private final Tracing tracing;

    /** An event that may have come to its end, and what it comes to where it decides that itself. */
    private record Candidate(
            int place,
            ConsumerRecord<byte[], byte[]> record,
            Decoded.Event read,
            Origin origin,
            @Nullable Disposition decided) {}

    FirstLook(RecordReader reader, Delivery delivery, String retryTopic, Endings endings, Tracing tracing) {
        this.reader = reader;
        this.delivery = delivery;
        this.retryTopic = retryTopic;
        this.endings = endings;
        this.tracing = tracing;
    }

    /**
     * Which records of source topics have come to their end, and are counted and told: they may be settled. What must be read by a mapping
     * is not looked at, as that costs more than what is saved where it has to be read again.
     *
     * @param now asked for once for all, since that costs a tenth of what is to be done for one
     * @return their places
     */
    BitSet passing(List<ConsumerRecord<byte[], byte[]>> records, Instant now) {
        BitSet passing = new BitSet(records.size());
        List<Candidate> undecided = new ArrayList<>(records.size());
        List<PassageEvent> passages = new ArrayList<>(records.size());
        for (int place = 0; place < records.size(); place++) {
            Candidate candidate = candidate(records.get(place), place, now);
            if (candidate == null) {
                continue;
            }
            if (candidate.decided() instanceof Disposition.Skipped skipped) {
                passed(candidate, skipped, now);
                endings.ofMany(1, skipped);
                passing.set(place);
            } else if (candidate.decided() == null && candidate.read().event().kind() == EventKind.PASSAGE) {
                undecided.add(candidate);
                passages.add(candidate.read().event());
            }
        }
        BitSet nobodys = nobodysAmong(passages);
        for (int i = nobodys.nextSetBit(0); i >= 0; i = nobodys.nextSetBit(i + 1)) {
            passed(undecided.get(i), Delivery.NOBODYS, now);
            passing.set(undecided.get(i).place());
        }
        endings.ofMany(nobodys.cardinality(), Delivery.NOBODYS);
        return passing;
    }

    /** Null where it is none, and for a fault, which is met again, and told of, on the longer way. */
    private @Nullable Candidate candidate(ConsumerRecord<byte[], byte[]> record, int place, Instant now) {
        if (!reader.isCanonical(record.topic())) {
            return null;
        }
        Origin origin = Origin.of(record, retryTopic, now);
        Decoded decoded = reader.readCanonical(new GateRecord(origin.topic(), origin.timestamp(), record));
        if (!(decoded instanceof Decoded.Event read)) {
            return null;
        }
        try {
            Optional<Disposition> decided = delivery.decided(read.event(), origin.past(), now);
            return new Candidate(place, record, read, origin, decided.orElse(null));
        } catch (RuntimeException e) {
            return null;
        }
    }

    private BitSet nobodysAmong(List<PassageEvent> passages) {
        if (passages.isEmpty()) {
            return new BitSet();
        }
        try {
            return delivery.nobodysAmong(passages).toCompletableFuture().get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // Whoever asks for each waits for the store, and tells why.
            return new BitSet();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new BitSet();
        }
    }

    /** All but the counting, which is done for many at once. */
    private void passed(Candidate candidate, Disposition skipped, Instant now) {
        endings.begun(candidate.read().event(), candidate.origin().past(), candidate.origin());
        endings.kept(now, candidate.origin(), 0, candidate.read(), skipped);
        tracing.begin(candidate.record()).end(skipped.tag(), skipped.reasonTag());
    }

    /** What a record's only event comes to where it is skipped and that is known at once; then it is counted and told. */
    Optional<Disposition> at(Decoded decoded, Origin origin, Instant now) {
        if (origin.unfinished().of() > 0 || !(decoded instanceof Decoded.Event read)) {
            return Optional.empty();
        }
        Optional<Disposition> known = known(read, origin, now).filter(Disposition.Skipped.class::isInstance);
        known.ifPresent(skipped -> {
            endings.begun(read.event(), origin.past(), origin);
            endings.ofEvent(origin, 0, read, skipped);
        });
        return known;
    }

    /** A fault is met again, and told of, on the longer way. */
    private Optional<Disposition> known(Decoded.Event read, Origin origin, Instant now) {
        try {
            return delivery.known(read.event(), origin.past(), now);
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }
}
