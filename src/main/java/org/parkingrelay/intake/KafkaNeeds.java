package org.parkingrelay.intake;

import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.acl.AclOperation;
import org.eclipse.microprofile.config.Config;
import org.parkingrelay.config.TopicName;

/**
 * What Kafka must let the relay do. The topic of the bindings is not among it, since nothing waits for one that may not be read, nor
 * that of outcomes, which whoever writes it tells by itself.
 *
 * @param topics with what is done to them
 * @param groups of which the relay's consumers are members
 */
public record KafkaNeeds(List<Need> topics, List<Need> groups) {

    private static final String CHANNEL = "mp.messaging.incoming.%s.group.id";

    /** A topic or a group, the key that names it, and what is done to it. */
    record Need(String name, String key, Set<AclOperation> operations) {}

    /**
     * By the configuration. Of topics that a regular expression names nothing is known.
     *
     * @param all has the names of the groups
     */
    public static KafkaNeeds of(IntakeConfig intake, String deadLetterTopic, String retryTopic, Config all) {
        List<Need> topics = new ArrayList<>();
        TopicSubscription.of(intake.topics()).entries().stream()
                .filter(TopicName::isLegal)
                .forEach(topic -> topics.add(new Need(topic, "relay.intake.topics", Set.of(READ))));
        topics.add(new Need(retryTopic, "relay.retry.topic", Set.of(READ, WRITE)));
        topics.add(new Need(deadLetterTopic, "relay.dead-letter.topic", Set.of(WRITE)));
        List<Need> groups = List.of(GateEventConsumer.CHANNEL, GateEventConsumer.RETRY_CHANNEL).stream()
                .map(CHANNEL::formatted)
                .map(key -> new Need(all.getValue(key, String.class), key, Set.of(READ)))
                .toList();
        return new KafkaNeeds(topics, groups);
    }
}
