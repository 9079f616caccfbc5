package org.parkingrelay.faults;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/** What must become of a record, by the rules and not by the relay's word. */
sealed interface Fate {

    /**
     * Reported for each of these keys, or superseded there by a later state.
     *
     * @param usefulUntil from then on it need not be reported any more
     */
    record Reported(List<String> keys, String state, Instant occurredAt, Instant usefulUntil) implements Fate {

        private static final ZoneId DAY = ZoneId.of("Asia/Shanghai");
        private static final Duration MAX_AGE = Duration.ofHours(12);

        static Reported of(List<String> keys, String state, Instant occurredAt) {
            Instant tooOld = occurredAt.plus(MAX_AGE);
            Instant nextDay = occurredAt
                    .atZone(DAY)
                    .toLocalDate()
                    .plusDays(1)
                    .atStartOfDay(DAY)
                    .toInstant();
            return new Reported(
                    keys, state, occurredAt, state.equals("IN") && nextDay.isBefore(tooOld) ? nextDay : tooOld);
        }
    }

    /** Dead-lettered with this reason. */
    record Dead(String reason) implements Fate {}

    /** Nothing at all. */
    record Skipped(String reason) implements Fate {}
}
