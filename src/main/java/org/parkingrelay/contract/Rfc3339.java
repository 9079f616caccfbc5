package org.parkingrelay.contract;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/**
 * Reads a time with offset as the contract's schema has it: the form of RFC 3339 and nothing looser, in which each field has its
 * place. {@code java.time}'s parser takes more (no seconds, offsets with seconds) and answers what it does not take by an
 * exception, which costs a hundred times as much.
 *
 * <pre>
 *   2026-01-31T10:15:30[.1 to 9 digits](Z | ±hh:mm)
 *   0    5  8  11 14 17 19
 * </pre>
 *
 * <p>T and Z may be lower case. No leap second, no offset beyond 18 hours, and no {@code -00:00}, which says that the offset is
 * not known.
 */
final class Rfc3339 {

    private static final int SECONDS_END = 19;
    private static final int OFFSET_LENGTH = 6;
    private static final int MAX_FRACTION = 9;
    private static final int MAX_OFFSET = 18 * 3600;
    private static final int WRONG = -1;

    private Rfc3339() {}

    /** The instant, or null for a text of another form or a day that no calendar has. */
    static @Nullable Instant parse(String text) {
        if (text.length() <= SECONDS_END || !hasMarks(text)) {
            return null;
        }
        int hour = number(text, 11, 23);
        int minute = number(text, 14, 59);
        int second = number(text, 17, 59);
        LocalDate day = day(text);
        int fractionEnd = endOfFraction(text);
        if (day == null || hour == WRONG || minute == WRONG || second == WRONG || fractionEnd == WRONG) {
            return null;
        }
        long secondOfDay = hour * 3600L + minute * 60L + second;
        int offset = offset(text, fractionEnd);
        return offset == Integer.MIN_VALUE
                ? null
                : Instant.ofEpochSecond(day.toEpochDay() * 86_400 + secondOfDay - offset, nanos(text, fractionEnd));
    }

    private static boolean hasMarks(String text) {
        return text.charAt(4) == '-'
                && text.charAt(7) == '-'
                && (text.charAt(10) | 0x20) == 't'
                && text.charAt(13) == ':'
                && text.charAt(16) == ':';
    }

    private static @Nullable LocalDate day(String text) {
        int century = number(text, 0, 99);
        int year = number(text, 2, 99);
        int month = number(text, 5, 12);
        int day = number(text, 8, 31);
        if (century == WRONG || year == WRONG || month < 1 || day < 1) {
            return null;
        }
        YearMonth of = YearMonth.of(century * 100 + year, month);
        return day <= of.lengthOfMonth() ? of.atDay(day) : null;
    }

    /** Where the offset begins. */
    private static int endOfFraction(String text) {
        if (text.charAt(SECONDS_END) != '.') {
            return SECONDS_END;
        }
        int end = SECONDS_END + 1;
        while (end < text.length() && isDigit(text.charAt(end))) {
            end++;
        }
        int digits = end - SECONDS_END - 1;
        return digits >= 1 && digits <= MAX_FRACTION ? end : WRONG;
    }

    private static int nanos(String text, int end) {
        int nanos = 0;
        for (int i = SECONDS_END + 1; i <= SECONDS_END + MAX_FRACTION; i++) {
            nanos = nanos * 10 + (i < end ? text.charAt(i) - '0' : 0);
        }
        return nanos;
    }

    /** In seconds, {@link Integer#MIN_VALUE} for none. */
    private static int offset(String text, int from) {
        int length = text.length() - from;
        if (length == 1 && (text.charAt(from) | 0x20) == 'z') {
            return 0;
        }
        if (length != OFFSET_LENGTH || text.charAt(from + 3) != ':') {
            return Integer.MIN_VALUE;
        }
        char sign = text.charAt(from);
        int hours = number(text, from + 1, 18);
        int minutes = number(text, from + 4, 59);
        int seconds = hours * 3600 + minutes * 60;
        boolean fits = hours != WRONG && minutes != WRONG && seconds <= MAX_OFFSET;
        if (!fits || (sign != '+' && sign != '-') || (sign == '-' && seconds == 0)) {
            return Integer.MIN_VALUE;
        }
        return sign == '+' ? seconds : -seconds;
    }

    /** Two digits, {@link #WRONG} where they are none or more than so many. */
    private static int number(String text, int at, int max) {
        char tens = text.charAt(at);
        char units = text.charAt(at + 1);
        int number = (tens - '0') * 10 + units - '0';
        return isDigit(tens) && isDigit(units) && number <= max ? number : WRONG;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
