package org.parkingrelay.binding;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.parkingrelay.retry.Backoff;

/**
 * Waits of the thread that follows the topic. All end when it is told to, without an interrupt, which would close the file of
 * the embedded store under whoever writes to it.
 */
final class Patience {

    private final Backoff backoff;
    private final CompletableFuture<Void> closing = new CompletableFuture<>();

    Patience(Backoff backoff) {
        this.backoff = backoff;
    }

    /** Ends all waits, those to come too. */
    void end() {
        closing.complete(null);
    }

    boolean isEnded() {
        return closing.isDone();
    }

    /** Waits, or until the end. */
    void pause(Duration wait) {
        try {
            closing.get(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // It has passed.
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("nobody interrupts this thread", e);
        }
    }

    /** Waits longer after each attempt. */
    void pauseAfter(int attempt) {
        pause(backoff.after(attempt));
    }

    /**
     * The answer of a step of the store, which is repeated until there is one.
     *
     * @throws CancellationException at the end
     */
    <T> T answerOf(Supplier<CompletionStage<T>> step) {
        for (int attempt = 1; ; attempt++) {
            CompletableFuture<T> answer = begun(step);
            CompletableFuture.anyOf(answer.handle((done, failure) -> true), closing)
                    .join();
            if (isEnded()) {
                throw new CancellationException("closing");
            }
            if (!answer.isCompletedExceptionally()) {
                return answer.join();
            }
            pauseAfter(attempt);
        }
    }

    /** Has the store do something, repeated until it does. */
    void untilDone(Runnable step) {
        this.<Boolean>answerOf(() -> {
            step.run();
            return CompletableFuture.completedStage(true);
        });
    }

    private static <T> CompletableFuture<T> begun(Supplier<CompletionStage<T>> step) {
        try {
            return step.get().toCompletableFuture();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(new CompletionException(e));
        }
    }
}
