package org.parkingrelay.intake;

import org.parkingrelay.config.ConfigProblems;

/** Checks this room's keys. */
public final class IntakeCheck {

    private IntakeCheck() {}

    /**
     * Adds a problem for each key that is wrong.
     *
     * @param deadLetterTopic must not be read
     */
    public static void run(IntakeConfig config, String deadLetterTopic, ConfigProblems problems) {
        TopicSubscription.of(config.topics()).check(deadLetterTopic, problems);
        if (config.maxInFlight() < 1) {
            problems.add("relay.intake.max-in-flight", "is less than 1", "set it to a number such as 2000");
        }
        if (config.maxBytesInFlight().asLongValue() < 1) {
            problems.add("relay.intake.max-bytes-in-flight", "is less than 1", "set it to a size such as 64M");
        }
    }
}
