package org.parkingrelay.outbox;

import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.parkingrelay.delivery.Disposition;
import org.parkingrelay.retry.Claim;
import org.parkingrelay.telemetry.RelayMeter;

/**
 * Puts records aside for later. Key, value and the producer's headers are copied byte by byte; the record's own timestamp is when
 * it was put aside, from which the delay counts.
 */
public final class RetryTopic {

    private final String topic;
    private final RecordWriter writer;

    public RetryTopic(String topic, RecordWriter writer) {
        this.topic = topic;
        this.writer = writer;
    }

    /** The topic's name. */
    public String name() {
        return topic;
    }

    /** Puts a record aside for the sake of its unfinished events; says whether Kafka has confirmed it, false only where the claim ended first. */
    public CompletionStage<Boolean> write(
            ConsumerRecord<byte[], byte[]> record,
            Disposition.Deferred why,
            Unfinished unfinished,
            Origin origin,
            Claim claim) {
        Headers headers = Origin.foreign(record.headers());
        Origin.add(headers, Origin.TOPIC, origin.topic());
        Origin.add(headers, Origin.PARTITION, String.valueOf(origin.partition()));
        Origin.add(headers, Origin.OFFSET, String.valueOf(origin.offset()));
        Origin.add(headers, Origin.TIMESTAMP, String.valueOf(origin.timestamp()));
        Origin.add(headers, Origin.FIRST_SEEN, origin.firstSeen().toString());
        Origin.add(headers, Origin.ATTEMPTS, String.valueOf(why.attempts()));
        Origin.add(headers, Origin.DEFERRED, why.reason().name());
        Origin.add(headers, Origin.REJECTED, String.valueOf(why.rejected()));
        Origin.add(headers, Origin.EVENTS, unfinished.text());
        Origin.add(headers, Origin.REDRIVES, String.valueOf(origin.redrives()));
        ProducerRecord<byte[], byte[]> copy = new ProducerRecord<>(topic, null, record.key(), record.value(), headers);
        return writer.write(copy, RelayMeter.RETRY_WRITE_FAILURES, origin.id(), claim);
    }
}
