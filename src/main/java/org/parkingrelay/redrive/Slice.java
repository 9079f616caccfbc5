package org.parkingrelay.redrive;

import java.time.Duration;
import org.apache.kafka.common.errors.TimeoutException;

/** How long an answer may take: a little while, but until there is something to go on from. */
final class Slice {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final long begun = System.nanoTime();
    private final Duration usual;

    private Slice(Duration usual) {
        this.usual = usual;
    }

    /** Begins once Kafka's clients are made. */
    static Slice begin(Duration usual) {
        return new Slice(usual);
    }

    /**
     * Whether there is time for more.
     *
     * @throws TimeoutException if there is nothing to go on from: the same cursor again would never come to an end
     */
    boolean lasts(boolean hasProgress) {
        long spent = System.nanoTime() - begun;
        if (!hasProgress && spent > PATIENCE.toNanos()) {
            throw new TimeoutException("nothing was read");
        }
        return !hasProgress || spent < usual.toNanos();
    }
}
