package org.parkingrelay.deadletter;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.parkingrelay.delivery.Disposition;
import org.parkingrelay.wechatpay.CallFacts;

/**
 * The headers of a dead letter: those of the original, then why, when, where and how often tried. The names that begin with
 * {@code dead-letter-} are SmallRye's, so that stock tools understand them. All values are text in UTF-8 and free of
 * personal data.
 */
final class DeadLetterHeaders {

    /**
     * Headers of an earlier failure. They are replaced, never added to: {@code Headers.lastHeader} would find the oldest. On a
     * record from outside they prove nothing.
     */
    private static final List<String> OWN_PREFIXES = List.of("dead-letter-", "deserialization-failure-", "relay-");

    private DeadLetterHeaders() {}

    static Headers of(ConsumerRecord<byte[], byte[]> record, Disposition.DeadLettered why, Instant firstSeen) {
        RecordHeaders headers = new RecordHeaders();
        for (Header header : record.headers()) {
            if (OWN_PREFIXES.stream().noneMatch(header.key()::startsWith)) {
                headers.add(header);
            }
        }
        add(headers, "dead-letter-reason", why.explanation());
        add(
                headers,
                "dead-letter-exception-class-name",
                why.reason().getDeclaringClass().getName());
        add(headers, "dead-letter-cause", why.reason().name());
        add(headers, "dead-letter-topic", record.topic());
        add(headers, "dead-letter-partition", String.valueOf(record.partition()));
        add(headers, "dead-letter-offset", String.valueOf(record.offset()));
        add(headers, "relay-reason", why.reason().name());
        add(headers, "relay-attempts", String.valueOf(why.attempts()));
        add(headers, "relay-first-seen", firstSeen.toString());
        add(headers, "relay-circle", why.circle());
        add(headers, "relay-id", RecordId.of(record));
        add(headers, "relay-redrives", "0");
        why.call().ifPresent(call -> addCall(headers, call));
        return headers;
    }

    private static void addCall(Headers headers, CallFacts call) {
        add(headers, "relay-code", call.code());
        add(headers, "relay-status", call.status() == 0 ? "" : String.valueOf(call.status()));
        add(headers, "relay-request-id", call.requestId());
    }

    private static void add(Headers headers, String name, String value) {
        if (!value.isEmpty()) {
            headers.add(name, value.getBytes(StandardCharsets.UTF_8));
        }
    }
}
