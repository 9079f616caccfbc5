package org.parkingrelay.retry;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.IntFunction;
import java.util.function.Predicate;

/** Repeats an asynchronous step until it needs no further attempt, or until a further one would come too late. */
public final class Retrying {

    private final Backoff backoff;
    private final Delayer delayer;
    private final Clock clock;

    public Retrying(Backoff backoff, Delayer delayer, Clock clock) {
        this.backoff = backoff;
        this.delayer = delayer;
        this.clock = clock;
    }

    /**
     * What came of it.
     *
     * @param result of the last attempt
     * @param attempts made, at least one
     */
    public record Tried<T>(T result, int attempts) {}

    /**
     * Runs a step at once, and again after each backoff.
     *
     * @param step takes the attempt's number, from 1
     * @param again whether a result calls for a further attempt; a step that fails or throws always does
     * @param until no attempt begins at or after this instant, except the first
     * @return the last result; fails with the last failure where the last attempt failed
     */
    public <T> CompletionStage<Tried<T>> run(IntFunction<CompletionStage<T>> step, Predicate<T> again, Instant until) {
        CompletableFuture<Tried<T>> done = new CompletableFuture<>();
        attempt(1, step, again, until, done);
        return done;
    }

    private <T> void attempt(
            int number,
            IntFunction<CompletionStage<T>> step,
            Predicate<T> again,
            Instant until,
            CompletableFuture<Tried<T>> done) {
        started(step, number).whenComplete((result, failure) -> {
            if (failure == null && !again.test(result)) {
                done.complete(new Tried<>(result, number));
                return;
            }
            var wait = backoff.after(number);
            if (clock.instant().plus(wait).isBefore(until)) {
                delayer.after(wait, () -> attempt(number + 1, step, again, until, done));
            } else if (failure == null) {
                done.complete(new Tried<>(result, number));
            } else {
                done.completeExceptionally(failure);
            }
        });
    }

    private static <T> CompletionStage<T> started(IntFunction<CompletionStage<T>> step, int number) {
        try {
            return step.apply(number);
        } catch (RuntimeException e) {
            return CompletableFuture.failedStage(e);
        }
    }
}
