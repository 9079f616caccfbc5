package org.parkingrelay.deadletter;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.parkingrelay.delivery.DeadLetterReason;
import org.parkingrelay.outbox.KafkaHeaders;
import org.parkingrelay.outbox.Origin;

/**
 * A record of the dead-letter topic, with what its headers say. Others may write to the topic too, so nothing is relied on: what a
 * header does not tell is empty.
 *
 * @param at when it was written
 * @param reason the constant's name of a {@link DeadLetterReason}, or whatever stands there
 * @param explanation in plain words, free of personal data where the relay wrote it
 * @param code WeChat Pay's
 * @param status of HTTP
 * @param requestId WeChat Pay's name of the call
 * @param attempts calls of WeChat Pay
 * @param circle the circle's name
 * @param source the record that it is a copy of; without one it cannot be redriven
 * @param firstSeen when a relay first took that record
 * @param redrives how often it, or what it is a copy of, was redriven before
 * @param raw key, value and headers: personal
 */
public record DeadLetter(
        LetterId id,
        Instant at,
        String reason,
        String explanation,
        String code,
        String status,
        String requestId,
        int attempts,
        String circle,
        Optional<Source> source,
        Optional<Instant> firstSeen,
        int redrives,
        ConsumerRecord<byte[], byte[]> raw) {

    /**
     * A record of a source topic.
     *
     * @param timestamp in milliseconds
     */
    public record Source(String topic, int partition, long offset, long timestamp) {

        /** As in headers and logs: {@code topic-partition-offset}. */
        public String id() {
            return topic + "-" + partition + "-" + offset;
        }
    }

    /** Reads the headers of a record of the dead-letter topic. Never fails. */
    public static DeadLetter of(ConsumerRecord<byte[], byte[]> raw) {
        Headers headers = raw.headers();
        return new DeadLetter(
                new LetterId(raw.partition(), raw.offset()),
                Instant.ofEpochMilli(raw.timestamp()),
                KafkaHeaders.text(headers, DeadLetterHeaders.REASON),
                KafkaHeaders.text(headers, DeadLetterHeaders.EXPLANATION),
                KafkaHeaders.text(headers, DeadLetterHeaders.CODE),
                KafkaHeaders.text(headers, DeadLetterHeaders.STATUS),
                KafkaHeaders.text(headers, DeadLetterHeaders.REQUEST_ID),
                number(headers, DeadLetterHeaders.ATTEMPTS),
                KafkaHeaders.text(headers, DeadLetterHeaders.CIRCLE),
                source(headers, raw.timestamp()),
                instant(KafkaHeaders.text(headers, DeadLetterHeaders.FIRST_SEEN)),
                Origin.redrives(headers),
                raw);
    }

    private static int number(Headers headers, String name) {
        try {
            return Integer.parseInt(KafkaHeaders.text(headers, name));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static Optional<Instant> instant(String text) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Where the first record's time is not told, as by SmallRye's own dead letters, the letter's is taken. */
    private static Optional<Source> source(Headers headers, long timestamp) {
        String topic = KafkaHeaders.text(headers, DeadLetterHeaders.TOPIC);
        String told = KafkaHeaders.text(headers, DeadLetterHeaders.TIMESTAMP);
        if (topic.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Source(
                    topic,
                    Integer.parseInt(KafkaHeaders.text(headers, DeadLetterHeaders.PARTITION)),
                    Long.parseLong(KafkaHeaders.text(headers, DeadLetterHeaders.OFFSET)),
                    told.isEmpty() ? timestamp : Long.parseLong(told)));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** The reason, where it is one of this relay's. */
    public Optional<DeadLetterReason> knownReason() {
        return Arrays.stream(DeadLetterReason.values())
                .filter(known -> known.name().equals(reason))
                .findFirst();
    }

    /** Hides what is personal. */
    @Override
    public String toString() {
        return "DeadLetter[" + id.text() + ", " + reason + "]";
    }
}
