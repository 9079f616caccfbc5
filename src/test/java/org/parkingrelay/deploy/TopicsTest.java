package org.parkingrelay.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;
import io.strimzi.api.kafka.model.user.KafkaUserAuthorizationSimple;
import io.strimzi.api.kafka.model.user.acl.AclRule;
import io.strimzi.api.kafka.model.user.acl.AclRuleGroupResource;
import io.strimzi.api.kafka.model.user.acl.AclRuleTopicResource;
import io.strimzi.api.kafka.model.user.acl.AclRuleTransactionalIdResource;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.parkingrelay.redrive.RedriveClients;

/** Topics, users and autoscaling mean the topics and groups that the relay uses. */
@NeedsKubectl
class TopicsTest {

    private static final int HEADERS_BYTES = 64 * 1024;

    private static final String EVENTS = Reference.defaultOf("relay.intake.topics");
    private static final String RETRIES = Reference.defaultOf("relay.retry.topic");
    private static final String DEAD_LETTERS = Reference.defaultOf("relay.dead-letter.topic");
    private static final String OUTCOMES = Reference.defaultOf("relay.outcome.topic");
    private static final String JOURNAL = Reference.defaultOf("relay.redrive.journal");
    private static final String BINDINGS = Reference.defaultOf("relay.lookup.topic");

    private static final String GROUP = shipped("mp.messaging.incoming.gate-events.group.id");
    private static final String RETRY_GROUP = shipped("mp.messaging.incoming.retry-events.group.id");

    /** What the relay's own configuration says, which comes with the jar. */
    private static String shipped(String key) {
        try (Reader file = Files.newBufferedReader(Path.of("src/main/resources/application.properties"))) {
            Properties properties = new Properties();
            properties.load(file);
            return properties.getProperty(key);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, KafkaTopic> topics() {
        return Rendering.of("production-kafka").all(KafkaTopic.class).stream()
                .collect(Collectors.toMap(topic -> topic.getMetadata().getName(), Function.identity()));
    }

    static int partitionsOfEvents() {
        return topics().get(EVENTS).getSpec().getPartitions();
    }

    private static long bytes(String topic) {
        return ((Number) topics().get(topic).getSpec().getConfig().get("max.message.bytes")).longValue();
    }

    @Test
    void the_topics_are_those_that_the_relay_uses() {
        assertThat(topics()).containsOnlyKeys(EVENTS, RETRIES, DEAD_LETTERS, JOURNAL, OUTCOMES, BINDINGS);
        assertThat(Rendering.of("production").properties().keySet()).noneMatch(key -> key.endsWith(".topic"));
    }

    @Test
    void a_copy_of_any_event_fits_its_topic() {
        assertThat(bytes(RETRIES)).isGreaterThanOrEqualTo(bytes(EVENTS) + HEADERS_BYTES);
        assertThat(bytes(DEAD_LETTERS)).isGreaterThanOrEqualTo(bytes(EVENTS) + HEADERS_BYTES);
        assertThat(topics().get(RETRIES).getSpec().getPartitions()).isEqualTo(partitionsOfEvents());
    }

    @Test
    void bindings_are_compacted_and_nothing_else_is() {
        assertThat(topics())
                .allSatisfy((name, topic) -> assertThat(
                                topic.getSpec().getConfig().getOrDefault("cleanup.policy", "delete"))
                        .isEqualTo(name.equals(BINDINGS) ? "compact" : "delete"));
    }

    @Test
    void the_journal_has_an_order_and_is_kept_for_ever() {
        assertThat(topics().get(JOURNAL).getSpec().getPartitions()).isEqualTo(1);
        assertThat(topics().get(JOURNAL).getSpec().getConfig())
                .containsEntry("cleanup.policy", "delete")
                .containsEntry("retention.ms", -1)
                .containsEntry("retention.bytes", -1);
    }

    @Test
    void the_loss_of_a_broker_loses_nothing_and_stops_nothing() {
        assertThat(topics()).allSatisfy((name, topic) -> {
            assertThat(topic.getSpec().getReplicas()).isEqualTo(3);
            // What became of events may be lost; a broker that is away must not stop it.
            assertThat(topic.getSpec().getConfig()).containsEntry("min.insync.replicas", name.equals(OUTCOMES) ? 1 : 2);
        });
    }

    private static List<String> may(String user) {
        KafkaUser found = Rendering.of("production-kafka").all(KafkaUser.class).stream()
                .filter(one -> one.getMetadata().getName().equals(user))
                .findFirst()
                .orElseThrow();
        KafkaUserAuthorizationSimple simple =
                (KafkaUserAuthorizationSimple) found.getSpec().getAuthorization();
        return simple.getAcls().stream().map(TopicsTest::told).toList();
    }

    private static String told(AclRule rule) {
        String operations = rule.getOperations().stream().map(Enum::name).collect(Collectors.joining("+"));
        if (rule.getResource() instanceof AclRuleTopicResource topic) {
            return operations + " topic " + topic.getName();
        }
        if (rule.getResource() instanceof AclRuleTransactionalIdResource transactions) {
            return operations + " transactions " + transactions.getName();
        }
        return operations + " group " + ((AclRuleGroupResource) rule.getResource()).getName();
    }

    @Test
    void the_relay_may_read_what_it_reads_and_write_what_it_writes() {
        assertThat(may("parking-relay"))
                .containsExactlyInAnyOrder(
                        "READ group " + GROUP,
                        "READ group " + RETRY_GROUP,
                        "READ group " + RedriveClients.GROUP,
                        "READ+WRITE topic " + EVENTS,
                        "READ+WRITE topic " + RETRIES,
                        "READ+WRITE topic " + DEAD_LETTERS,
                        "READ+WRITE topic " + OUTCOMES,
                        "READ+WRITE topic " + JOURNAL,
                        "WRITE transactions " + RedriveClients.transactionalId(DEAD_LETTERS),
                        "READ topic " + BINDINGS);
    }

    @Test
    void nobody_else_may_read_anything() {
        assertThat(may("gate-vendor")).containsExactly("WRITE topic " + EVENTS);
        assertThat(may("membership-system")).containsExactly("WRITE topic " + BINDINGS);
        assertThat(may("parking-relay-keda"))
                .containsExactlyInAnyOrder(
                        "DESCRIBE group " + GROUP,
                        "DESCRIBE group " + RETRY_GROUP,
                        "DESCRIBE topic " + EVENTS,
                        "DESCRIBE topic " + RETRIES);
        assertThat(Rendering.of("production-kafka").all(KafkaUser.class)).hasSize(4);
    }

    @Test
    void there_are_never_more_relays_than_partitions_to_read() {
        Keda.Spec scaling = scaling();

        assertThat(scaling.maxReplicaCount()).isLessThanOrEqualTo(partitionsOfEvents());
        assertThat(scaling.minReplicaCount()).isEqualTo(3);
        assertThat(scaling.fallback().replicas()).isBetween(scaling.minReplicaCount(), scaling.maxReplicaCount());
    }

    private static Keda.Spec scaling() {
        return Rendering.of("production").only(Keda.ScaledObject.class).spec();
    }

    @Test
    void keda_follows_both_groups_at_the_kafka_of_the_relay() {
        String servers = Rendering.of("production").properties().get("kafka.bootstrap.servers");

        assertThat(scaling().triggers())
                .extracting(trigger -> trigger.metadata().consumerGroup() + " "
                        + trigger.metadata().topic())
                .containsExactlyInAnyOrder(GROUP + " " + EVENTS, RETRY_GROUP + " " + RETRIES);
        assertThat(scaling().triggers()).allSatisfy(trigger -> {
            assertThat(trigger.type()).isEqualTo("kafka");
            assertThat(trigger.metadata().bootstrapServers()).isEqualTo(servers);
            // Otherwise the same offset seen twice in a second would pass for one that stands still.
            assertThat(trigger.useCachedMetrics()).isTrue();
            assertThat(trigger.authenticationRef().name())
                    .isEqualTo(Rendering.of("production")
                            .only(Keda.TriggerAuthentication.class)
                            .metadata()
                            .getName());
        });
    }
}
