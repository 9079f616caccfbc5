package org.parkingrelay.lookup;

import java.util.Iterator;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Says of most keys that a store does not have that it has not, without asking it; never of one that it has (a Bloom filter). Most
 * cars are strangers, and to look for one in the file takes longer. Thread-safe.
 */
final class KeyFilter {

    /** With as many keys as it is made for, few strangers pass. */
    private static final int BITS_PER_KEY = 16;

    private static final int MOST_WORDS = 1 << 30;

    /** 128 KiB, for 65,536 keys. What a processor's own cache holds answers ten times as fast as what must come from memory. */
    private static final long LEAST_BITS = 1L << 20;

    /** The stem of no text. */
    private static final long EMPTY = 0;

    private final AtomicLongArray words;
    private final int mask;
    private volatile boolean isComplete;

    private KeyFilter(int words) {
        this.words = new AtomicLongArray(words);
        this.mask = words - 1;
    }

    /** For so many keys, and at least half as many again; with more, it lets more strangers pass. */
    static KeyFilter of(long keys) {
        long bits = Math.max(LEAST_BITS, 3 * BITS_PER_KEY * keys);
        return new KeyFilter((int) Math.min(MOST_WORDS, Long.highestOneBit(bits) / Long.SIZE));
    }

    /** Whether, with so many keys, another that is made for them lets fewer strangers pass. */
    boolean isOutgrownBy(long keys) {
        return words.length() < MOST_WORDS && keys > (long) words.length() * Long.SIZE / BITS_PER_KEY;
    }

    /** Adds all keys that the store had before the filter was told of each; until then, all pass. */
    void complete(Iterator<String> keys) {
        while (keys.hasNext()) {
            add(keys.next());
        }
        isComplete = true;
    }

    /** To be called before the store has the key. */
    void add(String key) {
        long hash = hash(EMPTY, key);
        long bits = bits(hash);
        int word = word(hash);
        if ((words.get(word) & bits) != bits) {
            words.accumulateAndGet(word, bits, (known, added) -> known | added);
        }
    }

    /** False only where the store does not have the key. */
    boolean passes(String key) {
        return passes(EMPTY, key);
    }

    /**
     * The same for a key in two parts, which need not be put together.
     *
     * @param stem of the first part; see {@link #stem}
     */
    boolean passes(long stem, String rest) {
        long hash = hash(stem, rest);
        long bits = bits(hash);
        return !isComplete || (words.get(word(hash)) & bits) == bits;
    }

    private int word(long hash) {
        return (int) (hash >>> 32) & mask;
    }

    /** Four bits of one word: a single access to memory. */
    private static long bits(long hash) {
        return 1L << hash | 1L << (hash >>> 6) | 1L << (hash >>> 12) | 1L << (hash >>> 18);
    }

    /** What many keys begin with, as {@link #passes(long, String)} takes it. */
    static long stem(String beginning) {
        return hash(EMPTY, beginning);
    }

    /** Not String's own, by which plates such as 1Q and 22 are the same. */
    private static long hash(long stem, String rest) {
        long hash = stem;
        for (int i = 0; i < rest.length(); i++) {
            hash = (hash ^ rest.charAt(i)) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 32;
        }
        return hash;
    }
}
