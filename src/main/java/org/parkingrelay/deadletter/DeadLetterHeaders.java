package org.parkingrelay.deadletter;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.parkingrelay.delivery.Disposition;
import org.parkingrelay.outbox.Origin;
import org.parkingrelay.wechatpay.CallFacts;

/**
 * The headers of a dead letter: those of the original, then why, when, where and how often tried. The names that begin with
 * {@code dead-letter-} are SmallRye's, so that stock tools understand them. All values are text in UTF-8 and free of
 * personal data.
 */
final class DeadLetterHeaders {

    static final String EXPLANATION = "dead-letter-reason";
    static final String TOPIC = "dead-letter-topic";
    static final String PARTITION = "dead-letter-partition";
    static final String OFFSET = "dead-letter-offset";
    static final String REASON = "relay-reason";
    static final String ATTEMPTS = "relay-attempts";
    static final String TIMESTAMP = "relay-timestamp";
    static final String FIRST_SEEN = "relay-first-seen";
    static final String CIRCLE = "relay-circle";
    static final String CODE = "relay-code";
    static final String STATUS = "relay-status";
    static final String REQUEST_ID = "relay-request-id";

    private DeadLetterHeaders() {}

    static Headers of(ConsumerRecord<byte[], byte[]> record, Disposition.DeadLettered why, Origin origin) {
        Headers headers = Origin.foreign(record.headers());
        Origin.add(headers, EXPLANATION, why.explanation());
        Origin.add(
                headers,
                "dead-letter-exception-class-name",
                why.reason().getDeclaringClass().getName());
        Origin.add(headers, "dead-letter-cause", why.reason().name());
        Origin.add(headers, TOPIC, origin.topic());
        Origin.add(headers, PARTITION, String.valueOf(origin.partition()));
        Origin.add(headers, OFFSET, String.valueOf(origin.offset()));
        Origin.add(headers, REASON, why.reason().name());
        Origin.add(headers, ATTEMPTS, String.valueOf(why.attempts()));
        Origin.add(headers, TIMESTAMP, String.valueOf(origin.timestamp()));
        Origin.add(headers, FIRST_SEEN, origin.firstSeen().toString());
        Origin.add(headers, CIRCLE, why.circle());
        Origin.add(headers, "relay-id", origin.id());
        Origin.add(headers, Origin.REDRIVES, String.valueOf(origin.redrives()));
        why.call().ifPresent(call -> addCall(headers, call));
        return headers;
    }

    private static void addCall(Headers headers, CallFacts call) {
        Origin.add(headers, CODE, call.code());
        Origin.add(headers, STATUS, call.status() == 0 ? "" : String.valueOf(call.status()));
        Origin.add(headers, REQUEST_ID, call.requestId());
    }
}
