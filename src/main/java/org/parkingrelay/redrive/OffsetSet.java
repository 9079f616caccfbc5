package org.parkingrelay.redrive;

import java.util.HashMap;
import java.util.Map;

/** A set of offsets of one partition, a bit for each: a million neighbours take 125 kB. Not thread-safe. */
final class OffsetSet {

    private static final int WORD = Long.SIZE;
    private static final int WORDS = 64;
    private static final int PAGE = WORD * WORDS;

    private final Map<Long, long[]> pages = new HashMap<>();

    void add(long offset) {
        pages.computeIfAbsent(offset / PAGE, fresh -> new long[WORDS])[word(offset)] |= bit(offset);
    }

    void remove(long offset) {
        long[] page = pages.get(offset / PAGE);
        if (page != null) {
            page[word(offset)] &= ~bit(offset);
        }
    }

    boolean contains(long offset) {
        long[] page = pages.get(offset / PAGE);
        return page != null && (page[word(offset)] & bit(offset)) != 0;
    }

    /** What its bits take, in bytes. */
    long bytes() {
        return (long) pages.size() * WORDS * Long.BYTES;
    }

    private static int word(long offset) {
        return (int) (offset % PAGE / WORD);
    }

    private static long bit(long offset) {
        return 1L << (offset % WORD);
    }
}
