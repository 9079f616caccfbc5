package org.parkingrelay.intake;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.parkingrelay.retry.Claim;
import org.parkingrelay.retry.Delayer;

/** Holds records of the retry topic until they are due, which is in the order of the topic since all wait equally long. */
public final class RetryHold {

    private static final CompletableFuture<Void> NOW = CompletableFuture.completedFuture(null);

    private final Duration delay;
    private final Delayer delayer;
    private final Clock clock;

    /**
     * Prepares to hold records.
     *
     * @param delay from the record's timestamp on
     */
    public RetryHold(Duration delay, Delayer delayer, Clock clock) {
        this.delay = delay;
        this.delayer = delayer;
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
        CompletableFuture<Void> held = new CompletableFuture<>();
        Runnable wake = () -> held.complete(null);
        claim.onEnd(wake);
        delayer.after(wait, () -> {
            if (claim.forget(wake)) {
                wake.run();
            }
        });
        return held;
    }
}
