package org.parkingrelay.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.parkingrelay.event.Plate;

/**
 * One event of a car at a time, in the order in which they came, while different cars never wait for each other. Forgets a
 * car as soon as nothing of it is in flight. Thread-safe.
 */
final class CarTurns {

    private static final CompletableFuture<?>[] NONE = {};
    private static final CompletableFuture<?>[] FULL = {};

    private final Map<Plate, CompletableFuture<Void>> lastOfCar = new ConcurrentHashMap<>();
    /** How many wait for their turn, where any do. */
    private final Map<Plate, Integer> waiting = new ConcurrentHashMap<>();

    private final int mostWaiting;
    private final Executor executor;

    /**
     * Builds the turns.
     *
     * @param executor starts work that had to wait; on the thread that ended the work before, a long row of events that need
     *     no waiting would nest their calls without bound
     * @param mostWaiting of one car; one camera that repeats one plate must not fill the relay
     */
    CarTurns(Executor executor, int mostWaiting) {
        this.mostWaiting = mostWaiting;
        this.executor = executor;
    }

    /**
     * Runs {@code work} once all earlier work of this car has ended, however it ended.
     *
     * @param tooMany is the result at once where too many of this car wait already
     * @param plates every plate of the car, at least one: an entry may name two of which the exit names one
     */
    <T> CompletionStage<T> inTurn(List<Plate> plates, Supplier<CompletionStage<T>> work, T tooMany) {
        CompletableFuture<Void> mine = new CompletableFuture<>();
        CompletableFuture<?>[] before = takeTurn(plates, mine);
        if (before == FULL) {
            return CompletableFuture.completedStage(tooMany);
        }
        CompletionStage<T> result = before == NONE
                ? started(work)
                : CompletableFuture.allOf(before)
                        .thenComposeAsync(
                                ended -> {
                                    plates.forEach(plate -> waiting.compute(plate, CarTurns::oneLess));
                                    return started(work);
                                },
                                executor);
        return result.whenComplete((value, failure) -> {
            plates.forEach(plate -> lastOfCar.remove(plate, mine));
            mine.complete(null);
        });
    }

    /** For all plates at once, so that no two events wait for each other; {@link #FULL} where there is no turn to take. */
    private synchronized CompletableFuture<?>[] takeTurn(List<Plate> plates, CompletableFuture<Void> mine) {
        for (Plate plate : plates) {
            if (waiting.getOrDefault(plate, 0) >= mostWaiting) {
                return FULL;
            }
        }
        List<CompletableFuture<?>> before = new ArrayList<>(plates.size());
        for (Plate plate : plates) {
            CompletableFuture<Void> last = lastOfCar.put(plate, mine);
            if (last != null && last != mine) {
                before.add(last);
            }
        }
        if (before.isEmpty()) {
            return NONE;
        }
        plates.forEach(plate -> waiting.merge(plate, 1, Integer::sum));
        return before.toArray(NONE);
    }

    private static @Nullable Integer oneLess(Plate plate, @Nullable Integer count) {
        return count == null || count == 1 ? null : count - 1;
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
