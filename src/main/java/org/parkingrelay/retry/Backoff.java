package org.parkingrelay.retry;

import java.time.Duration;
import java.util.function.DoubleSupplier;
import org.parkingrelay.config.ConfigProblems;

/**
 * How long to wait before the next attempt: doubling from an initial wait up to a longest one, each spread over its upper
 * half, so that cars that failed together do not come back together.
 */
public final class Backoff {

    private static final Duration LONGEST = Duration.ofHours(1);

    private final Duration initial;
    private final Duration max;
    private final DoubleSupplier random;

    /**
     * Builds a backoff.
     *
     * @param initial the wait after the first attempt
     * @param max the longest wait
     * @param random numbers from 0 (inclusive) to 1 (exclusive)
     */
    public Backoff(Duration initial, Duration max, DoubleSupplier random) {
        this.initial = initial;
        this.max = max;
        this.random = random;
    }

    /** Adds a problem for each wait that is not positive or larger than its bound. */
    public static void check(RetryConfig config, ConfigProblems problems) {
        Duration initial = config.backoff().initial();
        if (initial.toMillis() < 1) {
            problems.add("relay.retry.backoff.initial", "is shorter than 1ms", "set it to a duration such as 500ms");
        }
        if (config.backoff().max().compareTo(LONGEST) > 0) {
            problems.add("relay.retry.backoff.max", "is longer than an hour", "set it to a duration such as 30s");
        }
        if (config.backoff().max().compareTo(initial) < 0) {
            problems.add(
                    "relay.retry.backoff.max",
                    "is shorter than relay.retry.backoff.initial",
                    "set it to a longer duration such as 30s");
        }
    }

    /**
     * The wait after an attempt that failed.
     *
     * @param attempt the attempt's number, from 1
     */
    public Duration after(int attempt) {
        double doubled = initial.toMillis() * Math.pow(2, attempt - 1.0);
        double bounded = Math.min(doubled, (double) max.toMillis());
        return Duration.ofMillis(Math.round(bounded * (0.5 + random.getAsDouble() / 2)));
    }
}
