package org.parkingrelay.circle;

import java.time.Clock;

/** What other lanes see of one, without waiting for its lock. */
final class Outlook {

    /** A lane unused for so long has neither waiters nor a probe out; milliseconds. */
    private static final long IDLE = 10_000;

    private final Clock clock;
    private volatile boolean flows = true;
    private volatile boolean isEmpty = true;
    private volatile long usedAt;

    Outlook(Clock clock) {
        this.clock = clock;
    }

    /** Somebody entered, left or told. */
    void used(boolean nowFlows, boolean nowEmpty) {
        flows = nowFlows;
        isEmpty = nowEmpty;
        usedAt = clock.millis();
    }

    /** Whether the lane could use room to wait: something flows in it, or nobody waits, nor is out as a probe. */
    boolean couldFlow() {
        return flows || (isEmpty && clock.millis() - usedAt > IDLE);
    }
}
