package org.parkingrelay.circle;

import java.time.Duration;
import org.parkingrelay.retry.Delayer;

/** One timer at a time: where a sooner one is wanted, that one counts and the later does nothing. Thread-safe. */
final class Alarm {

    /** No time at all. */
    static final long NEVER = Long.MAX_VALUE;

    private final Delayer delayer;
    private final Runnable action;
    private long ringsAt = NEVER;
    private long number;

    /**
     * An alarm that is not set.
     *
     * @param action runs on the delayer's thread
     */
    Alarm(Delayer delayer, Runnable action) {
        this.delayer = delayer;
        this.action = action;
    }

    /** Has it ring at {@code due} or before, in milliseconds since the epoch; once. */
    void ringBy(long due, long now) {
        long mine;
        synchronized (this) {
            if (due >= ringsAt) {
                return;
            }
            ringsAt = due;
            number++;
            mine = number;
        }
        delayer.after(Duration.ofMillis(due - now), () -> ring(mine));
    }

    private void ring(long which) {
        synchronized (this) {
            if (which != number) {
                return;
            }
            ringsAt = NEVER;
        }
        action.run();
    }
}
