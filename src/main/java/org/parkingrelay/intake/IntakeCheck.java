package org.parkingrelay.intake;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import org.parkingrelay.config.ConfigProblems;
import org.parkingrelay.config.TopicName;

/** Checks this room's keys. */
public final class IntakeCheck {

    private static final Duration LONGEST_DRAIN = Duration.ofMinutes(5);

    private IntakeCheck() {}

    /** Whether the relay reads a topic, as {@code relay.intake.topics} has it. */
    public static Predicate<String> reads(IntakeConfig config) {
        return TopicSubscription.of(config.topics())::reads;
    }

    /**
     * Adds a problem where a topic that the relay writes would be read as a source.
     *
     * @param what it is, as in "dead-letter topic"
     */
    public static void notRead(IntakeConfig config, String what, String topic, ConfigProblems problems) {
        TopicSubscription.of(config.topics()).checkNotRead(what, topic, problems);
    }

    /**
     * Adds a problem for each key that is wrong.
     *
     * @param deadLetterTopic must not be read
     * @param retryTopic must not be read as a source, nor be the dead-letter topic
     * @param bindingTopic holds no events
     */
    public static void run(
            IntakeConfig config,
            String deadLetterTopic,
            String retryTopic,
            Optional<String> bindingTopic,
            ConfigProblems problems) {
        TopicSubscription subscription = TopicSubscription.of(config.topics());
        subscription.check(deadLetterTopic, retryTopic, bindingTopic, problems);
        subscription.checkMapped(config.mappings().keySet(), problems);
        if (!TopicName.isLegal(deadLetterTopic)) {
            problems.add(
                    "relay.dead-letter.topic",
                    "is no topic's name",
                    "set it to a name such as parking.gate-events.dlt");
        }
        if (retryTopic.equals(deadLetterTopic)) {
            problems.add(
                    "relay.retry.topic",
                    "is the dead-letter topic " + deadLetterTopic + ", so each dead letter would be tried again",
                    "give the two different names");
        }
        if (config.maxInFlight() < 1) {
            problems.add("relay.intake.max-in-flight", "is less than 1", "set it to a number such as 2000");
        }
        if (config.maxBytesInFlight().asLongValue() < 1) {
            problems.add("relay.intake.max-bytes-in-flight", "is less than 1", "set it to a size such as 64M");
        }
        if (config.maxWindow() < 1) {
            problems.add("relay.intake.max-window", "is less than 1", "set it to a number such as 10000");
        }
        if (config.drainTimeout().isNegative() || config.drainTimeout().compareTo(LONGEST_DRAIN) > 0) {
            problems.add(
                    "relay.intake.drain-timeout", "is negative or longer than 5m", "set it to a duration such as 10s");
        }
    }
}
