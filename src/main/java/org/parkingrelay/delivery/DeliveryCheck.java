package org.parkingrelay.delivery;

import java.time.Duration;
import org.parkingrelay.config.ConfigProblems;

/** Checks this room's keys. */
public final class DeliveryCheck {

    private static final Duration LONGEST = Duration.ofDays(366);

    private DeliveryCheck() {}

    /** Adds a problem for each key that is wrong. */
    public static void run(DeliveryConfig config, ConfigProblems problems) {
        if (config.maxAge().isNegative()
                || config.maxAge().isZero()
                || config.maxAge().compareTo(LONGEST) > 0) {
            problems.add("relay.delivery.max-age", "is not between 0 and a year", "set it to a duration such as 12h");
        }
        if (config.maxClockLead().isNegative() || config.maxClockLead().compareTo(LONGEST) > 0) {
            problems.add(
                    "relay.delivery.max-clock-lead", "is not between 0 and a year", "set it to a duration such as 5m");
        }
        if (config.samePassageWindow().isNegative()
                || config.samePassageWindow().compareTo(config.maxAge()) > 0) {
            problems.add(
                    "relay.delivery.same-passage-window",
                    "is not between 0 and relay.delivery.max-age",
                    "set it to a duration such as 60s, or to 0s to switch it off");
        }
    }
}
