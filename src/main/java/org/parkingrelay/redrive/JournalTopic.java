package org.parkingrelay.redrive;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jboss.logging.Logger;
import org.parkingrelay.outbox.KafkaRefusal;
import org.parkingrelay.telemetry.LogKey;
import org.parkingrelay.telemetry.LogLine;

/** Sees to it that the journal is there and forgets nothing. */
final class JournalTopic {

    private static final Logger LOG = Logger.getLogger(JournalTopic.class);

    /** One partition, so that all entries have an order; kept whole and for ever, since it is the only place that has them. */
    private static final Map<String, String> KEPT =
            Map.of("cleanup.policy", "delete", "retention.ms", "-1", "retention.bytes", "-1");

    private static final String MEND = "create it with one partition, cleanup.policy=delete, retention.ms=-1 and"
            + " retention.bytes=-1, or set " + RedriveConfig.JOURNAL + " to " + RedriveConfig.NO_JOURNAL;

    private final String name;

    JournalTopic(String name) {
        this.name = name;
    }

    /** Makes it where it is missing. Says in a sentence why it cannot be used, if it cannot. */
    Optional<String> ensure(Admin admin) {
        try {
            TopicDescription found = described(admin);
            if (found.partitions().size() != 1) {
                return Optional.of(RedriveConfig.JOURNAL + " names " + name + ", which has "
                        + found.partitions().size() + " partitions and not one; " + MEND + " and another name");
            }
            checkKept(admin);
            return Optional.empty();
        } catch (UnknownTopicOrPartitionException e) {
            return create(admin);
        } catch (RuntimeException e) {
            return Optional.of(sentence(e, "READ and WRITE"));
        }
    }

    private TopicDescription described(Admin admin) {
        return Objects.requireNonNull(
                await(admin.describeTopics(List.of(name)).allTopicNames()).get(name));
    }

    private Optional<String> create(Admin admin) {
        try {
            NewTopic topic = new NewTopic(name, Optional.of(1), Optional.empty()).configs(KEPT);
            Object unused = await(admin.createTopics(List.of(topic)).all());
            LogLine.with(LogKey.TOPIC, name).log(LOG, Logger.Level.INFO, "The journal of dead letters was created");
            return Optional.empty();
        } catch (TopicExistsException e) {
            // Another relay was faster; it made the same.
            return Optional.empty();
        } catch (RuntimeException e) {
            return Optional.of(sentence(e, "CREATE, READ and WRITE"));
        }
    }

    private void checkKept(Admin admin) {
        try {
            ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, name);
            Config config = Objects.requireNonNull(
                    await(admin.describeConfigs(List.of(resource)).all()).get(resource));
            KEPT.forEach((key, value) -> {
                ConfigEntry entry = config.get(key);
                if (entry != null && !value.equals(entry.value())) {
                    LogLine.with(LogKey.TOPIC, name)
                            .and(LogKey.NOTE, key + "=" + entry.value() + ", expected is " + value)
                            .log(
                                    LOG,
                                    Logger.Level.WARN,
                                    "The journal forgets: what was redriven long ago may then be redriven again");
                }
            });
        } catch (RuntimeException e) {
            // Not allowed to look; whoever made the topic was told what it must be like.
            LOG.debug("The settings of the journal may not be looked at");
        }
    }

    private String sentence(RuntimeException failure, String operations) {
        if (failure instanceof AuthorizationException) {
            return RedriveConfig.JOURNAL + " names " + name
                    + ", of which Kafka does not allow the relay all that it needs; " + "allow its user " + operations
                    + " there, or " + MEND;
        }
        return KafkaRefusal.of(failure)
                .map(KafkaRefusal::sentence)
                .orElse("Kafka does not answer (" + failure.getClass().getSimpleName()
                        + "); what is done about dead letters is not known now");
    }

    /** The answer; what Kafka's clients fail with otherwise. */
    static <T> T await(KafkaFuture<T> answer) {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
