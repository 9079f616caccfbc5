package org.parkingrelay.intake;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import org.parkingrelay.config.ConfigProblems;
import org.parkingrelay.config.TopicName;
import org.parkingrelay.mapping.Mappings;

/**
 * What {@code relay.intake.topics} subscribes to: a list of names, or one regular expression where any entry is one. Kafka
 * names topics with letters, digits, dots, hyphens and underscores only, so any other character tells an expression.
 */
record TopicSubscription(List<String> entries) {

    private static final String KEY = "relay.intake.topics";

    static TopicSubscription of(String configured) {
        return new TopicSubscription(Arrays.stream(configured.split(","))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .toList());
    }

    /**
     * Adds a problem where there is no topic, an expression cannot be read, a topic would be read that the relay writes, since each
     * dead letter would then make the next, and what waits to be tried again would be tried at once, or one that holds bindings.
     */
    void check(String deadLetterTopic, String retryTopic, Optional<String> bindingTopic, ConfigProblems problems) {
        if (entries.isEmpty()) {
            problems.add(
                    KEY, "names no topic", "set it to names such as " + IntakeConfig.DEFAULT_TOPICS + ", or remove it");
        }
        for (String entry : entries) {
            try {
                Pattern topics = Pattern.compile(TopicName.isLegal(entry) ? Pattern.quote(entry) : entry);
                checkNotRead(topics, entry, "dead-letter topic", deadLetterTopic, problems);
                checkNotRead(topics, entry, "retry topic", retryTopic, problems);
                bindingTopic.ifPresent(
                        bindings -> checkNotRead(topics, entry, "topic of the bindings", bindings, problems));
            } catch (PatternSyntaxException e) {
                problems.add(
                        KEY, "holds what is neither a topic's name nor a regular expression", "check '" + entry + "'");
            }
        }
    }

    /**
     * Adds a problem where one more topic that the relay writes would be read.
     *
     * @param what it is, as in "dead-letter topic"
     */
    void checkNotRead(String what, String topic, ConfigProblems problems) {
        // What is no expression is told by the check of the key itself.
        entries.stream()
                .filter(entry -> matches(entry, topic) && isReadable(entry))
                .forEach(entry -> checkNotRead(Pattern.compile(Pattern.quote(topic)), entry, what, topic, problems));
    }

    private static boolean isReadable(String entry) {
        try {
            return Pattern.compile(entry).flags() == 0;
        } catch (PatternSyntaxException e) {
            return false;
        }
    }

    /** Adds a problem for each topic or pattern that has a mapping and is not read, so that its mapping would be of no use. */
    void checkMapped(Set<String> mapped, ConfigProblems problems) {
        boolean namesOnly = entries.stream().allMatch(TopicName::isLegal);
        for (String topic : mapped) {
            boolean isRead = TopicName.isLegal(topic)
                    ? entries.stream().anyMatch(entry -> matches(entry, topic))
                    : !namesOnly || entries.stream().anyMatch(entry -> matches(topic, entry));
            if (!isRead) {
                problems.add(
                        Mappings.keyOf(topic),
                        "is for a topic that is not read",
                        "add it to " + KEY + " or remove the mapping");
            }
        }
    }

    /** Whether it is among what is read. */
    boolean reads(String topic) {
        return entries.stream().anyMatch(entry -> matches(entry, topic));
    }

    private static boolean matches(String entry, String topic) {
        try {
            return entry.equals(topic) || (!TopicName.isLegal(entry) && Pattern.matches(entry, topic));
        } catch (PatternSyntaxException e) {
            // Told by the check of that key.
            return true;
        }
    }

    private static void checkNotRead(Pattern topics, String entry, String what, String other, ConfigProblems problems) {
        if (topics.matcher(other).matches()) {
            problems.add(
                    KEY,
                    "matches the " + what + " " + other + " with '" + entry + "'",
                    "leave it out, for an expression with (?!" + Pattern.quote(other) + "$) before it");
        }
    }

    /** The same, as the messaging layer's channel wants it told. */
    Map<String, String> channelProperties() {
        if (entries.stream().allMatch(entry -> TopicName.isLegal(entry))) {
            return Map.of("topics", String.join(",", entries));
        }
        String expression = entries.stream()
                .map(entry -> TopicName.isLegal(entry) ? Pattern.quote(entry) : "(?:" + entry + ")")
                .collect(Collectors.joining("|"));
        // Emptied, because the framework keeps the list that it saw when the jar was built.
        return Map.of("topic", expression, "pattern", "true", "topics", "");
    }
}
