package org.parkingrelay.redrive;

import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.parkingrelay.config.ConfigProblems;
import org.parkingrelay.config.TopicName;

/** Checks this room's keys. */
public final class RedriveCheck {

    private static final int MOST_REDRIVES = 100;

    private RedriveCheck() {}

    /** The journal; empty where nothing is redriven. */
    public static Optional<String> journal(RedriveConfig config) {
        return Optional.of(config.journal()).filter(topic -> !topic.equals(RedriveConfig.NO_JOURNAL));
    }

    /**
     * Adds a problem for each key that is wrong.
     *
     * @param others topics with other contents, by the keys that name them
     * @param isRead whether the relay takes events from a topic
     */
    public static void run(
            RedriveConfig config, Map<String, String> others, Predicate<String> isRead, ConfigProblems problems) {
        String mend = "set it to a name such as parking.gate-events.dlt.journal, or to " + RedriveConfig.NO_JOURNAL;
        if (!TopicName.isLegal(config.journal())) {
            problems.add(RedriveConfig.JOURNAL, "is no topic's name", mend);
        }
        others.forEach((key, topic) -> {
            if (topic.equals(config.journal())) {
                problems.add(RedriveConfig.JOURNAL, "is " + topic + ", as " + key + " is", mend);
            }
        });
        if (journal(config).filter(isRead).isPresent()) {
            problems.add(
                    RedriveConfig.JOURNAL,
                    "is " + config.journal() + ", from which relay.intake.topics takes events",
                    "leave it out there, or name another");
        }
        if (config.maxRedrives() < 1 || config.maxRedrives() > MOST_REDRIVES) {
            problems.add(
                    "relay.redrive.max-redrives",
                    "is out of bounds",
                    "set it to a number from 1 to " + MOST_REDRIVES + ", such as 3");
        }
    }
}
