package org.parkingrelay.wechatpay;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Whether the primary host goes first (D:4012075113, section 4): it does while at least 90 % of its last 100 calls within 10
 * minutes were answered. Else the backup does, and one call in 20 still tries the primary, so that it comes back by itself.
 * Thread-safe.
 */
final class HostHealth {

    private static final int RESULTS_KEPT = 100;
    /** With fewer, one lost call would be too large a share. */
    private static final int FEWEST_RESULTS = 10;

    private static final Duration AGE_LIMIT = Duration.ofMinutes(10);
    private static final double HEALTHY_SHARE = 0.9;
    private static final int PROBE_EVERY = 20;

    private record Result(Instant at, boolean answered) {}

    private final Clock clock;
    private final Deque<Result> results = new ArrayDeque<>();
    private int lost;
    private int sinceProbe;

    HostHealth(Clock clock) {
        this.clock = clock;
    }

    /** A call of the primary has ended; an answer of any status is an answer. */
    synchronized void record(boolean answered) {
        results.addLast(new Result(clock.instant(), answered));
        lost += answered ? 0 : 1;
        if (results.size() > RESULTS_KEPT) {
            drop();
        }
    }

    /** Whether the next call goes to the primary first. */
    synchronized boolean isPrimaryFirst() {
        if (isHealthy()) {
            sinceProbe = 0;
            return true;
        }
        sinceProbe = (sinceProbe + 1) % PROBE_EVERY;
        return sinceProbe == 0;
    }

    /** What the last calls say, without taking part. */
    synchronized boolean isHealthy() {
        Instant limit = clock.instant().minus(AGE_LIMIT);
        while (!results.isEmpty() && results.getFirst().at().isBefore(limit)) {
            drop();
        }
        int size = results.size();
        return size < FEWEST_RESULTS || size - lost >= HEALTHY_SHARE * size;
    }

    private void drop() {
        lost -= results.removeFirst().answered() ? 0 : 1;
    }
}
