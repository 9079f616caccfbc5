package org.parkingrelay.circle;

import java.util.Arrays;

/**
 * How often one credential may call: a token bucket that holds a second's worth, at least one call. Its rate halves where
 * WeChat Pay says that calls come too often, and recovers step by step. All times in milliseconds since the epoch. Not
 * thread-safe.
 */
final class CallRate {

    private static final long SECOND = 1000;
    private static final double SECONDS_TO_RECOVER = 60;
    private static final double GROWTH = 0.1;
    private static final int SLOTS = 10;

    private final double max;
    private double rate;
    private double tokens;
    private long filledAt;
    private long grownAt;
    private boolean wasHalved;
    private long halvedAt;
    /** Calls by tenths of a second: the last ten make up the last second. */
    private final int[] calls = new int[SLOTS];

    private long newestSlot;

    /**
     * A full bucket.
     *
     * @param max calls per second, above 0
     */
    CallRate(double max, long now) {
        this.max = max;
        this.rate = max;
        this.tokens = burst();
        this.filledAt = now;
        this.grownAt = now;
        this.newestSlot = now / (SECOND / SLOTS);
    }

    private double burst() {
        return Math.max(1, rate);
    }

    /** Takes the right to make one call, if there is one now. */
    boolean take(long now) {
        if (!isReady(now)) {
            return false;
        }
        tokens -= 1;
        calls[slot(now)]++;
        return true;
    }

    /** Whether a call may be made now. */
    boolean isReady(long now) {
        fill(now);
        return tokens >= 1;
    }

    /** Gives back a right that was not used. */
    void giveBack(long now) {
        fill(now);
        tokens = Math.min(burst(), tokens + 1);
        int slot = slot(now);
        calls[slot] = Math.max(0, calls[slot] - 1);
    }

    /** Milliseconds until the next call may be made; 0 where it may now. */
    long untilReady(long now) {
        fill(now);
        return tokens >= 1 ? 0 : (long) Math.ceil((1 - tokens) * SECOND / rate);
    }

    /** Calls per second, as they may be made now. */
    double perSecond(long now) {
        fill(now);
        return rate;
    }

    /**
     * Too many calls were made: halves the rate, at most once a second, since the calls that were under way together say the
     * same thing.
     *
     * @param isMeasured whether the calls of the last second show what WeChat Pay was asked for; not so while there are only
     *     probes
     */
    void throttled(long now, boolean isMeasured) {
        fill(now);
        grownAt = now;
        if (wasHalved && isWithinASecond(halvedAt, now)) {
            return;
        }
        wasHalved = true;
        halvedAt = now;
        double asked = isMeasured ? Math.min(rate, callsInTheLastSecond(now)) : rate;
        rate = Math.max(Math.min(1, max), asked / 2);
        empty(now);
    }

    /** Leaves one call at most, so that what waited does not come in one burst. */
    void empty(long now) {
        fill(now);
        tokens = Math.min(1, tokens);
    }

    private int callsInTheLastSecond(long now) {
        int unused = slot(now);
        int sum = 0;
        for (int inSlot : calls) {
            sum += inSlot;
        }
        return sum;
    }

    /** The index of the present slot; those that it has overtaken are cleared. */
    private int slot(long now) {
        long slot = now / (SECOND / SLOTS);
        if (slot - newestSlot >= SLOTS || slot < newestSlot - SLOTS) {
            Arrays.fill(calls, 0);
            newestSlot = slot;
        }
        while (newestSlot < slot) {
            newestSlot++;
            calls[(int) (newestSlot % SLOTS)] = 0;
        }
        return (int) (newestSlot % SLOTS);
    }

    private void fill(long now) {
        if (now == filledAt) {
            return;
        }
        // A clock that was set back fills nothing, once.
        tokens = Math.min(burst(), tokens + Math.max(0, now - filledAt) * rate / SECOND);
        filledAt = now;
        grow(now);
    }

    private void grow(long now) {
        if (rate >= max || now < grownAt) {
            grownAt = now;
            return;
        }
        while (rate < max && now - grownAt >= SECOND) {
            rate = Math.min(max, rate + step());
            grownAt += SECOND;
        }
    }

    /**
     * A sixtieth of the most each second, so that a merchant is back within about two minutes; but no more than a tenth of the
     * present rate: where the real limit is far below the most (WeChat Pay publishes none), larger steps would run into it
     * every second. At least one call a second, lest a low rate never recovers.
     */
    private double step() {
        return Math.max(1, Math.min(max / SECONDS_TO_RECOVER, rate * GROWTH));
    }

    private static boolean isWithinASecond(long then, long now) {
        return now >= then && now - then < SECOND;
    }
}
