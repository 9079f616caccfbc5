package org.parkingrelay.wechatpay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SignersTest {

    private final Signers signers = new Signers(1, Thread::new);

    @AfterEach
    void close() {
        signers.close();
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void are_behind_while_much_waits_and_say_when_they_are_not() {
        AtomicInteger reliefs = new AtomicInteger();
        AtomicInteger reliefsWhileBehind = new AtomicInteger();
        signers.onRelief(() -> {
            reliefs.incrementAndGet();
            if (signers.areBehind()) {
                reliefsWhileBehind.incrementAndGet();
            }
        });
        CountDownLatch signing = new CountDownLatch(1);
        // The first is under way, so that it does not wait.
        for (int i = 0; i < 64; i++) {
            signers.execute(() -> awaitUninterrupted(signing));
            assertThat(signers.areBehind()).isFalse();
        }
        signers.execute(() -> {});
        assertThat(signers.areBehind()).isTrue();
        assertThat(reliefs).hasValue(0);

        signing.countDown();

        // After the thirty-third signature, and after each that follows it.
        await().until(() -> reliefs.get() == 33);
        assertThat(signers.areBehind()).isFalse();
        assertThat(reliefsWhileBehind).hasValue(0);
    }
}
