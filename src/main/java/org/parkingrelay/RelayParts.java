package org.parkingrelay;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadLocalRandom;
import org.parkingrelay.retry.Backoff;

/** Parts of the {@link Relay} that it makes by itself. */
final class RelayParts {

    private static final Duration STORE_FIRST_WAIT = Duration.ofMillis(200);

    /** So long after it is back, at most, the store is asked again. */
    private static final Duration STORE_LONGEST_WAIT = Duration.ofSeconds(2);

    private RelayParts() {}

    /** Not the common pool: where there is one core, CompletableFuture takes a new thread for each task in the place of that. */
    static ForkJoinPool newWorkers() {
        boolean inOrder = true;
        return new ForkJoinPool(
                Runtime.getRuntime().availableProcessors(),
                ForkJoinPool.defaultForkJoinWorkerThreadFactory,
                null,
                inOrder);
    }

    static Backoff storeBackoff() {
        return new Backoff(
                STORE_FIRST_WAIT,
                STORE_LONGEST_WAIT,
                () -> ThreadLocalRandom.current().nextDouble());
    }

    static Map<String, Double> callsPerSecond(RelayConfiguration config) {
        Map<String, Double> rates = new HashMap<>();
        config.wechatpay().credentials().forEach((name, credential) -> rates.put(name, credential.callsPerSecond()));
        return rates;
    }
}
