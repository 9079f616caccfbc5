package org.parkingrelay.intake;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** Reads record headers as text. */
final class KafkaHeaders {

    private KafkaHeaders() {}

    /** The last value of a header as UTF-8, empty where it is missing or null. */
    static String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
