package org.parkingrelay.deadletter;

import java.time.Duration;

/**
 * How much one slice of a scan may take.
 *
 * @param records looked at
 * @param time until it answers with what it has
 * @param bytes of letters that are held at a time, about
 * @param patience with Kafka
 */
public record ScanLimits(int records, Duration time, long bytes, Duration patience) {

    /** Of a request that a person waits for. */
    public static final ScanLimits OF_A_REQUEST =
            new ScanLimits(50_000, Duration.ofMillis(700), 16 * 1024 * 1024, Duration.ofSeconds(5));
}
