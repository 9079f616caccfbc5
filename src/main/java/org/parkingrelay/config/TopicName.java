package org.parkingrelay.config;

import java.util.regex.Pattern;

/** What Kafka takes as a topic's name: letters, digits, dots, hyphens and underscores, at most 249. */
public final class TopicName {

    private static final Pattern LEGAL = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._-]{1,249}");

    private TopicName() {}

    /** Whether a topic can have this name. */
    public static boolean isLegal(String name) {
        return LEGAL.matcher(name).matches();
    }
}
