package org.parkingrelay.retry;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The right to work on the records of a partition. It ends when the partition is taken away or the relay closes: what is under
 * way finishes, what waits is woken, and nothing further is begun. Thread-safe.
 */
public final class Claim {

    private final Set<Runnable> waiting = new HashSet<>();
    private volatile boolean ended;

    /** Whether nothing further may be begun. */
    public boolean isEnded() {
        return ended;
    }

    /**
     * Has {@code wake} run when the claim ends; at once where it has ended.
     *
     * @param wake must not hold up its thread; its identity is what {@link #forget} goes by
     */
    public void onEnd(Runnable wake) {
        synchronized (this) {
            if (!ended) {
                waiting.add(wake);
                return;
            }
        }
        wake.run();
    }

    /** No longer runs {@code wake}; says whether it was waiting, so that either the claim or the caller wakes it, never both. */
    public synchronized boolean forget(Runnable wake) {
        return waiting.remove(wake);
    }

    /** Ends the claim, once. */
    public void end() {
        List<Runnable> woken;
        synchronized (this) {
            ended = true;
            woken = new ArrayList<>(waiting);
            waiting.clear();
        }
        woken.forEach(Runnable::run);
    }
}
