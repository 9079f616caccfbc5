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

    /** 4 MiB: for two million keys, so that a store that is filled after the start is seldom slower for it. */
    private static final long LEAST_BITS = 1L << 25;

    private final AtomicLongArray words;
    private final int mask;
    private volatile boolean isComplete;

    private KeyFilter(int words) {
        this.words = new AtomicLongArray(words);
        this.mask = words - 1;
    }

    /** For so many keys, and as many again; with more, it lets more strangers pass. */
    static KeyFilter of(long keys) {
        long bits = Math.max(LEAST_BITS, 2 * BITS_PER_KEY * keys);
        return new KeyFilter((int) Math.min(1 << 30, Long.highestOneBit(bits) / Long.SIZE));
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
        long hash = hash(key);
        long bits = bits(hash);
        int word = word(hash);
        if ((words.get(word) & bits) != bits) {
            words.accumulateAndGet(word, bits, (known, added) -> known | added);
        }
    }

    /** False only where the store does not have the key. */
    boolean passes(String key) {
        long hash = hash(key);
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

    /** Not String's own, by which plates such as 1Q and 22 are the same. */
    private static long hash(String key) {
        long hash = 0;
        for (int i = 0; i < key.length(); i++) {
            hash = (hash ^ key.charAt(i)) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 32;
        }
        return hash;
    }
}
