package org.parkingrelay.intake;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import org.parkingrelay.config.ConfigProblems;

/**
 * What {@code relay.intake.topics} subscribes to: a list of names, or one regular expression where any entry is one. Kafka
 * names topics with letters, digits, dots, hyphens and underscores only, so any other character tells an expression.
 */
record TopicSubscription(List<String> entries) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,249}");
    private static final String KEY = "relay.intake.topics";

    static TopicSubscription of(String configured) {
        return new TopicSubscription(Arrays.stream(configured.split(","))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .toList());
    }

    /**
     * Adds a problem where there is no topic, an expression cannot be read, or the dead-letter topic would be read: each dead
     * letter would then make the next.
     */
    void check(String deadLetterTopic, ConfigProblems problems) {
        if (entries.isEmpty()) {
            problems.add(
                    KEY, "names no topic", "set it to names such as " + IntakeConfig.DEFAULT_TOPICS + ", or remove it");
        }
        for (String entry : entries) {
            try {
                boolean readsDeadLetters = NAME.matcher(entry).matches()
                        ? entry.equals(deadLetterTopic)
                        : Pattern.compile(entry).matcher(deadLetterTopic).matches();
                if (readsDeadLetters) {
                    problems.add(
                            KEY,
                            "matches the dead-letter topic " + deadLetterTopic + " with '" + entry + "'",
                            "leave it out, for an expression with (?!" + Pattern.quote(deadLetterTopic)
                                    + "$) before it");
                }
            } catch (PatternSyntaxException e) {
                problems.add(
                        KEY, "holds what is neither a topic's name nor a regular expression", "check '" + entry + "'");
            }
        }
    }

    /** The same, as the messaging layer's channel wants it told. */
    Map<String, String> channelProperties() {
        if (entries.stream().allMatch(entry -> NAME.matcher(entry).matches())) {
            return Map.of("topics", String.join(",", entries));
        }
        String expression = entries.stream()
                .map(entry -> NAME.matcher(entry).matches() ? Pattern.quote(entry) : "(?:" + entry + ")")
                .collect(Collectors.joining("|"));
        // Emptied, because the framework keeps the list that it saw when the jar was built.
        return Map.of("topic", expression, "pattern", "true", "topics", "");
    }
}
