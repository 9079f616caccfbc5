package org.parkingrelay.retry;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.IntFunction;
import java.util.function.Predicate;

/** Repeats an asynchronous step until it needs no further attempt, or until a further one would come too late. */
public final class Retrying {

    private final Backoff backoff;
    private final Waits waits;
    private final Clock clock;

    public Retrying(Backoff backoff, Waits waits, Clock clock) {
        this.backoff = backoff;
        this.waits = waits;
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
     * @param claim no attempt begins after its end, except the first
     * @return the last result; fails with the last failure where the last attempt failed
     */
    public <T> CompletionStage<Tried<T>> run(
            IntFunction<CompletionStage<T>> step, Predicate<T> again, Instant until, Claim claim) {
        Run<T> run = new Run<>(step, again, until, claim, new CompletableFuture<>());
        attempt(1, run);
        return run.done();
    }

    private record Run<T>(
            IntFunction<CompletionStage<T>> step,
            Predicate<T> again,
            Instant until,
            Claim claim,
            CompletableFuture<Tried<T>> done) {

        CompletionStage<T> started(int number) {
            try {
                return step.apply(number);
            } catch (RuntimeException e) {
                return CompletableFuture.failedStage(e);
            }
        }
    }

    private <T> void attempt(int number, Run<T> run) {
        run.started(number).whenComplete((result, failure) -> {
            if (failure == null && !run.again().test(result)) {
                run.done().complete(new Tried<>(result, number));
                return;
            }
            Duration wait = backoff.after(number);
            Runnable end = () -> {
                if (failure == null) {
                    run.done().complete(new Tried<>(result, number));
                } else {
                    run.done().completeExceptionally(failure);
                }
            };
            if (!clock.instant().plus(wait).isBefore(run.until())) {
                end.run();
                return;
            }
            waits.during(wait, run.claim()).thenRun(() -> {
                if (run.claim().isEnded()) {
                    end.run();
                } else {
                    attempt(number + 1, run);
                }
            });
        });
    }
}
