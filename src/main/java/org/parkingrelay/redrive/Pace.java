package org.parkingrelay.redrive;

import java.util.function.LongSupplier;

/** Spaces batches so that no more than so many letters are done in a second, on average. What was missed for long is not caught up. */
final class Pace {

    private static final long SECOND = 1_000_000_000L;

    /** A batch of a fifth of a second is worth a transaction, and a pause is heard soon. */
    private static final int BATCHES_A_SECOND = 5;

    private static final long LONGEST_DEBT = 2 * SECOND / BATCHES_A_SECOND;

    private final int rate;
    private final LongSupplier nanoTime;
    private long due;

    /**
     * A pace from now on.
     *
     * @param nanoTime {@link System#nanoTime}
     */
    Pace(int rate, LongSupplier nanoTime) {
        this.rate = rate;
        this.nanoTime = nanoTime;
        this.due = nanoTime.getAsLong();
    }

    /** How many a batch may have. */
    int batch() {
        return Math.max(1, rate / BATCHES_A_SECOND);
    }

    /** So many were done. */
    void done(int letters) {
        long now = nanoTime.getAsLong();
        if (now - due > LONGEST_DEBT) {
            due = now - LONGEST_DEBT;
        }
        due += letters * SECOND / rate;
    }

    /** How long to wait until the next batch. */
    long waitNanos() {
        return Math.max(0, due - nanoTime.getAsLong());
    }
}
