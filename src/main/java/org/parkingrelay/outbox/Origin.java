package org.parkingrelay.outbox;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.parkingrelay.delivery.DeferReason;
import org.parkingrelay.delivery.Past;

/**
 * Where a record first came from and what was tried since. On the retry topic its headers say so; on any other topic headers of
 * these names are a stranger's, and the record is its own origin.
 *
 * @param timestamp of the first record, in milliseconds
 * @param firstSeen when a relay first took it
 * @param past what was tried before it came back
 * @param unfinished which of its events are still to be done
 * @param redrives how often it was a dead letter that came back. Told by a header, which on a source topic anybody may write: who forges
 *     it only has a record of their own quarantined, or not quarantined, so it decides nothing else
 */
public record Origin(
        String topic,
        int partition,
        long offset,
        long timestamp,
        Instant firstSeen,
        Past past,
        Unfinished unfinished,
        int redrives) {

    static final String TOPIC = "relay-topic";
    static final String PARTITION = "relay-partition";
    static final String OFFSET = "relay-offset";
    /** Of the first record, in milliseconds: some vendors' events have no other time. */
    public static final String TIMESTAMP = "relay-timestamp";

    /** How often the record was a dead letter that was put back through the front door. */
    public static final String REDRIVES = "relay-redrives";

    private static final int MOST_REDRIVES = 1_000;

    static final String FIRST_SEEN = "relay-first-seen";
    static final String ATTEMPTS = "relay-attempts";
    static final String DEFERRED = "relay-deferred";
    static final String REJECTED = "relay-rejected";
    static final String EVENTS = "relay-events";

    /**
     * Headers of an earlier failure. They are replaced, never added to: {@code Headers.lastHeader} would find the oldest. On a
     * record from outside they prove nothing.
     */
    private static final List<String> OWN_PREFIXES = List.of("dead-letter-", "deserialization-failure-", "relay-");

    /** The origin of a record that was just taken. */
    public static Origin of(ConsumerRecord<byte[], byte[]> record, String retryTopic, Instant now) {
        Origin own = new Origin(
                record.topic(),
                record.partition(),
                record.offset(),
                record.timestamp(),
                now,
                Past.NONE,
                Unfinished.ALL,
                redrives(record.headers()));
        return record.topic().equals(retryTopic) ? read(record.headers()).orElse(own) : own;
    }

    private static Optional<Origin> read(Headers headers) {
        try {
            Past past = new Past(
                    Integer.parseInt(KafkaHeaders.text(headers, ATTEMPTS)),
                    Optional.of(DeferReason.valueOf(KafkaHeaders.text(headers, DEFERRED))),
                    Boolean.parseBoolean(KafkaHeaders.text(headers, REJECTED)));
            return Optional.of(new Origin(
                    KafkaHeaders.text(headers, TOPIC),
                    Integer.parseInt(KafkaHeaders.text(headers, PARTITION)),
                    Long.parseLong(KafkaHeaders.text(headers, OFFSET)),
                    Long.parseLong(KafkaHeaders.text(headers, TIMESTAMP)),
                    Instant.parse(KafkaHeaders.text(headers, FIRST_SEEN)),
                    past,
                    Unfinished.parse(KafkaHeaders.text(headers, EVENTS)),
                    redrives(headers)));
        } catch (IllegalArgumentException | DateTimeException e) {
            // Not the relay's own: somebody else writes to this topic.
            return Optional.empty();
        }
    }

    /** What a record's headers say of {@link #redrives}; 0 for anything but a small number. */
    public static int redrives(Headers headers) {
        String text = KafkaHeaders.text(headers, REDRIVES);
        // Asked of every record, of which hardly any has it: a thrown exception would cost as much as all else.
        if (text.isEmpty()) {
            return 0;
        }
        try {
            int told = Integer.parseInt(text);
            return told >= 0 && told <= MOST_REDRIVES ? told : 0;
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** Names the first record for good, in headers and logs: {@code topic-partition-offset}. */
    public String id() {
        return topic + "-" + partition + "-" + offset;
    }

    /** Whether a header of this name is written by a relay, or by the messaging layer it is modelled on. */
    public static boolean isOwn(String header) {
        return OWN_PREFIXES.stream().anyMatch(header::startsWith);
    }

    /** The headers of a record that are its producer's. */
    public static RecordHeaders foreign(Headers headers) {
        RecordHeaders foreign = new RecordHeaders();
        for (Header header : headers) {
            if (!isOwn(header.key())) {
                foreign.add(header);
            }
        }
        return foreign;
    }

    /** Adds a header; nothing where there is nothing to say. */
    public static void add(Headers headers, String name, String value) {
        if (!value.isEmpty()) {
            headers.add(name, value.getBytes(StandardCharsets.UTF_8));
        }
    }
}
