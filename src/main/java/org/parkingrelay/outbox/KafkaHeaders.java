package org.parkingrelay.outbox;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** Reads record headers as text. */
public final class KafkaHeaders {

    private KafkaHeaders() {}

    /** The last value of a header as UTF-8, empty where it is missing or null. */
    public static String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
