package org.parkingrelay.circle;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.parkingrelay.retry.Claim;

/** One event that waits in a lane. Runs when its claim ends. */
final class Waiter implements Runnable {

    private final String circle;
    private final Claim claim;
    private final Instant until;
    private final Consumer<Waiter> onClaimEnd;
    private final CompletableFuture<Pass> pass = new CompletableFuture<>();

    Waiter(String circle, Claim claim, Instant until, Consumer<Waiter> onClaimEnd) {
        this.circle = circle;
        this.claim = claim;
        this.until = until;
        this.onClaimEnd = onClaimEnd;
    }

    String circle() {
        return circle;
    }

    /** Whether it waits in vain from now on. */
    boolean isOver(Instant now) {
        return !now.isBefore(until) || claim.isEnded();
    }

    CompletionStage<Pass> stage() {
        return pass;
    }

    /** Has the claim end the wait; once it stands in line. */
    void listen() {
        claim.onEnd(this);
        if (pass.isDone()) {
            claim.forget(this);
        }
    }

    /** Ends the wait. Never under a lock: whoever waited goes on in here. */
    void release(Pass how) {
        pass.complete(how);
        // Only now: had it been before, listen() could have come in between and left a wake behind.
        claim.forget(this);
    }

    @Override
    public void run() {
        onClaimEnd.accept(this);
    }
}
