package org.parkingrelay.retry;

import java.time.Duration;

/** Runs something later; the seam through which tests move time. */
@FunctionalInterface
public interface Delayer {

    /** Runs {@code action} once {@code wait} has passed, on a thread that it must not hold up. */
    void after(Duration wait, Runnable action);
}
