package org.parkingrelay.mapping;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.StringJoiner;

/** {@code $hash}: an id for events of vendors that give none; the same values give the same id, on any machine. */
final class StableId {

    private static final int BYTES = 16;

    private StableId() {}

    /** The first half of the SHA-256 of the values, joined with a bar, as hex digits. */
    static String of(Object values) {
        List<?> list = values instanceof List<?> several ? several : List.of(values);
        if (list.isEmpty()) {
            throw new FunctionFault("$hash: expected at least one value");
        }
        StringJoiner joined = new StringJoiner("|");
        for (Object value : list) {
            joined.add(text(value));
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(joined.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static String text(Object value) {
        if (value instanceof String || value instanceof Boolean || value instanceof Integer || value instanceof Long) {
            return value.toString();
        }
        if (value instanceof Number number) {
            boolean whole = number.longValue() == number.doubleValue();
            return whole ? Long.toString(number.longValue()) : number.toString();
        }
        if (Tidy.isNothing(value)) {
            return "";
        }
        throw new FunctionFault("$hash: expected texts, numbers, true or false");
    }
}
