package org.parkingrelay.outcome;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * Looks through the lines of a page, and tells by their bytes which are worth being read as JSON: of a page with a car there are some
 * 70 of other cars.
 */
final class PageLines {

    private static final byte[] NOTHING = {};

    private PageLines() {}

    /** Looks at a line: the bytes of the page from here, to there exclusive. */
    @FunctionalInterface
    interface Test {

        /** Whether it is one that is looked for. */
        boolean is(byte[] page, int from, int to);
    }

    /** The lines that are looked for, as a page of their own; an empty one where there is none. */
    static byte[] pick(byte[] page, Test test) {
        ByteArrayOutputStream picked = null;
        int from = 0;
        while (from < page.length) {
            int to = endOf(page, from);
            if (test.is(page, from, to)) {
                picked = picked == null ? new ByteArrayOutputStream() : picked;
                picked.write(page, from, to - from);
                picked.write('\n');
            }
            from = to + 1;
        }
        return picked == null ? NOTHING : picked.toByteArray();
    }

    private static int endOf(byte[] page, int from) {
        int to = from;
        while (to < page.length && page[to] != '\n') {
            to++;
        }
        return to;
    }

    /** Whether the line is of the car with this keyed hash. */
    static boolean isOf(byte[] hash, byte[] page, int from, int to) {
        int begin = from + OutcomeLine.CAR.length;
        int end = begin + hash.length;
        return end < to
                && page[end] == '"'
                && Arrays.equals(page, begin, end, hash, 0, hash.length)
                && Arrays.equals(page, from, begin, OutcomeLine.CAR, 0, OutcomeLine.CAR.length);
    }

    /** The offset of the record that the line's event was read from; -1 where it has none. */
    static long offset(byte[] page, int from, int to) {
        byte[] name = OutcomeLine.OFFSET;
        // It stands near the end, and a name before it may look like it.
        int begin = to - name.length;
        while (begin >= from && !Arrays.equals(page, begin, begin + name.length, name, 0, name.length)) {
            begin--;
        }
        if (begin < from) {
            return -1;
        }
        long offset = -1;
        for (int i = begin + name.length; i < to && page[i] >= '0' && page[i] <= '9'; i++) {
            offset = 10 * Math.max(0, offset) + page[i] - '0';
        }
        return offset;
    }
}
