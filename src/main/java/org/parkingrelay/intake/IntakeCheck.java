package org.parkingrelay.intake;

import org.parkingrelay.config.ConfigProblems;

/** Checks this room's keys. */
public final class IntakeCheck {

    private IntakeCheck() {}

    /** Adds a problem for each key that is wrong. */
    public static void run(IntakeConfig config, ConfigProblems problems) {
        TopicSubscription.of(config.topics()).check(problems);
        if (config.maxInFlight() < 1) {
            problems.add("relay.intake.max-in-flight", "is less than 1", "set it to a number such as 2000");
        }
    }
}
