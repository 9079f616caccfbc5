package org.parkingrelay.retry;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Waits that end early where the right to go on ends. */
public final class Waits {

    private final Delayer delayer;

    public Waits(Delayer delayer) {
        this.delayer = delayer;
    }

    /** Completes once {@code wait} has passed or the claim has ended, whichever comes first; never fails. */
    public CompletionStage<Void> during(Duration wait, Claim claim) {
        CompletableFuture<Void> over = new CompletableFuture<>();
        Runnable wake = () -> over.complete(null);
        claim.onEnd(wake);
        delayer.after(wait, () -> {
            claim.forget(wake);
            wake.run();
        });
        return over;
    }
}
