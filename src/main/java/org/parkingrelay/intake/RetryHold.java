package org.parkingrelay.intake;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.parkingrelay.retry.Claim;
import org.parkingrelay.retry.Waits;

/** Holds records of the retry topic until they are due, which is in the order of the topic since all wait equally long. */
public final class RetryHold {

    private static final CompletableFuture<Void> NOW = CompletableFuture.completedFuture(null);

    private final Duration delay;
    private final Waits waits;
    private final Clock clock;

    /**
     * Prepares to hold records.
     *
     * @param delay from the record's timestamp on
     */
    public RetryHold(Duration delay, Waits waits, Clock clock) {
        this.delay = delay;
        this.waits = waits;
        this.clock = clock;
    }

    /**
     * When a record is due. The producer's clock may be wrong, but nothing waits longer than the delay from now.
     *
     * @param timestamp of the record, in milliseconds
     */
    Instant dueAt(long timestamp) {
        Instant due = Instant.ofEpochMilli(timestamp).plus(delay);
        Instant latest = clock.instant().plus(delay);
        return due.isAfter(latest) ? latest : due;
    }

    /** Completes when a record is due, or when its claim ends. */
    CompletableFuture<Void> until(Instant due, Claim claim) {
        Duration wait = Duration.between(clock.instant(), due);
        if (wait.isNegative() || wait.isZero()) {
            return NOW;
        }
        return waits.during(wait, claim).toCompletableFuture();
    }
}
