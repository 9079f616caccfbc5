package org.parkingrelay.testing;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Events as a vendor would write them, now. */
public final class GateEvents {

    private static final AtomicLong NUMBER = new AtomicLong();

    private static Instant last = Instant.EPOCH;

    private GateEvents() {}

    /** Now, and later than any event before, so that the order in which a test writes them is theirs. */
    public static String bare(String plate, String direction) {
        return bare(plate, direction, next());
    }

    private static synchronized Instant next() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        last = now.isAfter(last) ? now : last.plusMillis(1);
        return last;
    }

    /** The time of a passage now, as text, and later than that of any event before: to the second it might be earlier. */
    public static String now() {
        return text(next());
    }

    public static String bare(String plate, String direction, Instant occurredAt) {
        return """
                {"eventId":"e-%d","direction":"%s","plateNumber":"%s","lotId":"LOT-1","occurredAt":"%s"}""".formatted(NUMBER.incrementAndGet(), direction, plate, text(occurredAt));
    }

    /** An event with a name, at a car park; {@code more} are further fields of the contract, each with a comma before it. */
    public static String of(
            String eventId, String lotId, String plate, String direction, Instant occurredAt, String more) {
        return """
                {"eventId":"%s","direction":"%s","plateNumber":"%s","lotId":"%s","occurredAt":"%s"%s}""".formatted(eventId, direction, plate, lotId, text(occurredAt), more);
    }

    /** A time as gates write it, in seconds at +08:00. */
    public static OffsetDateTime beijing(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).atOffset(ZoneOffset.ofHours(8));
    }

    /** The same as text. Not by {@code toString()}, which leaves out seconds that are zero, as the contract does not allow. */
    public static String beijingText(Instant time) {
        return text(time.truncatedTo(ChronoUnit.SECONDS));
    }

    private static String text(Instant time) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time.atOffset(ZoneOffset.ofHours(8)));
    }
}
