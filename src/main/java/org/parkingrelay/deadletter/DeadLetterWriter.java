package org.parkingrelay.deadletter;

import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jboss.logging.Logger;
import org.parkingrelay.delivery.Disposition;
import org.parkingrelay.outbox.Origin;
import org.parkingrelay.outbox.RecordWriter;
import org.parkingrelay.retry.Claim;
import org.parkingrelay.telemetry.LogKey;
import org.parkingrelay.telemetry.LogLine;
import org.parkingrelay.telemetry.RelayMeter;

/** Writes dead letters. Key, value and headers of the original are copied byte by byte. */
public final class DeadLetterWriter {

    private static final Logger LOG = Logger.getLogger(DeadLetterWriter.class);

    private final String topic;
    private final RecordWriter writer;

    public DeadLetterWriter(String topic, RecordWriter writer) {
        this.topic = topic;
        this.writer = writer;
    }

    /** Writes a dead letter; says whether Kafka has confirmed it, false only where the claim ended first. */
    public CompletionStage<Boolean> write(
            ConsumerRecord<byte[], byte[]> record, Disposition.DeadLettered why, Origin origin, Claim claim) {
        ProducerRecord<byte[], byte[]> letter = new ProducerRecord<>(
                topic, null, record.key(), record.value(), DeadLetterHeaders.of(record, why, origin));
        return writer.write(letter, RelayMeter.DEAD_LETTER_WRITE_FAILURES, origin.id(), claim)
                .thenApply(confirmed -> {
                    if (confirmed) {
                        tell(why, origin);
                    }
                    return confirmed;
                });
    }

    private static void tell(Disposition.DeadLettered why, Origin origin) {
        LogLine line = LogLine.with(LogKey.RECORD, origin.id())
                .and(LogKey.REASON, why.reason().name())
                .and(LogKey.NOTE, why.explanation())
                .and(LogKey.CIRCLE, why.circle());
        why.call()
                .ifPresent(call -> line.and(LogKey.STATUS, call.status())
                        .and(LogKey.CODE, call.code())
                        .and(LogKey.REQUEST_ID, call.requestId()));
        line.log(LOG, Logger.Level.WARN, "Dead letter written");
    }
}
