package org.parkingrelay.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.parkingrelay.event.Plate;
import org.parkingrelay.event.PlateCategory;

class CarTurnsTest {

    private static final Plate CAR = new Plate("粤B12345", PlateCategory.ORDINARY);
    private static final Plate OTHER_CAR = new Plate("粤B54321", PlateCategory.ORDINARY);

    private final CarTurns turns = new CarTurns(Runnable::run, 3);
    private final List<String> started = new ArrayList<>();

    private CompletionStage<String> run(Plate car, String name, CompletableFuture<String> work) {
        return turns.inTurn(
                List.of(car),
                () -> {
                    started.add(name);
                    return work;
                },
                "too many");
    }

    @Test
    void one_car_takes_turns_and_another_does_not_wait() {
        CompletableFuture<String> first = new CompletableFuture<>();
        run(CAR, "first", first);
        run(CAR, "second", CompletableFuture.completedFuture("done"));
        run(OTHER_CAR, "other", CompletableFuture.completedFuture("done"));

        assertThat(started).containsExactly("first", "other");
        first.complete("done");
        assertThat(started).containsExactly("first", "other", "second");
    }

    @Test
    void an_event_with_two_plates_waits_for_both_and_both_wait_for_it() {
        CompletableFuture<String> first = new CompletableFuture<>();
        CompletableFuture<String> both = new CompletableFuture<>();
        run(CAR, "first", first);
        turns.inTurn(
                List.of(OTHER_CAR, CAR),
                () -> {
                    started.add("both");
                    return both;
                },
                "too many");
        run(OTHER_CAR, "other", CompletableFuture.completedFuture("done"));

        assertThat(started).containsExactly("first");
        first.complete("done");
        assertThat(started).containsExactly("first", "both");
        both.complete("done");
        assertThat(started).containsExactly("first", "both", "other");
        assertThat(turns.cars()).isZero();
    }

    @Test
    void work_that_fails_gives_its_turn_to_the_next() {
        CompletableFuture<String> first = new CompletableFuture<>();
        run(CAR, "first", first);
        CompletionStage<String> second = run(CAR, "second", CompletableFuture.completedFuture("done"));

        first.completeExceptionally(new IllegalStateException());

        assertThat(second.toCompletableFuture()).isCompletedWithValue("done");
        CompletionStage<String> thrown = turns.inTurn(
                List.of(CAR),
                () -> {
                    throw new IllegalStateException();
                },
                "too many");
        assertThat(thrown.toCompletableFuture()).isCompletedExceptionally();
        assertThat(turns.cars()).isZero();
    }

    @Test
    void only_so_many_events_of_one_car_wait() {
        CompletableFuture<String> first = new CompletableFuture<>();
        run(CAR, "first", first);
        for (int i = 0; i < 3; i++) {
            run(CAR, "waits", CompletableFuture.completedFuture("done"));
        }

        assertThat(run(CAR, "one more", CompletableFuture.completedFuture("done"))
                        .toCompletableFuture())
                .isCompletedWithValue("too many");
        assertThat(run(OTHER_CAR, "other", CompletableFuture.completedFuture("done"))
                        .toCompletableFuture())
                .isCompletedWithValue("done");

        first.complete("done");
        assertThat(started).containsExactly("first", "other", "waits", "waits", "waits");
        assertThat(run(CAR, "again", CompletableFuture.completedFuture("done")).toCompletableFuture())
                .isCompletedWithValue("done");
        assertThat(turns.cars()).isZero();
    }

    @Test
    void forgets_a_car_of_which_nothing_is_in_flight() {
        run(CAR, "only", CompletableFuture.completedFuture("done"));

        assertThat(turns.cars()).isZero();
    }

    @Test
    void a_long_row_of_one_car_ends_without_nesting_calls() throws Exception {
        CarTurns pooled = new CarTurns(ForkJoinPool.commonPool(), Integer.MAX_VALUE);
        CompletableFuture<String> first = new CompletableFuture<>();
        AtomicInteger order = new AtomicInteger();
        pooled.inTurn(List.of(CAR), () -> first, "too many");
        CompletionStage<Integer> last = CompletableFuture.completedStage(0);
        for (int i = 0; i < 20_000; i++) {
            last = pooled.inTurn(List.of(CAR), () -> CompletableFuture.completedStage(order.incrementAndGet()), -1);
        }

        first.complete("done");

        assertThat(last.toCompletableFuture().get(Duration.ofSeconds(30).toSeconds(), TimeUnit.SECONDS))
                .isEqualTo(20_000);
    }
}
