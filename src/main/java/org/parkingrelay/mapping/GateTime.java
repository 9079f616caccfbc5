package org.parkingrelay.mapping;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** {@code $time}: what a gate's clock wrote, as RFC 3339 text at China's offset. Thread-safe. */
final class GateTime {

    private static final String EXPECTED_ZONE = "$time: expected a zone such as Asia/Shanghai or UTC";
    private static final String EXPECTED_PATTERN = "$time: expected a pattern of java.time such as dd.MM.yyyy HH:mm";

    private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");
    private static final ZoneOffset CHINA_OFFSET = ZoneOffset.ofHours(8);

    /** Mappings have a few constant ones; a limit, because an expression could also make one of a record. */
    private static final int MOST_PATTERNS = 100;

    private static final Map<String, DateTimeFormatter> PATTERNS = new ConcurrentHashMap<>();

    private GateTime() {}

    /**
     * The time as text; null for what stands where there was none (0, a dash, 0000-00-00), {@link Unreadable} for anything else.
     *
     * @param zone of a time without offset; China's where null
     * @param pattern how the text is written; where null, any of the forms that gates use
     */
    static @Nullable String text(Object value, @Nullable Object zone, @Nullable Object pattern) {
        ZoneId local = zone == null ? CHINA : zone(zone);
        DateTimeFormatter formatter = pattern == null ? null : formatter(pattern);
        String text = written(value);
        if (text == null || !isFiller(text)) {
            Instant instant =
                    text == null ? null : formatter == null ? instant(text, local) : instant(text, local, formatter);
            String written = instant == null ? null : rfc3339(instant);
            return written == null ? unreadable(pattern).text() : written;
        }
        return null;
    }

    private static Unreadable unreadable(@Nullable Object pattern) {
        return pattern == null ? Unreadable.TIME : Unreadable.TIME_OF_PATTERN;
    }

    private static boolean isFiller(String text) {
        return text.equals("0") || text.equals("-") || text.startsWith("0000-00-00");
    }

    private static @Nullable String written(Object value) {
        if (value instanceof String text) {
            return Tidy.trimmed(text);
        }
        if (value instanceof Integer || value instanceof Long) {
            return value.toString();
        }
        if (value instanceof Number number && number.longValue() == number.doubleValue()) {
            return Long.toString(number.longValue());
        }
        return null;
    }

    private static @Nullable Instant instant(String text, ZoneId local) {
        try {
            if (!isDigits(text)) {
                WrittenTime written = WrittenTime.of(text);
                return written.offset() == null
                        ? written.local().atZone(local).toInstant()
                        : written.local().toInstant(written.offset());
            }
            return switch (text.length()) {
                case 10 -> Instant.ofEpochSecond(epoch(text));
                case 13 -> Instant.ofEpochMilli(epoch(text));
                case 14, 17 -> WrittenTime.ofDigits(text).atZone(local).toInstant();
                default -> null;
            };
        } catch (WrittenTime.NotATimeException e) {
            return null;
        }
    }

    /** Leading zeros are no clock's: they would be a time before 2001. */
    private static long epoch(String digits) throws WrittenTime.NotATimeException {
        if (digits.charAt(0) == '0') {
            throw new WrittenTime.NotATimeException();
        }
        return Long.parseLong(digits);
    }

    private static @Nullable Instant instant(String text, ZoneId local, DateTimeFormatter pattern) {
        try {
            TemporalAccessor parsed = pattern.parseBest(text, ZonedDateTime::from, LocalDateTime::from);
            return parsed instanceof ZonedDateTime zoned
                    ? zoned.toInstant()
                    : LocalDateTime.from(parsed).atZone(local).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static DateTimeFormatter formatter(Object pattern) {
        if (!(pattern instanceof String text)) {
            throw new FunctionFault(EXPECTED_PATTERN);
        }
        DateTimeFormatter known = PATTERNS.get(text);
        if (known != null) {
            return known;
        }
        try {
            // Only the year's u keeps strictness without an era.
            String strict = text.indexOf('\'') < 0 ? text.replace('y', 'u') : text;
            ResolverStyle style = text.indexOf('\'') < 0 ? ResolverStyle.STRICT : ResolverStyle.SMART;
            DateTimeFormatter made =
                    DateTimeFormatter.ofPattern(strict, Locale.ENGLISH).withResolverStyle(style);
            if (PATTERNS.size() < MOST_PATTERNS) {
                PATTERNS.put(text, made);
            }
            return made;
        } catch (IllegalArgumentException e) {
            throw new FunctionFault(EXPECTED_PATTERN);
        }
    }

    private static ZoneId zone(Object zone) {
        if (!(zone instanceof String text)) {
            throw new FunctionFault(EXPECTED_ZONE);
        }
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new FunctionFault(EXPECTED_ZONE);
        }
    }

    private static boolean isDigits(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!WrittenTime.isDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable String rfc3339(Instant instant) {
        LocalDateTime time = LocalDateTime.ofEpochSecond(instant.getEpochSecond(), instant.getNano(), CHINA_OFFSET);
        if (time.getYear() < 1 || time.getYear() > 9999) {
            return null;
        }
        StringBuilder text = new StringBuilder(35);
        padded(text, time.getYear(), 4).append('-');
        padded(text, time.getMonthValue(), 2).append('-');
        padded(text, time.getDayOfMonth(), 2).append('T');
        padded(text, time.getHour(), 2).append(':');
        padded(text, time.getMinute(), 2).append(':');
        padded(text, time.getSecond(), 2);
        int nano = time.getNano();
        if (nano != 0 && nano % 1_000_000 == 0) {
            padded(text.append('.'), nano / 1_000_000, 3);
        } else if (nano != 0) {
            padded(text.append('.'), nano, 9);
        }
        return text.append("+08:00").toString();
    }

    private static StringBuilder padded(StringBuilder text, int number, int digits) {
        String plain = Integer.toString(number);
        for (int i = plain.length(); i < digits; i++) {
            text.append('0');
        }
        return text.append(plain);
    }
}
