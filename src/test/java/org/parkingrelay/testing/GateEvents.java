package org.parkingrelay.testing;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Events as a vendor would write them, now. */
public final class GateEvents {

    private static final AtomicLong NUMBER = new AtomicLong();

    private GateEvents() {}

    public static String bare(String plate, String direction) {
        return bare(plate, direction, Instant.now());
    }

    public static String bare(String plate, String direction, Instant occurredAt) {
        return """
                {"eventId":"e-%d","direction":"%s","plateNumber":"%s","lotId":"LOT-1","occurredAt":"%s"}""".formatted(NUMBER.incrementAndGet(), direction, plate, beijing(occurredAt));
    }

    /** A time as gates write it, in seconds at +08:00. */
    public static OffsetDateTime beijing(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).atOffset(ZoneOffset.ofHours(8));
    }
}
