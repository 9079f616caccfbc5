package org.parkingrelay.circle;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Waiters that may go on, in their order. They are woken one after the other by one thread at a time: whoever is woken often
 * lets others go, and thousands would else nest their calls without bound. Thread-safe.
 */
final class Releases {

    private record Release(Waiter waiter, Pass pass) {}

    private final Deque<Release> due = new ArrayDeque<>();
    private boolean isWaking;

    synchronized void add(Waiter waiter, Pass pass) {
        due.add(new Release(waiter, pass));
    }

    /** Wakes all, unless another thread is at it, or this one further up its stack. Never under a lock. */
    void wake() {
        for (Release next = first(); next != null; next = next()) {
            next.waiter().release(next.pass());
        }
    }

    private synchronized @Nullable Release first() {
        return isWaking ? null : next();
    }

    private synchronized @Nullable Release next() {
        Release next = due.poll();
        isWaking = next != null;
        return next;
    }
}
