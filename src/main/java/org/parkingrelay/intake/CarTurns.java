package org.parkingrelay.intake;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.parkingrelay.event.Plate;

/**
 * One event of a car at a time, in the order in which they came, while different cars never wait for each other. Forgets a
 * car as soon as nothing of it is in flight. Thread-safe.
 */
final class CarTurns {

    private final Map<Plate, CompletableFuture<Void>> lastOfCar = new ConcurrentHashMap<>();
    private final Executor executor;

    /**
     * Builds the turns.
     *
     * @param executor starts work that had to wait; on the thread that ended the work before, a long row of events that need
     *     no waiting would nest their calls without bound
     */
    CarTurns(Executor executor) {
        this.executor = executor;
    }

    /** Runs {@code work} once all earlier work of this car has ended, however it ended. */
    <T> CompletionStage<T> inTurn(Plate car, Supplier<CompletionStage<T>> work) {
        CompletableFuture<Void> mine = new CompletableFuture<>();
        CompletableFuture<Void> before = lastOfCar.put(car, mine);
        CompletionStage<T> result =
                before == null ? started(work) : before.thenComposeAsync(ended -> started(work), executor);
        return result.whenComplete((value, failure) -> {
            lastOfCar.remove(car, mine);
            mine.complete(null);
        });
    }

    private static <T> CompletionStage<T> started(Supplier<CompletionStage<T>> work) {
        try {
            return work.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    int cars() {
        return lastOfCar.size();
    }
}
