package org.parkingrelay.mapping;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code $percent}: how sure a camera is, which is information only; so what is no such number is nothing, not an error. */
final class Percent {

    private static final Pattern NUMBER = Pattern.compile("\\d{1,3}(\\.\\d{1,15})?");
    private static final double MOST = 100;

    private Percent() {}

    /** The number from 0 to 100 that the value is, or that its text writes; null where it is none. */
    static @Nullable Number of(Object value) {
        Number number =
                value instanceof String text ? written(Tidy.trimmed(text)) : value instanceof Number n ? n : null;
        return number == null || !(number.doubleValue() >= 0 && number.doubleValue() <= MOST) ? null : number;
    }

    private static @Nullable Number written(String text) {
        if (!NUMBER.matcher(text).matches()) {
            return null;
        }
        return text.indexOf('.') < 0 ? (Number) Integer.valueOf(text) : (Number) Double.valueOf(text);
    }
}
