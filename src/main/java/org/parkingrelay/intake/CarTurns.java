package org.parkingrelay.intake;

import java.util.List;
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

    /**
     * Runs {@code work} once all earlier work of this car has ended, however it ended.
     *
     * @param plates every plate of the car, at least one: an entry may name two of which the exit names one
     */
    <T> CompletionStage<T> inTurn(List<Plate> plates, Supplier<CompletionStage<T>> work) {
        CompletableFuture<Void> mine = new CompletableFuture<>();
        CompletableFuture<?>[] before = takeTurn(plates, mine);
        CompletionStage<T> result = before.length == 0
                ? started(work)
                : CompletableFuture.allOf(before).thenComposeAsync(ended -> started(work), executor);
        return result.whenComplete((value, failure) -> {
            plates.forEach(plate -> lastOfCar.remove(plate, mine));
            mine.complete(null);
        });
    }

    /** For all plates at once, so that no two events wait for each other. */
    private synchronized CompletableFuture<?>[] takeTurn(List<Plate> plates, CompletableFuture<Void> mine) {
        return plates.stream()
                .map(plate -> lastOfCar.put(plate, mine))
                .filter(before -> before != null && before != mine)
                .toArray(CompletableFuture[]::new);
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
