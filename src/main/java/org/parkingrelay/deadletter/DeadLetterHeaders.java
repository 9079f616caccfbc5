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

    private DeadLetterHeaders() {}

    static Headers of(ConsumerRecord<byte[], byte[]> record, Disposition.DeadLettered why, Origin origin) {
        Headers headers = Origin.foreign(record.headers());
        Origin.add(headers, "dead-letter-reason", why.explanation());
        Origin.add(
                headers,
                "dead-letter-exception-class-name",
                why.reason().getDeclaringClass().getName());
        Origin.add(headers, "dead-letter-cause", why.reason().name());
        Origin.add(headers, "dead-letter-topic", origin.topic());
        Origin.add(headers, "dead-letter-partition", String.valueOf(origin.partition()));
        Origin.add(headers, "dead-letter-offset", String.valueOf(origin.offset()));
        Origin.add(headers, "relay-reason", why.reason().name());
        Origin.add(headers, "relay-attempts", String.valueOf(why.attempts()));
        Origin.add(headers, "relay-timestamp", String.valueOf(origin.timestamp()));
        Origin.add(headers, "relay-first-seen", origin.firstSeen().toString());
        Origin.add(headers, "relay-circle", why.circle());
        Origin.add(headers, "relay-id", origin.id());
        Origin.add(headers, "relay-redrives", "0");
        why.call().ifPresent(call -> addCall(headers, call));
        return headers;
    }

    private static void addCall(Headers headers, CallFacts call) {
        Origin.add(headers, "relay-code", call.code());
        Origin.add(headers, "relay-status", call.status() == 0 ? "" : String.valueOf(call.status()));
        Origin.add(headers, "relay-request-id", call.requestId());
    }
}
