package org.parkingrelay.faults;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A key and a value of a record, byte for byte, that can be compared; each byte is one character. */
record Bytes(Optional<String> key, String value) {

    static Bytes of(byte[] key, byte[] value) {
        return new Bytes(Optional.ofNullable(key).map(Bytes::text), value == null ? "" : text(value));
    }

    /** Of text in UTF-8. */
    static Bytes of(Optional<String> key, String value) {
        return new Bytes(
                key.map(text -> text(text.getBytes(StandardCharsets.UTF_8))),
                text(value.getBytes(StandardCharsets.UTF_8)));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    byte[] keyBytes() {
        return key.map(text -> text.getBytes(StandardCharsets.ISO_8859_1)).orElse(null);
    }

    byte[] valueBytes() {
        return value.getBytes(StandardCharsets.ISO_8859_1);
    }
}
