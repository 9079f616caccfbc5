package org.parkingrelay.explain;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Times as people read them. */
final class Times {

    private static final DateTimeFormatter TEXT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx").withZone(ZoneOffset.ofHours(8));
    private static final int DAYS_OF_YEAR = 365;

    private Times() {}

    /** With Beijing's offset and in seconds, as WeChat Pay is told it. */
    static String text(Instant time) {
        return TEXT.format(time);
    }

    /** The largest unit of which there are two or more: {@code 2 years}, {@code 90 minutes}. */
    static String words(Duration duration) {
        if (duration.toDays() >= 2 * DAYS_OF_YEAR) {
            return duration.toDays() / DAYS_OF_YEAR + " years";
        }
        if (duration.toDays() >= 2) {
            return duration.toDays() + " days";
        }
        if (duration.toHours() >= 2) {
            return duration.toHours() + " hours";
        }
        return duration.toMinutes() >= 2 ? duration.toMinutes() + " minutes" : duration.toSeconds() + " seconds";
    }
}
