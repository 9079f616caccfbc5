package org.parkingrelay.intake;

import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.parkingrelay.contract.Decoded;
import org.parkingrelay.contract.GateRecord;
import org.parkingrelay.delivery.Delivery;
import org.parkingrelay.delivery.Disposition;
import org.parkingrelay.delivery.Past;
import org.parkingrelay.event.PassageEvent;
import org.parkingrelay.outbox.Origin;
import org.parkingrelay.telemetry.Tracing;

/**
 * Most records are of one car that is nobody's. They come to their end here, where a stage for each step would cost more than all the
 * steps; neither is there anything to keep, nor do they wait for the car's turn, since they change nothing. Thread-safe.
 */
final class FirstLook {

    private final RecordReader reader;
    private final Delivery delivery;
    private final String retryTopic;
    private final Endings endings;
    private final Tracing tracing;

    FirstLook(RecordReader reader, Delivery delivery, String retryTopic, Endings endings, Tracing tracing) {
        this.reader = reader;
        this.delivery = delivery;
        this.retryTopic = retryTopic;
        this.endings = endings;
        this.tracing = tracing;
    }

    /**
     * Whether a record has come to its end: it may be settled. What must be read by a mapping is not looked at, as that costs more than
     * what is saved where it has to be read again.
     *
     * @param now asked for once for many records, since that costs a tenth of all that is to be done for one
     */
    boolean passes(ConsumerRecord<byte[], byte[]> record, Instant now) {
        if (!reader.isCanonical(record.topic())) {
            return false;
        }
        Origin origin = Origin.of(record, retryTopic, now);
        Decoded decoded = reader.readCanonical(new GateRecord(origin.topic(), origin.timestamp(), record));
        Optional<Disposition> skipped = at(decoded, origin, now);
        skipped.ifPresent(ended -> {
            tracing.begin(record).end(ended.tag(), ended.reasonTag());
            endings.ofRecord(origin, ended);
        });
        return skipped.isPresent();
    }

    /** What a record's only event comes to where it is skipped and that is known at once; then it is counted and told. */
    Optional<Disposition> at(Decoded decoded, Origin origin, Instant now) {
        if (origin.unfinished().of() > 0 || !(decoded instanceof Decoded.Event read)) {
            return Optional.empty();
        }
        Optional<Disposition> known = known(read.event(), origin.past(), now);
        if (known.isEmpty() || !(known.get() instanceof Disposition.Skipped)) {
            return Optional.empty();
        }
        endings.begun(read.event(), origin.past(), origin);
        endings.ofEvent(origin, 0, read, known.get());
        return known;
    }

    /** A fault is met again, and told of, on the longer way. */
    private Optional<Disposition> known(PassageEvent event, Past past, Instant now) {
        try {
            return delivery.known(event, past, now);
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }
}
