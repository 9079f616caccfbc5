package org.parkingrelay.outcome;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.LongStream;

/**
 * Lines in UTF-8, one for each outcome, written into memory that is used again, since they are written for each car that passes. Not
 * thread-safe.
 */
final class Page {

    /** From here on it is to be handed over: some 75 lines. */
    static final int FULL = 16 * 1024;

    /** For the line that makes it full; a longer one gets more, for once. */
    private static final int ROOM = FULL + 2 * 1024;

    /** Of a character, escaped: {@code \}{@code u001f}. */
    private static final int LONGEST_CHARACTER = 6;

    /** Of a {@code long}, with its sign. */
    private static final int LONGEST_NUMBER = 20;

    /** Of ten. */
    private static final long[] POWERS =
            LongStream.iterate(1, power -> 10 * power).limit(LONGEST_NUMBER - 1).toArray();

    private static final long EIGHT_DIGITS = 100_000_000;

    /** {@code 00} to {@code 99}: half the divisions. */
    private static final byte[] PAIRS = pairs();

    private byte[] bytes = new byte[ROOM];
    private int length;
    private int lines;

    private static byte[] pairs() {
        byte[] pairs = new byte[200];
        for (int i = 0; i < pairs.length; i++) {
            pairs[i] = (byte) ('0' + (i % 2 == 0 ? i / 20 : i / 2 % 10));
        }
        return pairs;
    }

    int length() {
        return length;
    }

    int lines() {
        return lines;
    }

    boolean isFull() {
        return length >= FULL;
    }

    /** A piece that needs no escape. */
    void piece(byte[] piece) {
        ensure(piece.length);
        System.arraycopy(piece, 0, bytes, length, piece.length);
        length += piece.length;
    }

    /** The inside of a JSON string. */
    void text(String text) {
        ensure(LONGEST_CHARACTER * text.length());
        byte[] to = bytes;
        int at = length;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80 || c < ' ' || c == '"' || c == '\\') {
                length = at;
                rest(text, i);
                return;
            }
            to[at++] = (byte) c;
        }
        length = at;
    }

    /** From the first character on that is not as it is in ASCII, since most texts have none. */
    private void rest(String text, int from) {
        int i = from;
        while (i < text.length()) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (c == '"' || c == '\\') {
                put('\\');
                put(c);
            } else if (c < ' ') {
                piece(String.format(Locale.ROOT, "\\u%04x", c).getBytes(StandardCharsets.US_ASCII));
            } else {
                encoded(c);
            }
        }
    }

    private void encoded(int c) {
        if (c < 0x80) {
            put(c);
        } else if (c < 0x800) {
            put(0xc0 | (c >> 6));
            put(0x80 | (c & 0x3f));
        } else if (c < Character.MIN_SUPPLEMENTARY_CODE_POINT) {
            // A half of a pair stands for nothing.
            boolean isHalf = Character.isSurrogate((char) c);
            put(isHalf ? '?' : 0xe0 | (c >> 12));
            if (!isHalf) {
                put(0x80 | ((c >> 6) & 0x3f));
                put(0x80 | (c & 0x3f));
            }
        } else {
            put(0xf0 | (c >> 18));
            put(0x80 | ((c >> 12) & 0x3f));
            put(0x80 | ((c >> 6) & 0x3f));
            put(0x80 | (c & 0x3f));
        }
    }

    private void put(int value) {
        bytes[length++] = (byte) value;
    }

    void number(long number) {
        ensure(LONGEST_NUMBER);
        if (number < 0) {
            piece(Long.toString(number).getBytes(StandardCharsets.US_ASCII));
            return;
        }
        if (number >= EIGHT_DIGITS) {
            long head = number / EIGHT_DIGITS;
            few(head);
            eight((int) (number - EIGHT_DIGITS * head));
        } else {
            few(number);
        }
    }

    private void few(long number) {
        int begin = length;
        length += digits(number);
        int at = length;
        long left = number;
        while (at - begin > 1) {
            at -= 2;
            pair(at, (int) (left % 100));
            left /= 100;
        }
        if (at > begin) {
            bytes[begin] = (byte) ('0' + left);
        }
    }

    /** Digits that need not wait for each other, as times have them. */
    private void eight(int number) {
        int head = number / 10_000;
        int tail = number % 10_000;
        pair(length, head / 100);
        pair(length + 2, head % 100);
        pair(length + 4, tail / 100);
        pair(length + 6, tail % 100);
        length += 8;
    }

    private void pair(int at, int number) {
        bytes[at] = PAIRS[2 * number];
        bytes[at + 1] = PAIRS[2 * number + 1];
    }

    private static int digits(long number) {
        // 1233 / 4096 is the logarithm of 2.
        int least = ((Long.SIZE - Long.numberOfLeadingZeros(number | 1)) * 1233) >> 12;
        return number >= POWERS[least] ? least + 1 : Math.max(1, least);
    }

    /** Ends a line. */
    void lineEnds() {
        ensure(1);
        bytes[length++] = '\n';
        lines++;
    }

    /** Forgets the line that was begun at this length. */
    void backTo(int before) {
        length = before;
    }

    private void ensure(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, 2 * bytes.length));
        }
    }

    /** What is on it; it is empty then. */
    byte[] takeAll() {
        byte[] all = Arrays.copyOf(bytes, length);
        length = 0;
        lines = 0;
        if (bytes.length > ROOM) {
            bytes = new byte[ROOM];
        }
        return all;
    }
}
