package org.parkingrelay.wechatpay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SignersTest {

    private static final Duration WAIT = Duration.ofSeconds(10);

    private final Signers signers = new Signers(1, Thread::new);

    @AfterEach
    void close() {
        signers.close();
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Test
    void are_behind_while_much_is_not_told_and_say_when_they_are_not() {
        AtomicInteger reliefs = new AtomicInteger();
        AtomicInteger reliefsWhileBehind = new AtomicInteger();
        signers.onRelief(() -> {
            reliefs.incrementAndGet();
            if (signers.areBehind()) {
                reliefsWhileBehind.incrementAndGet();
            }
        });
        CountDownLatch signing = new CountDownLatch(1);
        List<CompletionStage<Boolean>> results = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            assertThat(signers.areBehind()).isFalse();
            results.add(signers.sign(() -> awaited(signing)));
        }
        assertThat(signers.areBehind()).isTrue();
        assertThat(reliefs).hasValue(0);

        signing.countDown();

        await().until(() ->
                results.stream().allMatch(result -> result.toCompletableFuture().isDone()));
        assertThat(results).allSatisfy(result -> assertThat(result).isCompletedWithValue(true));
        // After the fourth of eight hand-overs, and after each that follows it.
        await().until(() -> reliefs.get() == 5);
        assertThat(signers.areBehind()).isFalse();
        assertThat(reliefsWhileBehind).hasValue(0);
    }

    @Test
    void are_behind_while_who_takes_over_is() {
        Queue<Runnable> handedOver = new ConcurrentLinkedQueue<>();
        signers.handOverTo(handedOver::add);
        for (int i = 0; i < 64; i++) {
            var unused = signers.sign(() -> true);
        }
        AtomicInteger told = new AtomicInteger();
        signers.onRelief(told::incrementAndGet);

        assertThat(signers.areBehind()).isTrue();
        await().until(() -> {
            Optional.ofNullable(handedOver.poll()).ifPresent(Runnable::run);
            return told.get() > 0;
        });

        assertThat(signers.areBehind()).isFalse();
    }

    @Test
    void what_waits_is_handed_over_eight_at_a_time_and_in_its_order() {
        Queue<Runnable> handedOver = new ConcurrentLinkedQueue<>();
        signers.handOverTo(handedOver::add);
        CountDownLatch signing = new CountDownLatch(1);
        List<Integer> told = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            int number = i;
            var unused = signers.sign(() -> awaited(signing)).thenRun(() -> told.add(number));
        }

        signing.countDown();

        await().until(() -> handedOver.size() == 3);
        handedOver.remove().run();
        assertThat(told).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
        handedOver.remove().run();
        handedOver.remove().run();
        assertThat(told).hasSize(20).isSorted();
    }

    @Test
    void one_that_fails_does_not_take_the_others_with_it() {
        CountDownLatch signing = new CountDownLatch(1);
        CompletionStage<Boolean> before = signers.sign(() -> awaited(signing));
        CompletionStage<Boolean> failing = signers.sign(() -> {
            throw new IllegalStateException("no key");
        });
        CompletionStage<Boolean> after = signers.sign(() -> true);

        signing.countDown();

        assertThat(after).succeedsWithin(WAIT).isEqualTo(true);
        assertThat(before).isCompletedWithValue(true);
        assertThat(failing).isCompletedExceptionally();
    }

    @Test
    void what_nobody_takes_over_any_more_is_told_all_the_same() {
        signers.handOverTo(task -> {
            throw new RejectedExecutionException("closed");
        });

        assertThat(signers.sign(() -> true)).succeedsWithin(WAIT).isEqualTo(true);
    }

    @Test
    void nothing_is_signed_once_they_are_closed() {
        signers.close();

        assertThat(signers.sign(() -> true)).isCompletedExceptionally();
    }
}
