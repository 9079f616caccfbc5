package org.parkingrelay.circle;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.parkingrelay.retry.Claim;
import org.parkingrelay.retry.TimerThread;
import org.parkingrelay.telemetry.Meters;

/** Real threads and a real timer: nobody waits for ever, and the rate holds. */
class LaneConcurrencyTest {

    private static final int THREADS = 4;
    private static final int EVENTS_PER_THREAD = 5_000;
    private static final double RATE = 8_000;

    private final Clock clock = Clock.systemUTC();
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();

    @Test
    @Timeout(60)
    void many_threads_keep_the_rate_and_nobody_waits_for_ever() throws Exception {
        try (TimerThread timer = new TimerThread()) {
            Lanes lanes = new Lanes(
                    Map.of("main", RATE), Integer.MAX_VALUE, clock, timer, new Meters(new SimpleMeterRegistry()));
            ExecutorService threads = Executors.newFixedThreadPool(THREADS);
            long began = clock.millis();
            List<CompletableFuture<Void>> done = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                Circle circle = LaneFixture.circle("mall " + thread, "main");
                done.add(CompletableFuture.runAsync(() -> hammer(lanes.of(circle), circle, threads), threads));
            }
            CompletableFuture.allOf(done.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
            awaitAll();
            long millis = clock.millis() - began + 1;
            threads.shutdownNow();

            assertThat(calls.get() + ended.get()).isEqualTo(THREADS * EVENTS_PER_THREAD);
            assertThat(ended).hasPositiveValue();
            assertThat(calls.get()).isLessThanOrEqualTo((int) (RATE + RATE * millis / 1000));
            assertThat(lanes.all()).allMatch(lane -> lane.waiting() == 0);
        }
    }

    private final List<CompletableFuture<?>> events = new ArrayList<>();

    private void awaitAll() throws Exception {
        CompletableFuture<?>[] all;
        synchronized (events) {
            all = events.toArray(CompletableFuture[]::new);
        }
        CompletableFuture.allOf(all).get(50, TimeUnit.SECONDS);
    }

    private void hammer(Lane lane, Circle circle, ExecutorService threads) {
        Claim claim = new Claim();
        Claim lost = new Claim();
        for (int i = 0; i < EVENTS_PER_THREAD; i++) {
            boolean isFailure = i % 1000 < 6;
            Verdict verdict = isFailure ? Verdict.UNAVAILABLE : Verdict.TAKEN;
            CompletableFuture<?> event = lane.enter(circle, i % 50 == 0 ? lost : claim, Instant.MAX)
                    .thenAccept(pass -> {
                        if (pass == Pass.GO) {
                            calls.incrementAndGet();
                            threads.execute(() -> lane.tell(circle, verdict, "", 0));
                        } else {
                            ended.incrementAndGet();
                        }
                    })
                    .toCompletableFuture();
            synchronized (events) {
                events.add(event);
            }
            if (i == EVENTS_PER_THREAD / 2) {
                lost.end();
            }
        }
    }
}
