package org.parkingrelay.mapping;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * A date and time as gates write it: {@code 2024-03-01T10:15:30.5+08:00}, {@code 2024-3-1 9:05}, {@code 2024/03/01 09:05:00 Z}.
 * Read by hand, because each event has one and the JDK's formatters cost ten times as much.
 *
 * @param offset null where none is written
 */
record WrittenTime(LocalDateTime local, @Nullable ZoneOffset offset) {

    /** Something else stands there. */
    static final class NotATimeException extends Exception {
        NotATimeException() {
            super(null, null, false, false);
        }
    }

    static WrittenTime of(String text) throws NotATimeException {
        try {
            return new Reader(text).read();
        } catch (DateTimeException e) {
            throw new NotATimeException();
        }
    }

    /** {@code yyyyMMddHHmmss}, with milliseconds where there are 17 digits. */
    static LocalDateTime ofDigits(String digits) throws NotATimeException {
        try {
            int nano = digits.length() == 17 ? number(digits, 14, 17) * 1_000_000 : 0;
            return LocalDateTime.of(
                    number(digits, 0, 4),
                    number(digits, 4, 6),
                    number(digits, 6, 8),
                    number(digits, 8, 10),
                    number(digits, 10, 12),
                    number(digits, 12, 14),
                    nano);
        } catch (DateTimeException e) {
            throw new NotATimeException();
        }
    }

    private static int number(String digits, int from, int to) {
        return Integer.parseInt(digits, from, to, 10);
    }

    private static final class Reader {

        private final String text;
        private int at;

        Reader(String text) {
            this.text = text;
        }

        WrittenTime read() throws NotATimeException {
            int year = number(4, 4);
            char separator = next();
            require(separator == '-' || separator == '/');
            int month = number(1, 2);
            require(next() == separator);
            int day = number(1, 2);
            require(taken('T') || taken('t') || blanks() > 0);
            int hour = number(1, 2);
            require(next() == ':');
            int minute = number(1, 2);
            int second = 0;
            int nano = 0;
            if (taken(':')) {
                second = number(1, 2);
                nano = taken('.') || taken(',') ? fraction() : 0;
            }
            blanks();
            ZoneOffset offset = at == text.length() ? null : offset();
            require(at == text.length());
            return new WrittenTime(LocalDateTime.of(year, month, day, hour, minute, second, nano), offset);
        }

        private ZoneOffset offset() throws NotATimeException {
            if (taken('Z') || taken('z')) {
                return ZoneOffset.UTC;
            }
            char sign = next();
            require(sign == '+' || sign == '-');
            int hours = number(2, 2);
            taken(':');
            int minutes = at == text.length() ? 0 : number(2, 2);
            return sign == '+'
                    ? ZoneOffset.ofHoursMinutes(hours, minutes)
                    : ZoneOffset.ofHoursMinutes(-hours, -minutes);
        }

        private int fraction() throws NotATimeException {
            int from = at;
            int nano = number(1, 9);
            for (int digits = at - from; digits < 9; digits++) {
                nano *= 10;
            }
            return nano;
        }

        private int number(int fewest, int most) throws NotATimeException {
            int from = at;
            int number = 0;
            while (at < text.length() && at - from < most && isDigit(text.charAt(at))) {
                number = number * 10 + (text.charAt(at) - '0');
                at++;
            }
            require(at - from >= fewest);
            return number;
        }

        private int blanks() {
            int from = at;
            while (taken(' ')) {
                // The next one.
            }
            return at - from;
        }

        private boolean taken(char expected) {
            boolean found = at < text.length() && text.charAt(at) == expected;
            at += found ? 1 : 0;
            return found;
        }

        private char next() throws NotATimeException {
            require(at < text.length());
            return text.charAt(at++);
        }

        private static void require(boolean holds) throws NotATimeException {
            if (!holds) {
                throw new NotATimeException();
            }
        }
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
