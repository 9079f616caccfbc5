package org.parkingrelay.retry;

import java.time.Duration;
import org.parkingrelay.config.ConfigProblems;
import org.parkingrelay.config.TopicName;

/** Checks this room's keys. */
public final class RetryCheck {

    private static final Duration LONGEST = Duration.ofHours(1);

    private RetryCheck() {}

    /** Adds a problem for each key that is wrong. */
    public static void run(RetryConfig config, ConfigProblems problems) {
        Backoff.check(config, problems);
        if (!TopicName.isLegal(config.topic())) {
            problems.add(
                    "relay.retry.topic", "is no topic's name", "set it to a name such as " + RetryConfig.DEFAULT_TOPIC);
        }
        if (config.delay().toMillis() < 1 || config.delay().compareTo(LONGEST) > 0) {
            problems.add(
                    "relay.retry.delay",
                    "is shorter than 1ms or longer than an hour",
                    "set it to a duration such as 1m");
        }
        if (config.budget().isNegative() || config.budget().compareTo(LONGEST) > 0) {
            problems.add("relay.retry.budget", "is negative or longer than an hour", "set it to a duration such as 2m");
        }
    }
}
