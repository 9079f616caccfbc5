package org.parkingrelay.binding;

import java.util.Optional;
import org.parkingrelay.config.ConfigProblems;
import org.parkingrelay.config.TopicName;
import org.parkingrelay.lookup.LookupConfig;

/** Checks the key of the bindings' topic. */
public final class BindingCheck {

    private static final String KEY = "relay.lookup.topic";

    private BindingCheck() {}

    /** The topic to follow; empty where there is none. */
    public static Optional<String> topic(LookupConfig config) {
        return Optional.of(config.topic()).filter(topic -> !topic.equals(LookupConfig.NO_TOPIC));
    }

    /**
     * Adds a problem where the topic can be none, or is one that the relay writes other things to.
     *
     * @param written each of the topics that the relay writes
     */
    public static void run(LookupConfig config, Iterable<String> written, ConfigProblems problems) {
        String mend = "set it to a name such as " + LookupConfig.DEFAULT_TOPIC + ", or to " + LookupConfig.NO_TOPIC;
        if (!TopicName.isLegal(config.topic())) {
            problems.add(KEY, "is no topic's name", mend);
        }
        for (String topic : written) {
            if (topic.equals(config.topic())) {
                problems.add(KEY, "is " + topic + ", to which the relay writes events", mend);
            }
        }
    }
}
