package org.parkingrelay.intake;

import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

    private static final String SOURCES = "relay.intake.topics";
    private static final String DEAD_LETTERS = "relay.dead-letter.topic";
    private static final String JOURNAL = "relay.redrive.journal";
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
                .forEach(topic -> topics.add(new Need(topic, SOURCES, Set.of(READ))));
        topics.add(new Need(retryTopic, "relay.retry.topic", Set.of(READ, WRITE)));
        topics.add(new Need(deadLetterTopic, DEAD_LETTERS, Set.of(WRITE)));
        List<Need> groups = List.of(GateEventConsumer.CHANNEL, GateEventConsumer.RETRY_CHANNEL).stream()
                .map(CHANNEL::formatted)
                .map(key -> new Need(all.getValue(key, String.class), key, Set.of(READ)))
                .toList();
        return new KafkaNeeds(topics, groups);
    }

    /**
     * What there is to do besides where people may look at dead letters, and put them back to where they came from. Nobody says beforehand
     * whether a transaction may be named as it is.
     *
     * @param journal absent where letters are read only
     * @param group of those who would run jobs
     */
    public KafkaNeeds andOfRedriving(Optional<String> journal, String group) {
        List<Need> more = new ArrayList<>();
        for (Need need : topics) {
            boolean isSource = need.key().equals(SOURCES);
            boolean isMore = need.key().equals(DEAD_LETTERS) || (isSource && journal.isPresent());
            more.add(isMore ? new Need(need.name(), need.key(), Set.of(READ, WRITE)) : need);
        }
        List<Need> members = new ArrayList<>(groups);
        journal.ifPresent(topic -> {
            more.add(new Need(topic, JOURNAL, Set.of(READ, WRITE)));
            members.add(new Need(group, JOURNAL, Set.of(READ)));
        });
        return new KafkaNeeds(more, members);
    }
}
