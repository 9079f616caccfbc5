package org.parkingrelay.mapping;

import com.dashjoin.jsonata.Jsonata;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code $tidy}: names and texts without the blanks around them, and nothing for what is empty. */
final class Tidy {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private Tidy() {}

    /** The value with all that is in it tidied; null where nothing is left of it. An empty object or array stays. */
    static @Nullable Object tidied(@Nullable Object value) {
        if (value instanceof String text) {
            String trimmed = trimmed(text);
            return trimmed.isEmpty() ? null : trimmed;
        }
        if (value instanceof Map<?, ?> members) {
            return tidied(members);
        }
        if (value instanceof List<?> items) {
            List<Object> tidy = new ArrayList<>(items.size());
            for (Object item : items) {
                Object kept = tidied(item);
                if (kept != null) {
                    tidy.add(kept);
                }
            }
            return tidy;
        }
        return isNothing(value) ? null : value;
    }

    private static Map<String, Object> tidied(Map<?, ?> members) {
        Map<String, Object> tidy = new LinkedHashMap<>();
        for (Map.Entry<?, ?> member : members.entrySet()) {
            Object kept = tidied(member.getValue());
            if (kept == null) {
                continue;
            }
            String name = String.valueOf(member.getKey());
            String trimmed = trimmed(name);
            // Where a name stands with and without blanks, the one without them is meant.
            if (trimmed.length() == name.length()) {
                tidy.put(name, kept);
            } else {
                tidy.putIfAbsent(trimmed, kept);
            }
        }
        return tidy;
    }

    /** Without blanks of any script, zero bytes and marks around it; the same text where there are none. */
    static String trimmed(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isBlank(text.charAt(from))) {
            from++;
        }
        while (to > from && isBlank(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    /** JSON's null and JSONata's own for it. */
    static boolean isNothing(@Nullable Object value) {
        return value == null || value == Jsonata.NULL_VALUE;
    }

    private static boolean isBlank(char c) {
        return c <= ' '
                || (c >= 0x80 && (Character.isWhitespace(c) || Character.isSpaceChar(c) || c == BYTE_ORDER_MARK));
    }
}
