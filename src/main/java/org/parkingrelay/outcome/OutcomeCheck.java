package org.parkingrelay.outcome;

import java.util.Optional;
import org.parkingrelay.config.ConfigProblems;
import org.parkingrelay.config.TopicName;

/** Checks this room's keys. */
public final class OutcomeCheck {

    /** The key of the topic. */
    static final String KEY = "relay.outcome.topic";

    private static final String MEND =
            "set it to a name such as parking.gate-events.outcomes, or to " + OutcomeConfig.NO_TOPIC;

    private OutcomeCheck() {}

    /** The topic; empty where there is none. */
    public static Optional<String> topic(OutcomeConfig config) {
        return Optional.of(config.topic()).filter(topic -> !topic.equals(OutcomeConfig.NO_TOPIC));
    }

    /**
     * Adds a problem where the topic can be none, or is one that something else is written to.
     *
     * @param others topics that hold other things
     */
    public static void run(OutcomeConfig config, Iterable<String> others, ConfigProblems problems) {
        if (!TopicName.isLegal(config.topic())) {
            problems.add(KEY, "is no topic's name", MEND);
        }
        if (!config.events().equals(OutcomeConfig.ALL) && !config.events().equals(OutcomeConfig.MEMBERS)) {
            problems.add(
                    "relay.outcome.events",
                    "is neither " + OutcomeConfig.ALL + " nor " + OutcomeConfig.MEMBERS,
                    "set it to one of them");
        }
        for (String other : others) {
            if (topic(config).filter(other::equals).isPresent()) {
                problems.add(KEY, "is " + other + ", which holds other records", MEND);
            }
        }
    }
}
